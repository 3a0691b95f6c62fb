import type { ReactNode } from 'react';
import { methodVariant } from '../../electron/ctypes/mangled-prototype.ts';
import { commonResults, withResult } from './result-type.ts';
import type { PrototypeInUse } from './use-prototype.ts';

/** Asks for what a mangled name does not tell: the type of the result, and whether there is an object. */
export function ResultChips({
  reading,
  onChoose,
}: {
  readonly reading: PrototypeInUse;
  readonly onChoose: (text: string) => void;
}): ReactNode {
  const { withoutResult, text } = reading;
  if (withoutResult === null) return null;
  const method = methodVariant(withoutResult);
  const asMethod = method !== null && text.trim() === method.text;
  return (
    <div className="result-chips">
      <p className="field-help">The name does not tell what the function returns. Which type is it?</p>
      <fieldset className="chips" aria-label="Result type">
        {commonResults.map((result) => (
          <button
            key={result}
            type="button"
            className="chip"
            onClick={() => onChoose(withResult(result, text.trim()))}
          >
            {result}
          </button>
        ))}
        <span className="faint">or type another in front of the name</span>
      </fieldset>
      {method === null ? null : (
        <p className="field-help">
          {asMethod
            ? 'Called on an object. '
            : 'If it is a method, it takes the address of its object first. '}
          <button type="button" className="link" onClick={() => onChoose(asMethod ? '' : method.text)}>
            {asMethod ? 'It has no object (static)' : 'Add this'}
          </button>
        </p>
      )}
    </div>
  );
}
