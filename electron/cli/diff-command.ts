import { resolve } from 'node:path';
import { type BuildChanges, joinChanges, type SeverityCounts } from '../contract/build-changes.ts';
import { type Outcome, succeed } from '../contract/failure.ts';
import { buildName } from './build-name.ts';
import { diffText } from './diff-text.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { reportFailure } from './failure-report.ts';
import { localReader } from './local-reader.ts';
import { answerJson, type Terminal, tell } from './terminal.ts';

export interface DiffChoices {
  readonly before: string;
  readonly after: string;
  readonly json: boolean;
}

/** One of the two builds, as `--json` names it. */
interface ComparedLibrary {
  readonly library: string;
  readonly build: string;
}

/** What `diff --json` prints. */
export interface DiffDocument {
  readonly a: ComparedLibrary;
  readonly b: ComparedLibrary;
  /** Whole numbers, also where `changes` is cut. */
  readonly summary: SeverityCounts;
  readonly changes: BuildChanges['changes'];
}

/** Prints what changed between two builds; nothing of them is run. */
export async function runDiff(terminal: Terminal, choices: DiffChoices): Promise<ExitCode> {
  const [before, after] = [resolve(choices.before), resolve(choices.after)];
  const a = await comparedLibrary(before);
  if (!a.ok) return reportFailure(terminal, a.failure, choices);
  const b = await comparedLibrary(after);
  if (!b.ok) return reportFailure(terminal, b.failure, choices);
  const compared = await compareBuilds(before, after);
  if (!compared.ok) return reportFailure(terminal, compared.failure, choices);
  const { changes, notes } = compared.value;
  if (choices.json) {
    const document: DiffDocument = {
      a: a.value,
      b: b.value,
      summary: changes.counts,
      changes: changes.changes,
    };
    answerJson(terminal, document);
  } else {
    terminal.out.write(diffText(choices, changes));
  }
  for (const note of notes) tell(terminal, `Note: ${note}`);
  return exitCodes.done;
}

async function comparedLibrary(path: string): Promise<Outcome<ComparedLibrary>> {
  const inspected = localReader().inspect({ path });
  if (!inspected.ok) return inspected;
  return succeed({ library: path, build: await buildName(path, inspected.value.facts) });
}

interface ComparedBuilds {
  readonly changes: BuildChanges;
  readonly notes: readonly string[];
}

async function compareBuilds(before: string, after: string): Promise<Outcome<ComparedBuilds>> {
  const reader = localReader();
  const exports = reader.compare({ before, after });
  if (!exports.ok) return exports;
  const types = await reader.compareTypes({
    before: { path: before, originalPath: before },
    after: { path: after, originalPath: after },
  });
  if (!types.ok) return types;
  return succeed({ changes: joinChanges(exports.value, types.value), notes: types.value.notes });
}
