import type { ReactNode } from 'react';
import type { Failure } from '../../electron/contract/failure.ts';
import { clippedText } from '../ui/visible-text.ts';

/** Why a value does not fit, under its very field. */
export function FieldError({
  id,
  failure,
}: {
  readonly id: string;
  readonly failure: Failure | null;
}): ReactNode {
  return failure === null ? null : (
    <p id={`${id}-error`} className="field-error argument-error">
      {clippedText(failure.message, 600)}
    </p>
  );
}

/** What describes a field: its hint, and its error while there is one. */
export function descriptionOf(id: string, failure: Failure | null): string {
  return `${id}-hint${failure === null ? '' : ` ${id}-error`}`;
}
