import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { memorySource } from '../../elf/byte-source.ts';
import { openElf } from '../../elf/elf-file.ts';
import { X86Instruction } from './x86-instruction.ts';

const folder = mkdtempSync(join(tmpdir(), 'dlscope-x86-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const source = `
  #include <math.h>
  #include <string.h>
  static double table[64] = {1.5}; long double big = 3; extern int other; _Thread_local int own;
  double sum(double *p, int n) { double s = 0.25; for (int i = 0; i < n; i++) s += p[i] * table[i & 63]; return s; }
  float mix(float a, int b) { return a * 2.5f + b + (float)big; }
  int pick(int a) { switch (a) { case 0: return 9; case 1: return other; case 2: return own++; case 3: return 77; case 4: return -5; } return 1; }
  void fill(char *p, unsigned long n) { memset(p, 7, n); p[n & 1000] = (char)(n * 0x123456789ULL >> 13); }
  unsigned long turn(unsigned long a, short b) { return (a << 7 | a >> 57) * b / 3 + __builtin_bswap64(a) + __builtin_popcountll(a); }
  int clamp(int *p, int n) { int m = 0; for (int i = 0; i < n; i++) m = p[i] > m ? p[i] : m; return m; }`;

/** Address and length of each instruction of .text, and where it leads from its end, by objdump. */
function disassembled(library: string): readonly { at: number; length: number; target: number | null }[] {
  const text = execFileSync('objdump', ['-d', '-w', '-j', '.text', library], {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  return [...text.matchAll(/^ *([0-9a-f]+):\t((?:[0-9a-f]{2} )+) *\t?(.*)$/gm)].map(
    ([, at = '', bytes = '', rest = '']) => {
      const target = /# ([0-9a-f]+)|(?:call|jmp|j[a-z]+)\s+([0-9a-f]+) </.exec(rest);
      return {
        at: Number.parseInt(at, 16),
        length: bytes.trim().split(' ').length,
        target: target === null ? null : Number.parseInt(target[1] ?? target[2] ?? '', 16),
      };
    },
  );
}

describe('the instructions of x86-64', () => {
  it
    .skipIf(process.arch !== 'x64')
    .each(['-O0', '-O2', '-O3 -mavx2 -mfma', '-O3 -mavx512f -mavx512bw', '-O2 -m80387 -mfpmath=387'])(
    'have the lengths and places that objdump finds, %s',
    (flags) => {
      const file = join(folder, 'lib.c');
      const library = join(folder, 'lib.so');
      writeFileSync(file, source);
      execFileSync('gcc', ['-w', '-fPIC', '-shared', ...flags.split(' '), file, '-lm', '-o', library]);
      expect(differences(library)).toEqual([]);
    },
  );

  it.skipIf(process.arch !== 'x64')(
    'have them in the C library too',
    () => {
      expect(differences('/lib/x86_64-linux-gnu/libc.so.6').slice(0, 10)).toEqual([]);
    },
    60_000,
  );
});

function differences(library: string): readonly string[] {
  const bytes = readFileSync(library);
  const file = openElf(memorySource(bytes));
  if (!file.ok) throw new Error('no ELF file');
  const section = file.value.sections.findByName('.text');
  if (section === null) throw new Error('no .text');
  const code = bytes.subarray(Number(section.offset), Number(section.offset + section.size));
  const start = Number(section.address);
  const instruction = new X86Instruction();
  const listed = disassembled(library);
  expect(listed.length).toBeGreaterThan(50);
  return listed.flatMap(({ at, length, target }) => {
    const offset = at - start;
    const isKnown = instruction.read(code, offset);
    if (!isKnown || instruction.length !== length) {
      return `${at.toString(16)}: ${instruction.length} bytes, not ${length}`;
    }
    const { relativeAt } = instruction;
    if (relativeAt < 0 || target === null) return [];
    const found = at + length + new DataView(code.buffer, code.byteOffset).getInt32(relativeAt, true);
    return found === target ? [] : `${at.toString(16)}: leads to ${found.toString(16)}`;
  });
}
