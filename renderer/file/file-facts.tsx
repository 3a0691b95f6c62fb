import type { ReactNode } from 'react';
import { PrototypeSources } from '../headers/prototype-sources.tsx';
import { useSelector } from '../state/store.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { Shape } from '../ui/shape.tsx';
import { clippedText } from '../ui/visible-text.ts';
import { type FileFact, factsOf } from './facts-of.ts';
import './file.css';

/** What the file says of itself, each fact explained. */
export function FileFacts({ libraryId }: { readonly libraryId: string }): ReactNode {
  const library = useSelector((state) => state.snapshot?.libraries.find(({ id }) => id === libraryId));
  const facts = library?.generation?.facts ?? library?.fileFacts ?? null;
  if (library === undefined || facts === null) {
    return (
      <EmptyState title="Nothing is known of the file yet">
        Once it can be read, its name, needs, search paths, flags and oddities stand here.
      </EmptyState>
    );
  }
  return (
    <div className="table-frame file-facts">
      {facts.diagnostics.length === 0 ? null : (
        <section className="file-diagnostics" aria-label="Oddities">
          {facts.diagnostics.map((diagnostic) => (
            <p key={`${diagnostic.code} ${diagnostic.message}`}>
              <Shape shape="triangle" tone="warn" /> {clippedText(diagnostic.message, 1000)}
            </p>
          ))}
        </section>
      )}
      <PrototypeSources library={library} />
      <dl>
        {factsOf(library, facts).map((fact) => (
          <Fact key={fact.name} fact={fact} />
        ))}
      </dl>
    </div>
  );
}

function Fact({ fact }: { readonly fact: FileFact }): ReactNode {
  return (
    <>
      <dt>{fact.name}</dt>
      <dd>
        <span className="file-values">
          {fact.values.length === 0 ? <span className="faint">{fact.none}</span> : null}
          {fact.values.map((value) => (
            <code key={value}>{clippedText(value, 1000)}</code>
          ))}
          {fact.copyable && fact.values.length > 0 ? (
            <CopyButton text={fact.values.join('\n')} label={`Copy ${fact.name}`} />
          ) : null}
        </span>
        <span className="file-meaning">{fact.meaning}</span>
      </dd>
    </>
  );
}
