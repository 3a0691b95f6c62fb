import { type ReactNode, useId } from 'react';
import { Hint } from '../ui/hint.tsx';

/** A labelled native choice; where the window is narrow a shorter label is shown, the name stays. */
export function OptionSelect<Value extends string>({
  label,
  shortLabel = label,
  hint,
  value,
  choices,
  onChoose,
}: {
  readonly label: string;
  readonly shortLabel?: string;
  readonly hint: string;
  readonly value: Value;
  readonly choices: readonly (readonly [Value, string])[];
  readonly onChoose: (value: Value) => void;
}): ReactNode {
  const id = useId();
  return (
    <Hint text={hint}>
      <span className="identity-option">
        <label htmlFor={id}>
          <span className="label-long">{label}</span>
          <span className="label-short">{shortLabel}</span>
        </label>
        <select
          id={id}
          className="choice"
          aria-label={label}
          value={value}
          onChange={(event) => {
            const chosen = choices.find(([choice]) => choice === event.target.value);
            if (chosen !== undefined) onChoose(chosen[0]);
          }}
        >
          {choices.map(([choice, text]) => (
            <option key={choice} value={choice}>
              {text}
            </option>
          ))}
        </select>
      </span>
    </Hint>
  );
}
