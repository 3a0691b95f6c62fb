import path from 'node:path';
import { assertNever } from '../contract/failure.ts';
import type { ExportChanges, ReaderClient } from '../contract/reader-protocol.ts';
import type { NeededCopy } from './needed-libraries.ts';
import type { PreparedBuild } from './prepared-build.ts';
import { neededChanges } from './whole-build.ts';

/** One sentence for each needed library of the build that is another one than before. */
export async function describeNeeded(
  reader: Pick<ReaderClient, 'compare'>,
  before: Pick<PreparedBuild, 'needed'>,
  after: Pick<PreparedBuild, 'needed'>,
): Promise<string[]> {
  const sentences: string[] = [];
  for (const change of neededChanges(before.needed, after.needed)) {
    const [old, now] = [copyAt(before.needed, change.path), copyAt(after.needed, change.path)];
    const name = path.basename(change.path);
    if (old === null || now === null) {
      sentences.push(
        now === null
          ? `${name}, which lies in the project, is not needed from there any more.`
          : `${name}, which lies in the project, belongs to the build now.`,
      );
      continue;
    }
    const compared = await reader.compare({ before: old.file, after: now.file });
    sentences.push(compared.ok ? `${name} changed: ${exportsText(compared.value)}.` : `${name} changed.`);
  }
  return sentences;
}

function copyAt(list: readonly NeededCopy[], file: string): NeededCopy | null {
  return list.find((needed) => needed.path === file) ?? null;
}

const kinds = ['changed', 'added', 'removed'] as const;

function exportsText(changes: ExportChanges): string {
  const parts = kinds
    .map((kind) => ({ kind, count: changes[`${kind}Count`] }))
    .filter(({ count }) => count > 0)
    .map(({ kind, count }) => partText(kind, count));
  return parts.length === 0 ? 'no exported function is another one' : parts.join(', ');
}

function partText(kind: (typeof kinds)[number], count: number): string {
  switch (kind) {
    case 'changed':
      return `code of ${count} ${count === 1 ? 'function' : 'functions'} changed`;
    case 'added':
    case 'removed':
      return `${count} ${count === 1 ? 'export' : 'exports'} ${kind}`;
    default:
      return assertNever(kind);
  }
}
