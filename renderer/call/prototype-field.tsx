import { type ReactNode, useId } from 'react';
import type { SelectedSymbol } from '../symbols/use-selected-symbol.ts';
import { Hint } from '../ui/hint.tsx';
import { clippedText } from '../ui/visible-text.ts';
import { lastNamePart } from './call-target.ts';
import type { CallForm } from './use-call-form.ts';

/** The C prototype that the call uses, and where it comes from. */
export function PrototypeField({
  form,
  found,
  attempted,
}: {
  readonly form: CallForm;
  readonly found: SelectedSymbol;
  readonly attempted: boolean;
}): ReactNode {
  const id = useId();
  const empty = form.draft.prototype.trim() === '';
  const failure = form.prototypeFailure;
  return (
    <div className="prototype">
      <div className={`prototype-box ${failure === null ? '' : 'faulty'}`}>
        <input
          name="prototype"
          className="prototype-field"
          aria-label="Prototype"
          aria-invalid={failure !== null || (attempted && empty)}
          aria-describedby={id}
          placeholder={placeholderOf(found)}
          spellCheck={false}
          autoComplete="off"
          maxLength={100_000}
          value={form.draft.prototype}
          onChange={(event) => form.setPrototype(event.target.value)}
        />
        {form.prototype === null ? null : (
          <Hint text="The prototype is taken as you typed it. dlscope never guesses one: a wrong type gives wrong results or a crash.">
            <span className="source-badge">
              typed<span className="source-more"> by hand</span>
            </span>
          </Hint>
        )}
      </div>
      <p id={id} className={failure === null ? 'field-help' : 'field-error'}>
        {messageOf(form, found, attempted && empty)}
      </p>
    </div>
  );
}

function messageOf(form: CallForm, found: SelectedSymbol, missing: boolean): string {
  if (form.prototypeFailure !== null) return form.prototypeFailure.message;
  if (missing) return 'Type the prototype first: the call cannot be made without it.';
  if (form.draft.prototype.trim() === '') {
    return found.kind === 'by-name'
      ? ''
      : 'The file holds the name but not its types, so type the C prototype once; it is remembered.';
  }
  const name = found.kind === 'by-name' ? null : found.name;
  if (name !== null && form.target !== null && form.target !== name) {
    return `This calls ${clippedText(form.target, 80)}, not the chosen ${clippedText(name, 80)}: the prototype's name decides.`;
  }
  return '';
}

function placeholderOf(found: SelectedSymbol): string {
  if (found.kind === 'by-name') return 'for example  int add(int a, int b)';
  const demangled = found.kind === 'export' || found.kind === 'import' ? found.row.demangled : found.name;
  const name = lastNamePart(demangled);
  return `for example  int ${/^\w+$/.test(name) ? name : 'name'}(int a, int b)`;
}
