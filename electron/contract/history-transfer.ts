import type { BuildChange } from './history-entry.ts';
import type { HistoryRow } from './history-row.ts';
import type { FileIdentity } from './identity.ts';

/**
 * Many rows as one text. Between main and the page every object is copied member by member, which takes thousands of
 * rows longer than all else; one text is copied at once.
 */
export function rowsAsText(rows: readonly HistoryRow[]): string {
  return JSON.stringify(
    rows.map((row) => ({ ...row, before: asText(row.before), after: asText(row.after) })),
  );
}

/** The rows of a text of `rowsAsText`. */
export function rowsOfText(text: string): readonly HistoryRow[] {
  const rows: readonly TextRow[] = JSON.parse(text);
  return rows.map((row) => ({ ...row, before: ofText(row.before), after: ofText(row.after) }));
}

type TextIdentity = { readonly [Member in keyof FileIdentity]: string };

interface TextChange extends Omit<BuildChange, 'identity'> {
  readonly identity: TextIdentity;
}

type TextRow = Omit<HistoryRow, 'before' | 'after'> & {
  readonly before: TextChange | null;
  readonly after: TextChange | null;
};

function asText(change: BuildChange | null): TextChange | null {
  if (change === null) return null;
  const { dev, ino, size, mtimeNs, ctimeNs } = change.identity;
  const identity = {
    dev: `${dev}`,
    ino: `${ino}`,
    size: `${size}`,
    mtimeNs: `${mtimeNs}`,
    ctimeNs: `${ctimeNs}`,
  };
  return { ...change, identity };
}

function ofText(change: TextChange | null): BuildChange | null {
  if (change === null) return null;
  const { dev, ino, size, mtimeNs, ctimeNs } = change.identity;
  const identity = {
    dev: BigInt(dev),
    ino: BigInt(ino),
    size: BigInt(size),
    mtimeNs: BigInt(mtimeNs),
    ctimeNs: BigInt(ctimeNs),
  };
  return { ...change, identity };
}
