import {
  type BuildCounts,
  type BuildLine,
  type BuildOutput,
  buildLinesKept,
} from '../../electron/contract/build-command.ts';

/** One row of the output; without a line it stands for `left` lines that are not here. */
export interface OutputRow {
  /** Number of the line, from 0 over the whole output; of a gap that of the first missing one. */
  readonly number: number;
  readonly line: BuildLine | null;
  readonly left: number;
}

/** The output of one build as far as it is here. */
export interface ShownOutput {
  readonly run: number;
  readonly rows: readonly OutputRow[];
  readonly counts: BuildCounts;
  /** True when lines are missing that main may still have: the last `buildLinesKept`, from whichever line on. */
  readonly hasGap: boolean;
}

export const noOutput: ShownOutput = { run: 0, rows: [], counts: { errors: 0, warnings: 0 }, hasGap: false };

/** Takes in a stretch of output, in whatever order stretches come; one of a newer build takes the place of all. */
export function withOutput(shown: ShownOutput, came: BuildOutput): ShownOutput {
  if (came.run < shown.run) return shown;
  if (came.run === shown.run && came.first >= endOf(shown.rows)) return withMore(shown, came);
  const known = came.run === shown.run ? shown.rows.filter(({ line }) => line !== null) : [];
  const end = came.first + came.lines.length;
  const rows = [
    ...known.filter(({ number }) => number < came.first),
    ...rowsOf(came),
    ...known.filter(({ number }) => number >= end),
  ];
  const filled = withGaps(rows.slice(-buildLinesKept));
  return { run: came.run, rows: filled, counts: came.counts, hasGap: missesFrom(filled, 0) };
}

/** Takes in all that main has: what is missing before it stays missing, since long lines push out more than usual. */
export function withAllKept(shown: ShownOutput, came: BuildOutput): ShownOutput {
  if (came.run < shown.run) return shown;
  const next = withOutput(shown, came);
  return { ...next, hasGap: missesFrom(next.rows, came.first) };
}

/** True when a line from `from` on is missing that is not too long ago to be kept. */
function missesFrom(rows: readonly OutputRow[], from: number): boolean {
  const keptFrom = Math.max(from, endOf(rows) - buildLinesKept);
  return rows.some(({ line, number, left }) => line === null && number + left > keptFrom);
}

/** What nearly every stretch is: the next one. A flood brings many, so that nothing is done here for all rows. */
function withMore(shown: ShownOutput, came: BuildOutput): ShownOutput {
  const end = endOf(shown.rows);
  const left = came.first - end;
  const gap: readonly OutputRow[] = left === 0 ? [] : [{ number: end, line: null, left }];
  const kept = shown.rows.slice(-buildLinesKept);
  const rows = kept.concat(gap, rowsOf(came));
  const hasGap = shown.hasGap || (left > 0 && came.lines.length < buildLinesKept);
  return { run: came.run, rows, counts: came.counts, hasGap };
}

function rowsOf({ first, lines }: BuildOutput): OutputRow[] {
  return lines.map((line, index) => ({ number: first + index, line, left: 0 }));
}

/** The number of the line that comes next. */
function endOf(rows: readonly OutputRow[]): number {
  const last = rows.at(-1);
  return last === undefined ? 0 : last.number + Math.max(1, last.left);
}

function withGaps(rows: readonly OutputRow[]): readonly OutputRow[] {
  const filled: OutputRow[] = [];
  let next = 0;
  for (const row of rows) {
    if (row.number > next) filled.push({ number: next, line: null, left: row.number - next });
    filled.push(row);
    next = row.number + 1;
  }
  return filled;
}

/** The output as a text, for copying. */
export function outputText({ rows }: ShownOutput): string {
  return rows.map(({ line, left }) => `${line?.text ?? `… ${left} lines left out`}\n`).join('');
}

/** The row of the next error from `from` in that direction, round and round; null where there is none. */
export function nextError(rows: readonly OutputRow[], from: number | null, step: 1 | -1): number | null {
  const withPlace = indexesOf(rows, (row) => row.line?.mark?.place != null);
  const errors = withPlace.length > 0 ? withPlace : indexesOf(rows, () => true);
  if (errors.length === 0) return null;
  if (from === null) return (step === 1 ? errors[0] : errors.at(-1)) ?? null;
  const next = step === 1 ? errors.find((index) => index > from) : errors.findLast((index) => index < from);
  return next ?? (step === 1 ? errors[0] : errors.at(-1)) ?? null;
}

function indexesOf(rows: readonly OutputRow[], also: (row: OutputRow) => boolean): readonly number[] {
  return rows.flatMap((row, index) => (row.line?.mark?.severity === 'error' && also(row) ? [index] : []));
}
