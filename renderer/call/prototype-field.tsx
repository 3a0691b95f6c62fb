import { type ReactNode, useId, useLayoutEffect, useRef } from 'react';
import type { LibraryState } from '../../electron/contract/session-state.ts';
import { AddHeaderButton } from '../headers/add-header-button.tsx';
import type { SelectedSymbol } from '../symbols/use-selected-symbol.ts';
import { clippedText } from '../ui/visible-text.ts';
import { wayBackTo } from '../wording/source-wording.ts';
import { prototypeName } from './form-focus.ts';
import { placeholderOf, prototypeMessage } from './prototype-message.ts';
import { ResultChips } from './result-chips.tsx';
import { SourceBadge } from './source-badge.tsx';
import type { CallForm } from './use-call-form.ts';

/** The C prototype that the call uses, and where it comes from. */
export function PrototypeField({
  library,
  form,
  found,
  attempted,
}: {
  readonly library: LibraryState;
  readonly form: CallForm;
  readonly found: SelectedSymbol;
  readonly attempted: boolean;
}): ReactNode {
  const id = useId();
  const { reading } = form;
  const field = useRef<HTMLTextAreaElement>(null);
  const hasDebugInfo = (library.generation?.facts ?? library.fileFacts)?.hasDebugInfo ?? false;
  const message = prototypeMessage(form, found, { attempted, hasDebugInfo });
  const empty = reading.text.trim() === '';
  const suggested = form.draft.prototype.trim() === '' ? reading.text : '';
  // Nobody typed it: in a field that has the focus it is selected as it comes, so that the next letter takes its place.
  useLayoutEffect(() => {
    if (suggested !== '' && document.activeElement === field.current) field.current?.select();
  }, [suggested]);
  return (
    <div className="prototype">
      <div className={`prototype-box ${message.faulty ? 'faulty' : ''}`}>
        <textarea
          ref={field}
          rows={1}
          name={prototypeName}
          className="prototype-field"
          aria-label="Prototype"
          aria-invalid={message.faulty || (attempted && reading.prototype === null && !reading.asking)}
          aria-describedby={id}
          placeholder={reading.asking ? '' : placeholderOf(found)}
          spellCheck={false}
          autoComplete="off"
          maxLength={100_000}
          value={reading.text}
          onChange={(event) => form.setPrototype(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.shiftKey || event.ctrlKey || event.nativeEvent.isComposing)
              return;
            event.preventDefault();
            event.currentTarget.form?.requestSubmit();
          }}
        />
        <SourceBadge reading={reading} onChoose={form.setPrototype} />
      </div>
      <p id={id} className={message.faulty ? 'field-error' : 'field-help'}>
        {message.text}
      </p>
      <WayBack form={form} />
      <ResultChips reading={reading} onChoose={form.setPrototype} />
      <Notes form={form} />
      {empty && !reading.asking && found.kind !== 'by-name' ? (
        <div className="prototype-actions">
          <AddHeaderButton libraryId={library.id} />
        </div>
      ) : null}
    </div>
  );
}

/** From a prototype typed by hand back to what the library says. */
function WayBack({ form }: { readonly form: CallForm }): ReactNode {
  const { source, suggestions, withoutResult } = form.reading;
  const [best] = suggestions;
  if (best === undefined || source !== 'hand' || withoutResult !== null) return null;
  return (
    <p className="field-help prototype-back">
      <button type="button" className="link" onClick={() => form.setPrototype('')}>
        {wayBackTo(best)}
      </button>{' '}
      <code className="faint clip">{clippedText(best.text, 160)}</code>
    </p>
  );
}

function Notes({ form }: { readonly form: CallForm }): ReactNode {
  const notes = form.reading.suggestion?.notes ?? [];
  if (notes.length === 0) return null;
  return (
    <ul className="prototype-notes" aria-label="Notes on the prototype">
      {notes.map((note) => (
        <li key={note}>{clippedText(note, 400)}</li>
      ))}
    </ul>
  );
}
