import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { ClosableReader } from '../../electron/processes/reader-client.ts';

const folders = ['/usr/lib/x86_64-linux-gnu', '/usr/lib/aarch64-linux-gnu', '/usr/lib64', '/usr/lib'];
// The one with the most symbols is among the largest files.
const candidateCount = 30;

export interface LargeLibrary {
  readonly path: string;
  readonly symbols: number;
}

/** The library of the system with the most dynamic symbols. */
export async function largestLibrary(reader: ClosableReader): Promise<LargeLibrary> {
  let best: LargeLibrary | null = null;
  for (const path of largestFiles()) {
    const inspected = await reader.inspect({ path });
    if (!inspected.ok) continue;
    const { exportCount, importCount } = inspected.value.facts;
    const symbols = exportCount + importCount;
    if (best === null || symbols > best.symbols) best = { path, symbols };
  }
  if (best === null) throw new Error(`no library in ${folders.join(', ')}`);
  return best;
}

function largestFiles(): string[] {
  const sizes = new Map<string, number>();
  for (const folder of folders) {
    for (const name of namesIn(folder)) {
      const status = statSync(join(folder, name), { throwIfNoEntry: false });
      if (/\.so(\.|$)/.test(name) && status?.isFile()) sizes.set(join(folder, name), status.size);
    }
  }
  return [...sizes]
    .sort((a, b) => b[1] - a[1])
    .slice(0, candidateCount)
    .map(([path]) => path);
}

function namesIn(folder: string): string[] {
  return statSync(folder, { throwIfNoEntry: false })?.isDirectory() ? readdirSync(folder) : [];
}
