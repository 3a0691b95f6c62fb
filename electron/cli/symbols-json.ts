import type { ElfFacts } from '../contract/library-model.ts';
import type { SymbolRow } from './symbol-rows.ts';
import { safeJson } from './terminal.ts';

/** What `symbols --json` prints. */
export interface SymbolsDocument {
  readonly library: string;
  /** The build-id, else the hash (SHA-256) of the content. */
  readonly build: string;
  readonly soname: ElfFacts['soname'];
  readonly needed: ElfFacts['needed'];
  readonly symbols: Iterable<SymbolRow>;
}

const rowsPerPiece = 2000;

/**
 * The document as JSON text in pieces. Written out by hand, because nearly all names need no escapes, and looking
 * for them in each is most of the time that JSON.stringify takes for a large library.
 */
export function* symbolsJson({ symbols, ...about }: SymbolsDocument): Generator<string> {
  yield `${safeJson(about).slice(0, -1)},"symbols":[`;
  let piece: string[] = [];
  let separator = '';
  for (const row of symbols) {
    piece.push(rowJson(row));
    if (piece.length < rowsPerPiece) continue;
    yield separator + piece.join(',');
    separator = ',';
    piece = [];
  }
  yield `${piece.length === 0 ? '' : separator}${piece.join(',')}]}\n`;
}

function rowJson(row: SymbolRow): string {
  const version = row.version === null ? 'null' : quote(row.version);
  return (
    `{"name":${quote(row.name)},"demangled":${quote(row.demangled)},"type":"${row.type}","bind":"${row.bind}",` +
    `"visibility":"${row.visibility}","version":${version},"defaultVersion":${row.defaultVersion},` +
    `"size":${row.size},"value":"${row.value}","section":${quote(row.section)}}`
  );
}

const needsNoEscape = /^[ !#-[\]-~]*$/;

function quote(text: string): string {
  return needsNoEscape.test(text) ? `"${text}"` : safeJson(text);
}
