import { type ReactNode, useEffect, useState } from 'react';
import { Shape } from '../ui/shape.tsx';
import { clippedText } from '../ui/visible-text.ts';

const tickMs = 200;
const quietMs = 300;
const longMs = 3000;

/** Native code is at work: for a moment what was there before, then how long, then what can be done. */
export function RunningCard({
  startedAtMs,
  what,
  symbol,
  isOther,
  waited,
  before,
}: {
  readonly startedAtMs: number;
  readonly what: 'Running' | 'Loading' | 'Measuring';
  /** The function at work; null where none is. */
  readonly symbol: string | null;
  /** True when that is not the function whose result `before` is. */
  readonly isOther: boolean;
  /** True while a newer build waits for the end of this. */
  readonly waited: boolean;
  readonly before: ReactNode;
}): ReactNode {
  const [nowMs, setNowMs] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), tickMs);
    return () => clearInterval(timer);
  }, []);
  const elapsedMs = Math.max(0, nowMs - startedAtMs);
  if (elapsedMs < quietMs) return before;
  // A measurement is meant to take long.
  const long = elapsedMs >= longMs && what !== 'Measuring';
  const card = (
    <div className="card">
      <p className="card-title">
        <Shape shape="spinner" tone="busy" />
        <span className="clip">
          {long ? 'Still running' : what}
          {symbol === null || what === 'Loading' ? null : <code> {clippedText(symbol, 200)}</code>}
        </span>
        {/* Not read out: it changes five times a second. */}
        <span className="dim" aria-hidden="true">
          {(elapsedMs / 1000).toFixed(1)} s
        </span>
      </p>
      {long ? (
        <p className="dim">
          {what === 'Loading'
            ? 'A constructor of the library takes long, or never ends.'
            : 'The function takes long, or never returns.'}{' '}
          Press Stop to end its process; a new one starts at once and your inputs are kept.
        </p>
      ) : null}
      {waited ? (
        <p className="dim">
          A newer build waits for this call. It is loaded when the call returns, or when you stop it.
        </p>
      ) : null}
    </div>
  );
  // The build before answers calls while the new one is being loaded: its results stay in view.
  if (what !== 'Loading' && !isOther) return card;
  return (
    <>
      {card}
      {before}
    </>
  );
}
