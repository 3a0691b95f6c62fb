import { type ReactNode, useState } from 'react';
import { updateSettings } from '../state/intents.ts';
import { useSelector } from '../state/store.ts';
import { doneSteps, type GuideStep, guideSteps } from './guide-steps.ts';
import { GuideText } from './guide-text.tsx';
import './guide.css';

const none = [] as const;

const titles: Readonly<Record<GuideStep, string>> = {
  call: 'Call add',
  pin: 'Pin the call',
  rebuild: 'Change and rebuild',
  see: 'See 7 become 12',
  break: 'Break it',
};

/** The article's story around the sample, in five steps that tick themselves off. */
export function GuideBand({ libraryId }: { readonly libraryId: string }): ReactNode {
  const guide = useSelector((state) => state.snapshot?.guide ?? null);
  const dismissed = useSelector((state) => state.snapshot?.settings.guideDismissed ?? true);
  if (guide === null || dismissed || guide.libraryId !== libraryId) return null;
  return <Steps libraryId={libraryId} />;
}

function Steps({ libraryId }: { readonly libraryId: string }): ReactNode {
  const calls = useSelector((state) => state.snapshot?.calls[libraryId] ?? none);
  const history = useSelector((state) => state.snapshot?.history[libraryId] ?? none);
  const pinned = useSelector(
    (state) => state.snapshot?.libraries.find(({ id }) => id === libraryId)?.pinned ?? none,
  );
  const [chosen, setChosen] = useState<GuideStep | null>(null);
  const done = doneSteps({ calls, history, pinned });
  const next = guideSteps.find((step) => !done.has(step)) ?? null;
  const shown = chosen ?? next;
  return (
    <aside className="guide" aria-label="Guide">
      <div className="guide-head">
        <ol className="guide-steps">
          {guideSteps.map((step, index) => (
            <li key={step}>
              <button
                type="button"
                className={`guide-step ${done.has(step) ? 'done' : ''}`}
                aria-current={step === shown ? 'step' : undefined}
                onClick={() => setChosen(step === next ? null : step)}
              >
                <span className="guide-number" aria-hidden="true">
                  {done.has(step) ? '✓' : index + 1}
                </span>
                {titles[step]}
                {done.has(step) ? <span className="unseen"> (done)</span> : null}
              </button>
            </li>
          ))}
        </ol>
        <button
          type="button"
          className="icon-button"
          aria-label="Dismiss the guide"
          title="Dismiss the guide; F1 brings it back"
          onClick={() => updateSettings({ guideDismissed: true })}
        >
          ×
        </button>
      </div>
      <GuideText step={shown} />
    </aside>
  );
}
