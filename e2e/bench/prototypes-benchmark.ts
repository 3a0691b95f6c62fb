import type { Outcome } from '../../electron/contract/failure.ts';
import { type RealLibraryName, realLibrary } from '../../native-samples/real-libraries.ts';
import { type Benchmark, type FigureResult, inTurns, type Progress, summarize, timed } from './figure.ts';
import { outputOf, runToEnd } from './programs.ts';
import { forgetPeak, peakResidentMb, residentMb, startReader } from './reader-process.ts';
import { median } from './statistics.ts';

const runs = 7;
const gdb = ['-nx', '-batch', '-iex', 'set debuginfod enabled off'];
/** A function of the large library whose types lead far. */
const firstSymbol = 'leveldb_open';

/** Prototypes from debug information: of all exports of a C and a large C++ library, of one export, and what they weigh. */
export const prototypesBenchmark: Benchmark = {
  names: ['prototypes-all-c', 'prototypes-all-cpp', 'prototype-first', 'prototypes-memory'],
  run: async (progress) => [
    ...(await allOf('sqlite3', 'prototypes-all-c', progress)).figures,
    ...(await large(progress)),
    await firstOf(progress),
  ],
};

async function large(progress: Progress): Promise<readonly FigureResult[]> {
  const { figures, grownMb, debugMb } = await allOf('leveldb', 'prototypes-all-cpp', progress);
  const reference = { name: 'size of the debug sections', values: [debugMb] };
  return [...figures, summarize({ name: 'prototypes-memory', unit: 'MB', values: grownMb, reference })];
}

async function allOf(name: RealLibraryName, figure: string, progress: Progress) {
  const { path } = realLibrary(name);
  const debugMb = await debugSectionsMb(path);
  progress(`  ${path}: ${debugMb.toFixed(1)} MB of debug sections`);
  const grownMb: number[] = [];
  const values = await inTurns(
    runs,
    {
      reader: () => timeOfReader(path, grownMb),
      readelf: () => timed(() => runToEnd('readelf', ['--debug-dump=info', path])),
      gdb: () => timed(() => runToEnd('gdb', [...gdb, '-ex', 'info functions', path])),
    },
    progress,
  );
  const faster = median(values.readelf) < median(values.gdb) ? 'readelf' : 'gdb';
  const names = { readelf: 'readelf --debug-dump=info', gdb: "gdb -batch -ex 'info functions'" };
  const reference = { name: names[faster], values: values[faster] };
  const figures = [summarize({ name: figure, unit: 'ms', values: values.reader, reference })];
  return { figures, debugMb, grownMb };
}

/** From the request to the columns in this process; notes by how much the reader's memory grew at most. */
async function timeOfReader(path: string, grownMb: number[]): Promise<number> {
  const { reader, pid } = await startReader();
  try {
    const before = residentMb(pid());
    forgetPeak(pid());
    let known = 0;
    const tookMs = await timed(async () => {
      const { prototype } = valueIn(await reader.prototypes({ path, originalPath: path, headers: [] }));
      known = prototype.bytes.length;
    });
    if (known === 0) throw new Error(`${path} has no prototypes`);
    grownMb.push(peakResidentMb(pid()) - before);
    return tookMs;
  } finally {
    reader.close();
  }
}

/** From the first request of a fresh reader to the prototype of one export. */
async function firstOf(progress: Progress): Promise<FigureResult> {
  const { path } = realLibrary('leveldb');
  const values = await inTurns(
    runs,
    {
      reader: () => timeOfFirst(path),
      gdb: () => timed(() => outputOf('gdb', [...gdb, '-ex', `ptype ${firstSymbol}`, path])),
    },
    progress,
  );
  const reference = { name: "gdb -batch -ex 'ptype …'", values: values.gdb };
  return summarize({ name: 'prototype-first', unit: 'ms', values: values.reader, reference });
}

async function timeOfFirst(path: string): Promise<number> {
  const { reader } = await startReader();
  try {
    let source: string | undefined;
    const tookMs = await timed(async () => {
      const request = { path, originalPath: path, headers: [], symbol: firstSymbol, text: '' };
      source = valueIn(await reader.describe(request)).suggestions[0]?.source;
    });
    if (source !== 'dwarf') throw new Error(`${firstSymbol} has no prototype from debug information`);
    return tookMs;
  } finally {
    reader.close();
  }
}

async function debugSectionsMb(path: string): Promise<number> {
  const sizes = await outputOf('size', ['-A', path]);
  const sections = [...sizes.matchAll(/^\.debug_\S+\s+(\d+)/gm)];
  return sections.reduce((sum, match) => sum + Number(match[1]), 0) / 1e6;
}

function valueIn<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  throw new Error(outcome.failure.message);
}
