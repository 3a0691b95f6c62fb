import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { succeed } from '../contract/failure.ts';
import { openDebugInfo } from '../dwarf/debug-info.ts';
import { openElf } from '../elf/elf-file.ts';
import { type FoundSections, readDebugSections } from './debug-sections.ts';
import { fileSource, withFile } from './file-source.ts';

const folder = mkdtempSync(join(tmpdir(), 'dlscope-sections-'));
const text = `typedef struct { int x, y; } point_t;\nint twice(point_t *point, int count) { return 2 * count; }\n`;
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function build(flags: readonly string[]): string {
  const library = join(folder, `${flags.join('')}.so`);
  const source = join(folder, 'x.c');
  writeFileSync(source, text);
  execFileSync('gcc', ['-g', '-fPIC', '-shared', ...flags, source, '-o', library]);
  return library;
}

function read(path: string): FoundSections | null {
  const found = withFile(path, (file) => {
    const elf = openElf(fileSource(file));
    return elf.ok ? succeed(readDebugSections(elf.value)) : elf;
  });
  if (!found.ok) throw new Error(found.failure.message);
  return found.value;
}

function spelling(found: FoundSections | null): string | undefined {
  return found === null
    ? undefined
    : openDebugInfo(found.sections).functionNamed('twice')?.prototype.parameters[0]?.type.spelling;
}

describe('compressed debug sections', () => {
  let library: string;
  let bytes: Buffer;
  let at: number;

  beforeAll(() => {
    library = build(['-gz=zlib', '-gdwarf-5']);
    bytes = readFileSync(library);
    at = placeOf(library, '.debug_info');
  });

  /** A copy of the library, changed where .debug_info begins. */
  function changed(change: (section: DataView) => void): FoundSections | null {
    const copy = join(folder, 'changed.so');
    const content = Buffer.from(bytes);
    change(new DataView(content.buffer, content.byteOffset + at));
    writeFileSync(copy, content);
    return read(copy);
  }

  test('are read as if they were not compressed', () => {
    expect(read(library)?.problems).toEqual([]);
    expect(spelling(read(library))).toBe('point_t *');
    expect(read(library)?.sections.info.length).toBe(
      read(build(['-gz=none', '-gdwarf-5']))?.sections.info.length,
    );
  });

  test.each([
    ['are of an unknown kind', (section: DataView) => section.setUint32(0, 77, true), /unknown way 77/],
    [
      'claim a terabyte',
      (section: DataView) => section.setBigUint64(8, 2n ** 40n, true),
      /larger than is read/,
    ],
    [
      'claim a size that they cannot have',
      (section: DataView) => section.setBigUint64(8, 2n ** 28n, true),
      /cannot have/,
    ],
    [
      'claim a smaller size',
      (section: DataView) => section.setBigUint64(8, 10n, true),
      /damaged|another size/,
    ],
    ['claim a larger size', (section: DataView) => section.setBigUint64(8, 900n, true), /another size/],
    [
      'have a damaged stream',
      (section: DataView) => section.setUint32(24, 0xffff_ffff, true),
      /stream is damaged/,
    ],
  ])('that %s are left out with a sentence', (_, change, says) => {
    const found = changed(change);
    expect(found?.problems).toEqual([expect.stringMatching(says)]);
    expect(found?.problems[0]).toMatch(/^\.debug_info /);
    expect(found && openDebugInfo(found.sections).diagnostics).toEqual([]);
  });
});

test('sections in the old style of GNU are read', () => {
  const plain = build(['-gz=none', '-gdwarf-4']);
  const library = join(folder, 'old.so');
  const content = read(plain)?.sections.info ?? new Uint8Array(0);
  const size = Buffer.alloc(8);
  size.writeBigUInt64BE(BigInt(content.length));
  const section = join(folder, 'section');
  writeFileSync(section, Buffer.concat([Buffer.from('ZLIB'), size, deflateSync(content)]));
  execFileSync('objcopy', [
    '--remove-section=.debug_info',
    `--add-section=.zdebug_info=${section}`,
    plain,
    library,
  ]);
  expect(spelling(read(library))).toBe('point_t *');
});

/** The offset of a section in the file, as readelf tells it. */
function placeOf(path: string, name: string): number {
  const table = execFileSync('readelf', ['-SW', path], { encoding: 'utf8' });
  const line = table.split('\n').find((row) => row.includes(` ${name} `)) ?? '';
  const [, offset = ''] = /PROGBITS\s+[0-9a-f]+ ([0-9a-f]+)/.exec(line) ?? [];
  return Number.parseInt(offset, 16);
}
