import { resolve } from 'node:path';
import type { Outcome } from '../contract/failure.ts';
import type { ElfFacts, SymbolTableName } from '../contract/library-model.ts';
import type { PrototypeColumns } from '../contract/reader-protocol.ts';
import { buildName } from './build-name.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { reportFailure } from './failure-report.ts';
import { localReader } from './local-reader.ts';
import { symbolRows } from './symbol-rows.ts';
import { type SymbolsHeading, symbolsJson } from './symbols-json.ts';
import { symbolsTable } from './symbols-table.ts';
import { type Terminal, tell } from './terminal.ts';

export interface SymbolsChoices {
  readonly library: string;
  readonly table: SymbolTableName;
  readonly prototypes: boolean;
  /** Headers to take prototypes from. */
  readonly headers: readonly string[];
  readonly json: boolean;
}

/** Prints the exported or imported symbols of a library; nothing of it is run. */
export async function runSymbols(terminal: Terminal, choices: SymbolsChoices): Promise<ExitCode> {
  const path = resolve(choices.library);
  const reader = localReader();
  const inspected = reader.inspect({ path });
  if (!inspected.ok) return reportFailure(terminal, inspected.failure, choices);
  const columns = reader.symbols({ path, table: choices.table });
  if (!columns.ok) return reportFailure(terminal, columns.failure, choices);
  const { facts } = inspected.value;
  const prototypes = await prototypesFor(path, choices);
  if (prototypes !== null && !prototypes.ok) return reportFailure(terminal, prototypes.failure, choices);
  const known = prototypes === null ? null : prototypes.value;
  const pieces = choices.json
    ? symbolsJson(await headingOf(path, facts), columns.value, known)
    : symbolsTable([...symbolRows(columns.value, known)]);
  for (const piece of pieces) terminal.out.write(piece);
  for (const { message } of facts.diagnostics) tell(terminal, `Note: ${message}`);
  for (const { source, path: file, summary, problems } of known?.sources ?? []) {
    const name = source === 'dwarf' ? 'Debug information' : 'Header';
    tell(terminal, `${name}${file === null ? '' : ` ${file}`}: ${summary}`);
    for (const { message, line } of problems)
      tell(terminal, `  ${line === null ? '' : `line ${line}: `}${message}`);
  }
  return exitCodes.done;
}

/** Null when they were not asked for, or for imports, whose prototypes the library does not hold. */
async function prototypesFor(
  path: string,
  { prototypes, headers, table }: SymbolsChoices,
): Promise<Outcome<PrototypeColumns> | null> {
  if (!prototypes || table === 'imports') return null;
  return localReader().prototypes({
    path,
    originalPath: path,
    headers: headers.map((header) => resolve(header)),
  });
}

async function headingOf(path: string, facts: ElfFacts): Promise<SymbolsHeading> {
  const { soname, needed } = facts;
  return { library: path, build: await buildName(path, facts), soname, needed };
}
