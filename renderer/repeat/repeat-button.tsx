import { type ReactNode, useId, useState } from 'react';
import type { Measure } from '../../electron/contract/runner-protocol.ts';
import { PopoverForm } from '../ui/popover-form.tsx';
import { firstMeasure, type MeasureChoice, measureOf } from './measure-choice.ts';

/** Calls again and again and measures how long each takes. */
export function RepeatButton({
  ready,
  onRun,
}: {
  readonly ready: boolean;
  readonly onRun: (measure: Measure) => void;
}): ReactNode {
  const [choice, setChoice] = useState(firstMeasure);
  const measure = measureOf(choice);
  const problem = typeof measure === 'string' ? measure : null;
  return (
    <PopoverForm
      title="Repeat the call and measure"
      action="Run"
      ready={ready && problem === null}
      onSubmit={() => {
        if (typeof measure !== 'string') onRun(measure);
        return true;
      }}
      trigger={
        <button type="button" className="button">
          Repeat…
        </button>
      }
    >
      <Amount until="seconds" label="For seconds" choice={choice} onChange={setChoice} />
      <Amount until="runs" label="Number of runs" choice={choice} onChange={setChoice} />
      <p className={problem === null ? 'field-help' : 'field-error'}>
        {problem ??
          (ready
            ? 'The function is called with these arguments in a loop in its own process. All it does, it does each time.'
            : 'Fill in the arguments first.')}
      </p>
    </PopoverForm>
  );
}

function Amount({
  until,
  label,
  choice,
  onChange,
}: {
  readonly until: MeasureChoice['until'];
  readonly label: string;
  readonly choice: MeasureChoice;
  readonly onChange: (choice: MeasureChoice) => void;
}): ReactNode {
  const id = useId();
  return (
    <div className="repeat-amount">
      <input
        id={id}
        type="radio"
        name="repeat-until"
        checked={choice.until === until}
        onChange={() => onChange({ ...choice, until })}
      />
      <label htmlFor={id}>{label}</label>
      <input
        className="field"
        aria-label={`${label}, amount`}
        inputMode="decimal"
        autoComplete="off"
        maxLength={20}
        value={choice[until]}
        onFocus={() => onChange({ ...choice, until })}
        onChange={(event) => onChange({ ...choice, until, [until]: event.target.value })}
      />
    </div>
  );
}
