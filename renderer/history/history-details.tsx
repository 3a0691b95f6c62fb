import type { ReactNode } from 'react';
import type { BuildChange, HistoryEntry } from '../../electron/contract/history-entry.ts';
import type { PinnedCall } from '../../electron/contract/kept-calls.ts';
import { EntryChanges } from '../changes/entry-changes.tsx';
import { CopyButton } from '../ui/copy-button.tsx';
import { FailureMeaning } from '../ui/failure-meaning.tsx';
import { clippedText, visibleLines } from '../ui/visible-text.ts';
import { describeFault } from '../wording/fault-wording.ts';
import { formatBytes, formatDateAndClock, formatMilliseconds, nanosecondsToMs } from '../wording/quantity.ts';
import { triggerWords, verdictSigns } from '../wording/verdict-wording.ts';
import { BuildActions } from './build-actions.tsx';
import { entryAsText } from './entry-as-text.ts';
import { ProofDetails } from './proof-details.tsx';
import { StateDetails } from './state-details.tsx';

/** All that is known of one attempt. */
export function HistoryDetails({
  entry,
  pinned,
}: {
  readonly entry: HistoryEntry;
  readonly pinned: readonly PinnedCall[];
}): ReactNode {
  const { failure, fault, proof } = entry;
  return (
    <div className="history-details">
      {/* What is wrong comes first: of a low panel little more is in view. */}
      {proof === null || proof.gone ? null : <ProofDetails proof={proof} />}
      <p>
        {verdictSigns[entry.verdict].meaning}{' '}
        <CopyButton text={entryAsText(entry)} label="Copy this entry">
          Copy all
        </CopyButton>
      </p>
      {failure === null ? null : (
        <>
          {failure.message === failure.detail ? null : <p>{clippedText(failure.message, 2000)}</p>}
          {failure.detail === undefined ? null : (
            <div className="verbatim-frame">
              <pre className="verbatim">{visibleLines(failure.detail)}</pre>
              <CopyButton text={failure.detail} label="Copy the loader's message" />
            </div>
          )}
          <FailureMeaning failure={failure} />
        </>
      )}
      {fault === null ? null : (
        <>
          {/* A failure that names the fault has said it. */}
          {failure?.fault === undefined ? <p className="dim">{describeFault(fault).meaning}</p> : null}
          {fault.stderrTail === '' ? null : <pre className="verbatim">{visibleLines(fault.stderrTail)}</pre>}
        </>
      )}
      {entry.notes.map((note) => (
        <p key={note}>{clippedText(note, 1000)}</p>
      ))}
      <BuildActions entry={entry} />
      {proof?.gone ? <ProofDetails proof={proof} /> : null}
      {entry.state === null ? null : <StateDetails state={entry.state} />}
      <EntryChanges entry={entry} pinned={pinned} />
      <dl className="history-facts">
        {entry.verdict === 'fault' ? null : <Fact name="Trigger" value={triggerWords[entry.trigger]} />}
        <Fact
          name="Ran in"
          value={
            entry.place === 'isolated'
              ? `an isolated process (${entry.strategy})`
              : 'the main process (strict)'
          }
        />
        <Fact name="Took" value={formatMilliseconds(entry.durationMs)} />
        <Fact name="Exported symbols" value={entry.symbolCount?.toString() ?? 'not read'} />
        <Change name="File before" change={entry.before} />
        <Change name="File after" change={entry.after} />
      </dl>
    </div>
  );
}

function Change({ name, change }: { readonly name: string; readonly change: BuildChange | null }): ReactNode {
  if (change === null) return null;
  const { identity, build } = change;
  const moment = formatDateAndClock(nanosecondsToMs(identity.mtimeNs));
  const parts = [`inode ${identity.ino} on device ${identity.dev}`, formatBytes(identity.size), moment];
  if (build !== null)
    parts.push(build.buildId === null ? `sha256 ${build.hash}` : `build-id ${build.buildId}`);
  return <Fact name={name} value={parts.join(' · ')} />;
}

function Fact({ name, value }: { readonly name: string; readonly value: string }): ReactNode {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  );
}
