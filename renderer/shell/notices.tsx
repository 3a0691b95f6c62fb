import { type ReactNode, useEffect } from 'react';
import type { Failure } from '../../electron/contract/failure.ts';
import { dispatch, useSelector } from '../state/store.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { FailureMeaning } from '../ui/failure-meaning.tsx';
import { Shape } from '../ui/shape.tsx';
import { clippedText, visibleLines } from '../ui/visible-text.ts';
import { explainFailure } from '../wording/failure-wording.ts';
import { useEscapeToDismiss } from './use-escape-to-dismiss.ts';
import './notices.css';

const writtenShownMs = 12_000;

/** Messages that belong to no place in the window, until dismissed. */
export function Notices(): ReactNode {
  const notices = useSelector((state) => state.notices);
  useEscapeToDismiss();
  return (
    <div className="notices">
      {notices.map(({ id, failure }) => {
        const words = explainFailure(failure);
        return (
          <div key={id} className="notice" role="alert">
            <Shape shape="cross" tone="bad" />
            <div className="notice-text">
              <strong>{words.title}</strong>
              <p>{clippedText(failure.message)}</p>
              {failure.path === undefined || isNamed(failure.path, failure) ? null : (
                <p className="mono">{clippedText(failure.path)}</p>
              )}
              {failure.detail === undefined ? null : (
                <div className="notice-detail">
                  <code>{visibleLines(failure.detail)}</code>
                  <CopyButton text={failure.detail} label="Copy the system's message" />
                </div>
              )}
              <FailureMeaning failure={failure} />
            </div>
            <button
              type="button"
              className="icon-button"
              aria-label="Dismiss"
              onClick={() => dispatch({ type: 'page:notice-dismissed', id })}
            >
              ×
            </button>
          </div>
        );
      })}
      <Written />
    </div>
  );
}

/** What was written for the user, and where; it leaves by itself. */
function Written(): ReactNode {
  const written = useSelector((state) => state.written);
  useEffect(() => {
    if (written === null) return;
    const timer = setTimeout(() => dispatch({ type: 'page:file-written', written: null }), writtenShownMs);
    return () => clearTimeout(timer);
  }, [written]);
  return (
    <div role="status">
      {written === null ? null : (
        <div className="notice notice-good">
          <Shape shape="dot" tone="good" />
          <div className="notice-text">
            <strong>{written.message}</strong>
            <p className="mono">{clippedText(written.path)}</p>
          </div>
          <CopyButton text={written.path} label="Copy the path" />
          <button
            type="button"
            className="icon-button"
            aria-label="Dismiss"
            onClick={() => dispatch({ type: 'page:file-written', written: null })}
          >
            ×
          </button>
        </div>
      )}
    </div>
  );
}

function isNamed(path: string, { message, detail }: Failure): boolean {
  return message.includes(path) || detail?.includes(path) === true;
}
