import type { SourceReport } from '../../electron/contract/reader-protocol.ts';
import type { HeaderFile } from '../../electron/contract/session-state.ts';

/** A header with what became of it. */
export interface ReportedHeader {
  readonly header: HeaderFile;
  /** Null until it was read. */
  readonly report: SourceReport | null;
}

/** The headers of a library in their order, each with its report. */
export function reportedHeaders(
  headers: readonly HeaderFile[],
  reports: readonly SourceReport[],
): readonly ReportedHeader[] {
  return headers.map((header) => ({
    header,
    report: reports.find(({ source, path }) => source === 'header' && path === header.path) ?? null,
  }));
}

/** The reports that belong to no header of the list: debug information, of the library or beside it. */
export function otherReports(
  headers: readonly HeaderFile[],
  reports: readonly SourceReport[],
): readonly SourceReport[] {
  return reports.filter(
    ({ source, path }) => source !== 'header' || !headers.some((header) => header.path === path),
  );
}
