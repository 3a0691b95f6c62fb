import type { StringColumn, SymbolColumns } from '../../electron/contract/library-model.ts';
import { type Benchmark, inTurns, type Progress, summarize, timed } from './figure.ts';
import { type LargeLibrary, largestLibrary } from './largest-library.ts';
import { cliPath, runToEnd } from './programs.ts';
import { residentMb, startReader } from './reader-process.ts';

const runs = 9;
const nm = { name: 'nm -DC', arguments: ['-DC'] };

/** Symbols of the largest library of the system: on the command line, in the reader, and what they weigh. */
export const symbolsBenchmark: Benchmark = {
  names: ['symbols-cli', 'symbols-reader', 'symbols-columns-size', 'symbols-reader-memory'],
  run: async (progress) => {
    const library = await findLibrary();
    progress(`  ${library.path}: ${library.symbols} dynamic symbols`);
    return measure(library, progress);
  },
};

async function findLibrary(): Promise<LargeLibrary> {
  const { reader } = await startReader();
  try {
    return await largestLibrary(reader);
  } finally {
    reader.close();
  }
}

async function measure({ path }: LargeLibrary, progress: Progress) {
  const sizes: number[] = [];
  const memory: number[] = [];
  const values = await inTurns(
    runs,
    {
      cli: () => timed(() => runToEnd(process.execPath, [cliPath, 'symbols', '--json', path])),
      nm: () => timed(() => runToEnd(nm.name.split(' ')[0] ?? 'nm', [...nm.arguments, path])),
      reader: () => timeOfReader(path, sizes, memory),
    },
    progress,
  );
  const reference = { name: nm.name, values: values.nm };
  return [
    summarize({ name: 'symbols-cli', unit: 'ms', values: values.cli, reference }),
    summarize({ name: 'symbols-reader', unit: 'ms', values: values.reader, reference }),
    summarize({ name: 'symbols-columns-size', unit: 'MB', values: sizes }),
    summarize({ name: 'symbols-reader-memory', unit: 'MB', values: memory }),
  ];
}

/** From the request to the columns in this process; the reader is started, and has read no large library yet. */
async function timeOfReader(path: string, sizes: number[], memory: number[]): Promise<number> {
  const { reader, pid } = await startReader();
  try {
    const before = residentMb(pid());
    let columns: SymbolColumns | null = null;
    const tookMs = await timed(async () => {
      await reader.inspect({ path });
      const symbols = await reader.symbols({ path, table: 'exports' });
      columns = symbols.ok ? symbols.value : null;
    });
    memory.push(residentMb(pid()) - before);
    if (columns !== null) sizes.push(bytesOf(columns) / 1e6);
    return tookMs;
  } finally {
    reader.close();
  }
}

function bytesOf(columns: SymbolColumns): number {
  const { name, demangled, version, value, size, type, bind, visibility, defaultVersion, section, byName } =
    columns;
  const strings = [name, demangled, version].map(bytesOfStrings);
  const numbers = [value, size, type, bind, visibility, defaultVersion, section, byName].map(
    (part) => part.byteLength,
  );
  return [...strings, ...numbers].reduce((sum, part) => sum + part, 0);
}

function bytesOfStrings({ bytes, offsets }: StringColumn): number {
  return bytes.byteLength + offsets.byteLength;
}
