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
  const { withoutResult, suggestion, text } = reading;
  if (suggestion?.source !== 'mangled') return null;
  return (
    <div className="result-chips">
      {withoutResult === null ? null : (
        <>
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
        </>
      )}
      <MethodChoice method={methodVariant(suggestion)} text={text} onChoose={onChoose} />
    </div>
  );
}

/** Whether the function is called on an object, where the name leaves that open. */
function MethodChoice({
  method,
  text,
  onChoose,
}: {
  readonly method: string | null;
  readonly text: string;
  readonly onChoose: (text: string) => void;
}): ReactNode {
  if (method === null) return null;
  const asMethod = text.trim() === method;
  return (
    <p className="field-help">
      {asMethod ? 'Called on an object. ' : 'If it is a method, it takes the address of its object first. '}
      <button type="button" className="link" onClick={() => onChoose(asMethod ? '' : method)}>
        {asMethod ? 'It has no object (static)' : 'Add this'}
      </button>
    </p>
  );
}
