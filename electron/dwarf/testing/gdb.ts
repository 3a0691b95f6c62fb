import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const script = fileURLToPath(new URL('./gdb-types.py', import.meta.url));

/** A type as gdb writes it, and as a call sees it: see `shapes.ts`. */
export interface GdbType {
  readonly spelling: string;
  readonly shape: string;
}

export interface GdbFunction {
  readonly result: GdbType;
  readonly parameters: readonly GdbType[];
  /** Of the parameters; more than `parameters` where the compiler added some. */
  readonly names: readonly string[];
  readonly variadic: boolean;
  readonly file: string;
  readonly line: number;
}

export interface GdbMember {
  readonly name: string | null;
  readonly base: boolean;
  /** From the start of the record. */
  readonly bit: number;
  /** 0 for what is no bit-field. */
  readonly bitSize: number;
  readonly type: GdbType;
  /** Of a record without a name. */
  readonly inner: GdbRecord | null;
}

export interface GdbRecord {
  readonly size: number;
  readonly alignment: number;
  readonly members: readonly GdbMember[];
}

export interface GdbEnum {
  readonly size: number;
  readonly signed: boolean;
  readonly constants: readonly (readonly [name: string, value: string])[];
}

/** What gdb knows of a library. */
export interface GdbReport {
  /** Null for a function that gdb finds nothing about. */
  readonly functions: Readonly<Record<string, GdbFunction | null>>;
  /** By name, with namespaces, without the keyword; a typedef's name where there is no other. */
  readonly records: Readonly<Record<string, GdbRecord>>;
  readonly enums: Readonly<Record<string, GdbEnum>>;
}

/** Asks gdb about functions and all that their prototypes lead to; `allTypes` adds every other type of the library. */
export async function askGdb(
  path: string,
  functions: ReadonlyMap<string, bigint>,
  allTypes: boolean,
): Promise<GdbReport> {
  const folder = await mkdtemp(join(tmpdir(), 'dlscope-gdb-'));
  try {
    const request = join(folder, 'request.json');
    const symbols = Object.fromEntries([...functions].map(([name, address]) => [name, String(address)]));
    await writeFile(request, JSON.stringify({ symbols, allTypes }));
    const { stdout } = await run(
      'gdb',
      ['-nx', '-batch', '-iex', 'set debuginfod enabled off', '-x', script, path],
      { env: { ...process.env, LC_ALL: 'C.UTF-8', DLSCOPE_GDB_REQUEST: request }, maxBuffer: 1 << 30 },
    );
    return JSON.parse(stdout.slice(stdout.indexOf('{"functions"')));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
