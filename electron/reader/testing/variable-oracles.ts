import { execFile, execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A row of readelf's table of symbols that is a variable in .data or .bss. */
export interface TableSymbol {
  readonly name: string;
  readonly value: bigint;
  readonly size: number;
  readonly bind: string;
  readonly visibility: string;
}

const writableSections: ReadonlySet<string> = new Set(['.data', '.bss']);

/** The variables that readelf lists in .data and .bss. */
export function symbolsOf(path: string, table: '--syms' | '--dyn-syms' = '--syms'): readonly TableSymbol[] {
  const sections = new Map<string, string>();
  for (const line of readelf('-SW', path)) {
    const [, index, name] = /^\s*\[\s*(\d+)\]\s+(\S+)/.exec(line) ?? [];
    if (index !== undefined && name !== undefined) sections.set(index, name);
  }
  return readelf(table, '-W', path).flatMap((line) => {
    const [, value, size, type, bind, visibility, section, name] =
      /^\s*\d+: ([0-9a-f]+)\s+(\d+|0x[0-9a-f]+) (\S+)\s+(\S+)\s+(\S+)\s+(\S+) (\S+)/.exec(line) ?? [];
    if (type !== 'OBJECT' || !writableSections.has(sections.get(section ?? '') ?? '') || Number(size) === 0) {
      return [];
    }
    const symbol = { name: name ?? '', bind: bind ?? '', visibility: visibility ?? '' };
    return [{ ...symbol, value: BigInt(`0x${value}`), size: Number(size) }];
  });
}

function readelf(...given: readonly string[]): readonly string[] {
  const text = execFileSync('readelf', given, {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    env: { ...process.env, LC_ALL: 'C' },
  });
  return text.split('\n');
}

/** What gdb finds at an address. */
export interface GdbVariable {
  readonly name: string;
  readonly size: number;
  /** Modulo 65,536, which is all that gdb keeps of it. */
  readonly line: number;
}

/** Walks the files that functions lie in, and notes their variables at the addresses. */
const script = `
import gdb, json, os
wanted = set(json.load(open(os.environ['DLSCOPE_GDB_REQUEST'])))
found = {}
walked = set()
def note(symbol):
    if symbol.addr_class != gdb.SYMBOL_LOC_STATIC or not symbol.is_variable: return
    address = str(int(symbol.value().address))
    if address in wanted: found[address] = {'name': symbol.name, 'size': symbol.type.sizeof, 'line': symbol.line}
for address in json.load(open(os.environ['DLSCOPE_GDB_FUNCTIONS'])):
    block = gdb.block_for_pc(address)
    if block is None or block.global_block.start in walked: continue
    walked.add(block.global_block.start)
    for symbol in block.global_block: note(symbol)
    for symbol in block.static_block: note(symbol)
print(json.dumps(found))
`;

/** The variables of the files that gdb knows, global and static, by address; those of functions it does not list. */
export async function gdbVariables(
  path: string,
  addresses: readonly bigint[],
): Promise<ReadonlyMap<string, GdbVariable>> {
  const folder = await mkdtemp(join(tmpdir(), 'dlscope-gdb-'));
  try {
    const request = join(folder, 'request.json');
    const functions = join(folder, 'functions.json');
    const python = join(folder, 'walk.py');
    const code = readelf('--syms', '-W', path).flatMap((line) => {
      const [, value] = /^\s*\d+: ([0-9a-f]+)\s+\S+ FUNC\s+\S+\s+\S+\s+\d+ /.exec(line) ?? [];
      return value === undefined ? [] : [Number.parseInt(value, 16)];
    });
    await writeFile(request, JSON.stringify(addresses.map(String)));
    await writeFile(functions, JSON.stringify(code));
    await writeFile(python, script);
    const { stdout } = await run(
      'gdb',
      ['-nx', '-batch', '-iex', 'set debuginfod enabled off', '-x', python, path],
      {
        env: {
          ...process.env,
          LC_ALL: 'C.UTF-8',
          DLSCOPE_GDB_REQUEST: request,
          DLSCOPE_GDB_FUNCTIONS: functions,
        },
        maxBuffer: 1 << 28,
      },
    );
    const report: Record<string, GdbVariable> = JSON.parse(stdout.slice(stdout.indexOf('{')));
    return new Map(Object.entries(report));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
