import { type ReactNode, useId, useMemo } from 'react';
import type { Failure } from '../../electron/contract/failure.ts';
import type { LibraryState } from '../../electron/contract/session-state.ts';
import type { ShownValue } from '../../electron/contract/shown-value.ts';
import type { FormField } from '../call/read-fields.ts';
import type { CallForm } from '../call/use-call-form.ts';
import { clippedText } from '../ui/visible-text.ts';
import { ArgumentScopeProvider } from './argument-scope.ts';
import { drawValue } from './draw-value.tsx';
import { ExtraEditor } from './extra-editor.tsx';
import { isWide } from './is-wide.ts';
import { isAbout, type Slot } from './slot.ts';
import './arguments.css';

/** One editor for each parameter, checked while typing, and those of the extra arguments of a variadic call. */
export function ArgumentFields({
  library,
  form,
  attempted,
  failure,
  after,
}: {
  readonly library: LibraryState;
  readonly form: CallForm;
  readonly attempted: boolean;
  /** What main said of the last call, when it concerns one argument. */
  readonly failure: Failure | null;
  /** What the arguments held after the call in view. */
  readonly after: readonly ShownValue[];
}): ReactNode {
  const { id: libraryId, saved } = library;
  const scope = useMemo(() => ({ libraryId, saved }), [libraryId, saved]);
  const shape = form.reading.shaping;
  if (shape === null) return null;
  if (form.fields.length === 0 && !shape.variadic) return <p className="field-help">No arguments.</p>;
  return (
    <ArgumentScopeProvider value={scope}>
      <div className="arguments">
        {form.fields.map((field, index) => (
          <Argument
            key={`${field.label} ${field.type?.spelling ?? index}`}
            form={form}
            field={field}
            index={index}
            failure={shownFailure(field, attempted, failure)}
            after={after.find(({ name }) => name === field.label) ?? null}
          />
        ))}
        {shape.variadic ? (
          <p className="arguments-more">
            <button type="button" className="button small" onClick={() => form.addExtra('(int) ')}>
              Add argument
            </button>
            <span className="field-help">The function takes any number more (…).</span>
          </p>
        ) : null}
      </div>
    </ArgumentScopeProvider>
  );
}

/** Empty fields are scolded only after a first attempt; what main alone can tell is shown until the field changes. */
function shownFailure(field: FormField, attempted: boolean, said: Failure | null): Failure | null {
  if (field.failure !== null) return attempted || (field.touched && field.text !== '') ? field.failure : null;
  return said?.code === 'bad-argument' && isAbout(said, field.label) ? said : null;
}

function Argument({
  form,
  field,
  index,
  failure,
  after,
}: {
  readonly form: CallForm;
  readonly field: FormField;
  readonly index: number;
  readonly failure: Failure | null;
  readonly after: ShownValue | null;
}): ReactNode {
  const id = useId();
  const change = (text: string) => form.setArgument(index, text);
  const { type } = field;
  if (type === null) {
    return (
      <div className="argument" data-argument={index}>
        <ExtraEditor
          id={id}
          field={field}
          showFailure={failure !== null}
          onChange={change}
          onRemove={() => form.removeExtra(index)}
        />
      </div>
    );
  }
  const slot: Slot = {
    id,
    label: field.label,
    type,
    records: form.reading.shaping?.records ?? [],
    text: field.text,
    failure,
    optional: false,
    depth: 0,
    onChange: change,
  };
  return (
    <div className={`argument ${isWide(slot) ? 'wide' : ''}`} data-argument={index}>
      <label htmlFor={id} className="clip" title={clippedText(field.label)}>
        {clippedText(field.label, 60)}
      </label>
      <div className="argument-editor">
        {drawValue(slot)}
        {after === null ? null : (
          <p className="argument-after" title={clippedText(after.text, 1000)}>
            after the call <code>{clippedText(after.text, 160)}</code>
          </p>
        )}
      </div>
      <code className="argument-type clip" title={clippedText(type.spelling)}>
        {clippedText(type.spelling, 80)}
      </code>
    </div>
  );
}
