import type { ReactNode } from 'react';
import { ask } from '../state/intents.ts';
import { pageApi } from '../state/page-api.ts';
import { clippedText } from '../ui/visible-text.ts';
import { useArgumentScope } from './argument-scope.ts';
import { FieldError } from './field-error.tsx';
import type { BufferFill, BufferForm, PointerForm } from './pointer-form.ts';
import type { Slot } from './slot.ts';
import { TextEditor } from './text-editor.tsx';

const fills: readonly (readonly [BufferFill, string])[] = [
  ['zero', 'zero'],
  ['text', 'text'],
  ['hex', 'hex'],
  ['file', 'a file'],
];

/** New memory of bytes: how many, and what it begins with. */
export function BufferEditor({
  slot,
  form,
  onForm,
}: {
  readonly slot: Slot;
  readonly form: BufferForm;
  readonly onForm: (form: PointerForm) => void;
}): ReactNode {
  const { fill, content } = form;
  return (
    <fieldset className="buffer-editor" aria-label={slot.label}>
      <div className="pointer-line">
        <TextEditor
          slot={{
            ...slot,
            label: `${slot.label} size`,
            text: form.size,
            failure: null,
            optional: false,
            onChange: (size) => onForm({ ...form, size }),
          }}
          hint="Bytes of the buffer. Empty: as many as its content takes."
          placeholder={fill === 'zero' ? '64' : 'as content'}
        />
        <span className="faint">bytes of</span>
        <select
          className="choice"
          aria-label={`${slot.label}: content`}
          value={fill}
          onChange={(event) => {
            const next = fills.find(([known]) => known === event.target.value)?.[0];
            if (next !== undefined) onForm({ ...form, fill: next, content: '', size: sizeFor(next, form) });
          }}
        >
          {fills.map(([known, word]) => (
            <option key={known} value={known}>
              {word}
            </option>
          ))}
        </select>
      </div>
      {fill === 'text' || fill === 'hex' ? (
        <TextEditor
          slot={{
            ...slot,
            id: `${slot.id}-content`,
            label: `${slot.label} ${fill}`,
            text: content,
            failure: null,
            optional: false,
            onChange: (typed) => onForm({ ...form, content: typed }),
          }}
          lines
          hint={fill === 'text' ? 'Text, in UTF-8.' : 'Bytes as hexadecimal digits, as in 00 ff 1b.'}
          placeholder={fill === 'text' ? 'text, in UTF-8' : '00 ff 1b'}
        />
      ) : null}
      {fill === 'file' ? (
        <FileChoice slot={slot} path={content} onPath={(path) => onForm({ ...form, content: path })} />
      ) : null}
      <FieldError id={`${slot.id}-buffer`} failure={slot.failure} />
    </fieldset>
  );
}

/** Zeros need a size; a content brings its own. */
function sizeFor(fill: BufferFill, { size, fill: before }: BufferForm): string {
  if (fill === 'zero') return size === '' ? '64' : size;
  return before === 'zero' ? '' : size;
}

function FileChoice({
  slot,
  path,
  onPath,
}: {
  readonly slot: Slot;
  readonly path: string;
  readonly onPath: (path: string) => void;
}): ReactNode {
  const { libraryId } = useArgumentScope();
  const choose = async () => {
    const outcome = await ask(pageApi.request['call:choose-file']({ libraryId }));
    if (outcome.ok && outcome.value !== null) onPath(outcome.value.path);
  };
  return (
    <div className="pointer-line">
      <button
        type="button"
        className="button small"
        aria-label={`Choose a file for ${slot.label}`}
        aria-invalid={slot.failure !== null}
        onClick={() => void choose()}
      >
        Choose file…
      </button>
      <code className="dim clip" title={clippedText(path, 900)}>
        {path === '' ? 'none yet; it is read at the call' : clippedText(path, 300)}
      </code>
    </div>
  );
}
