import { type ReactNode, useEffect, useRef } from 'react';
import { clippedText } from '../ui/visible-text.ts';
import { isEmptyPointer } from './read-fields.ts';
import type { CallForm } from './use-call-form.ts';

/** Indexes of the pointers that were left empty. */
export function emptyPointers({ fields }: Pick<CallForm, 'fields'>): readonly number[] {
  return fields.flatMap((field, index) => (isEmptyPointer(field) ? [index] : []));
}

/** Asks before NULL is passed where nobody wrote it. */
export function EmptyPointerQuestion({
  form,
  indexes,
  onNull,
  onFill,
}: {
  readonly form: CallForm;
  readonly indexes: readonly number[];
  readonly onNull: () => void;
  readonly onFill: () => void;
}): ReactNode {
  const fill = useRef<HTMLButtonElement>(null);
  useEffect(() => fill.current?.focus(), []);
  return (
    <div className="card question" role="alert">
      <p>
        {indexes.map((index, at) => (
          <span key={index}>
            {at === 0 ? '' : at === indexes.length - 1 ? ' and ' : ', '}
            <code>{clippedText(form.fields[index]?.label ?? '', 60)}</code>
          </span>
        ))}{' '}
        {indexes.length === 1 ? 'is' : 'are'} empty. Pass NULL?
      </p>
      <div className="question-actions">
        <button type="button" className="button small" onClick={onNull}>
          Call with NULL
        </button>
        <button ref={fill} type="button" className="button small" onClick={onFill}>
          Fill it in
        </button>
      </div>
    </div>
  );
}
