import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { succeed } from '../../contract/failure.ts';
import type { Prototype, RecordType } from '../../contract/prototype.ts';
import { formatPrototype } from '../../ctypes/type-spelling.ts';
import { findDebugFile } from '../../reader/debug-file.ts';
import { withFile } from '../../reader/file-source.ts';
import { type DebugFunction, type DebugInfo, openDebugInfo } from '../debug-info.ts';
import { exportedAddresses } from './exported-functions.ts';

export interface Source {
  readonly language: 'c' | 'c++';
  readonly text: string;
  readonly flags?: string;
}

/** A library built for one test, and what its debug information says. */
export class Compiled {
  readonly debug: DebugInfo;
  readonly addresses: ReadonlyMap<string, bigint>;

  constructor(debug: DebugInfo, addresses: ReadonlyMap<string, bigint>) {
    this.debug = debug;
    this.addresses = addresses;
  }

  /** The exported function whose symbol this is. */
  function(symbol: string): DebugFunction | null {
    return this.debug.functionAt(this.addresses.get(symbol) ?? 0n, symbol);
  }

  prototype(symbol: string): Prototype {
    const known = this.function(symbol);
    if (known === null) throw new Error(`nothing is known of ${symbol}`);
    return known.prototype;
  }

  /** As C writes the prototype; that of the outline has to be the same. */
  text(symbol: string): string {
    const known = this.function(symbol);
    if (known === null) return 'unknown';
    const text = formatPrototype(known.prototype);
    const outline = formatPrototype(known.outline);
    return outline === text ? text : `${text} but in the outline ${outline}`;
  }

  /** The layout of a named struct, union or class. */
  record(name: string): RecordType {
    const found = this.debug.typeNamed(name);
    const record = found?.type.kind === 'record' ? found.records[found.type.record] : undefined;
    if (record === undefined) throw new Error(`${name} is no known record`);
    return record;
  }
}

/** Builds a shared library with gcc, or g++, and opens its debug information. */
export function compile({ language, text, flags = '' }: Source): Compiled {
  const folder = mkdtempSync(join(tmpdir(), 'dlscope-compiled-'));
  try {
    const source = join(folder, language === 'c' ? 'source.c' : 'source.cpp');
    const library = join(folder, 'library.so');
    writeFileSync(source, text);
    const compiler = language === 'c' ? 'gcc' : 'g++';
    const given = flags.split(' ').filter((flag) => flag !== '');
    execFileSync(compiler, ['-g', '-w', '-fPIC', '-shared', ...given, source, '-o', library], {
      cwd: folder,
    });
    const found = withFile(library, (file) => succeed(findDebugFile(file, library)));
    if (!found.ok || found.value.sections === null) throw new Error('there is no debug information');
    return new Compiled(
      openDebugInfo(found.value.sections),
      exportedAddresses(library, ['FUNC', 'IFUNC', 'OBJECT']),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
