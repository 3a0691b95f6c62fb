import type { ReactNode } from 'react';
import type { StateChange, VariableChange } from '../../electron/contract/variables.ts';
import { Shape } from '../ui/shape.tsx';
import { clippedText } from '../ui/visible-text.ts';
import { fateSigns } from '../wording/fate-wording.ts';
import { countOf } from '../wording/quantity.ts';
import { stateWords } from '../wording/state-wording.ts';

/** What a reload did to the variables of the library. */
export function StateDetails({ state }: { readonly state: StateChange }): ReactNode {
  const left = state.resetCount + state.carriedCount - state.variables.length;
  return (
    <div className="history-proof">
      <p>{stateWords(state)}</p>
      <ul aria-label="Variables">
        {state.variables.map((change) => (
          <Change key={change.key} change={change} />
        ))}
      </ul>
      {left > 0 ? <p className="dim">and {countOf(left, 'more variable')}</p> : null}
      {state.notCompared > 0 ? (
        <p className="dim">
          {countOf(state.notCompared, 'variable')} could not be compared: too large, or too many.
        </p>
      ) : null}
    </div>
  );
}

function Change({ change }: { readonly change: VariableChange }): ReactNode {
  const { name, fate, before, after, note } = change;
  const sign = fateSigns[fate];
  const isLost = (fate === 'reset' || fate === 'not-carried') && before !== after;
  return (
    <li>
      <code>{clippedText(name, 200)}</code> <code className={isLost ? 'old-value' : ''}>{before}</code>
      {isLost && after !== null ? (
        <>
          {' → '}
          <code>{after}</code>
        </>
      ) : null}{' '}
      <Shape shape={sign.shape} tone={sign.tone} /> {sign.label}. {clippedText(note, 600)}
    </li>
  );
}
