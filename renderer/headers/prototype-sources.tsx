import type { ReactNode } from 'react';
import type { SourceReport } from '../../electron/contract/reader-protocol.ts';
import type { LibraryState } from '../../electron/contract/session-state.ts';
import { ask } from '../state/intents.ts';
import { pageApi } from '../state/page-api.ts';
import { useSelector } from '../state/store.ts';
import { sourceReports, useSignatures } from '../symbols/signatures.ts';
import { clippedText } from '../ui/visible-text.ts';
import { shortenFolder } from '../wording/quantity.ts';
import { AddHeaderButton } from './add-header-button.tsx';
import { otherReports, reportedHeaders } from './header-reports.ts';
import { SourceProblems } from './source-problems.tsx';
import './headers.css';

/** Where the prototypes of this library come from: debug information, and the headers chosen for it. */
export function PrototypeSources({ library }: { readonly library: LibraryState }): ReactNode {
  const signatures = useSignatures(library, true);
  const reports = sourceReports(signatures);
  const others = otherReports(library.headers, reports);
  return (
    <section className="sources" aria-label="Prototypes come from">
      <header className="sources-head">
        <h3>Prototypes come from</h3>
        <AddHeaderButton libraryId={library.id} />
      </header>
      <ul>
        {others.map((report) => (
          <li key={`${report.source} ${report.path ?? ''}`}>
            <OtherSource report={report} />
          </li>
        ))}
        {reportedHeaders(library.headers, reports).map(({ header, report }) => (
          <li key={header.id}>
            <HeaderLine library={library} header={header} report={report} />
          </li>
        ))}
      </ul>
      {library.headers.length === 0 ? (
        <p className="dim">
          No header is added. One that declares the library's functions gives their prototypes where there is
          no debug information; drop it on the window or choose it here.
        </p>
      ) : null}
    </section>
  );
}

function OtherSource({ report }: { readonly report: SourceReport }): ReactNode {
  return (
    <>
      <p>
        <b>{report.source === 'dwarf' ? 'Debug information' : 'Header'}</b>
        {report.path === null ? null : <code className="dim"> {clippedText(report.path, 300)}</code>}{' '}
        <span className="dim">{clippedText(report.summary, 300)}</span>
      </p>
      <SourceProblems report={report} />
    </>
  );
}

function HeaderLine({
  library,
  header,
  report,
}: {
  readonly library: LibraryState;
  readonly header: LibraryState['headers'][number];
  readonly report: SourceReport | null;
}): ReactNode {
  const home = useSelector((state) => state.snapshot?.homeDirectory);
  const name = clippedText(header.name, 80);
  return (
    <>
      <p className="sources-line">
        <code>{name}</code>
        <code className="faint clip" title={clippedText(header.path, 900)}>
          {clippedText(shortenFolder(header.path, home), 300)}
        </code>
        <span className="dim">{report === null ? '' : clippedText(report.summary, 300)}</span>
        <button
          type="button"
          className="mini-button"
          aria-label={`Remove ${name}`}
          onClick={() =>
            void ask(pageApi.request['library:remove-header']({ libraryId: library.id, headerId: header.id }))
          }
        >
          Remove
        </button>
      </p>
      {report === null ? null : <SourceProblems report={report} />}
    </>
  );
}
