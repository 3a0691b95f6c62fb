import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const verdicts = [
  'loaded',
  'loaded',
  'loaded',
  'unchanged',
  'rejected',
  'loaded',
  'crashed',
  'fault',
] as const;

/** Writes a history of `count` attempts into a profile that no program uses, the newest an hour ago. */
export async function writeHistory(profile: string, library: string, count: number): Promise<void> {
  const lines = Array.from({ length: count }, (_, index) =>
    JSON.stringify({ entry: attempt(library, index + 1, count) }),
  );
  await mkdir(profile, { recursive: true });
  await writeFile(join(profile, 'history.jsonl'), `${lines.join('\n')}\n`);
}

/** As the program keeps them; the attempt `number` is the generation `number` when it was loaded. */
function attempt(library: string, number: number, count: number): object {
  const verdict = verdicts[number % verdicts.length] ?? 'loaded';
  const isLoaded = verdict === 'loaded';
  const change = {
    identity: {
      dev: '2050',
      ino: String(9_000_000 + number),
      size: '16384',
      mtimeNs: '1764421000123456789',
      ctimeNs: '1764421000123456789',
    },
    build: { buildId: number.toString(16).padStart(40, 'e'), hash: number.toString(16).padStart(64, 'a') },
  };
  const detail = `${library}: undefined symbol: missing_${number}`;
  return {
    id: `written-${number}`,
    library,
    atMs: Date.now() - 3_600_000 - (count - number) * 60_000,
    generation: isLoaded ? number : null,
    verdict,
    answering: number,
    trigger: 'watch',
    durationMs: 2 + ((number * 7919) % 400) / (1 + (number % 7)),
    place: 'isolated',
    strategy: 'swap',
    before: null,
    after: change,
    symbolCount: 30,
    compared: isLoaded,
    added: isLoaded && number % 10 === 0 ? [`added_in_${number}`] : [],
    removed: [],
    changed: isLoaded ? [`scale_${number % 50}`, 'multiply_matrix', 'helper', `fourth_${number}`] : [],
    addedCount: isLoaded && number % 10 === 0 ? 1 : 0,
    removedCount: 0,
    changedCount: isLoaded ? 4 : 0,
    failure: verdict === 'rejected' ? { code: 'dlopen-failed', message: detail, detail } : null,
    fault:
      verdict === 'crashed' || verdict === 'fault'
        ? {
            kind: 'signal',
            signal: 'SIGSEGV',
            during: verdict === 'crashed' ? 'load' : 'call',
            stderrTail: `said by ${number}\n`,
          }
        : null,
    proof: isLoaded ? { generation: Math.max(1, number - 1), gone: true, reasons: [] } : null,
    notes: number % 25 === 0 ? [`note of ${number}`] : [],
  };
}
