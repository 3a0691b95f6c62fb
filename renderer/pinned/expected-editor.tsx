import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { longestExpected } from '../../electron/contract/check.ts';
import type { PinnedCall } from '../../electron/contract/kept-calls.ts';
import { callText } from '../call/call-text.ts';
import { pageApi } from '../state/page-api.ts';
import { Shape } from '../ui/shape.tsx';
import { clippedText } from '../ui/visible-text.ts';

/** The field in which the expected result is written, under its call; Enter keeps it, Escape leaves it as it was. */
export function ExpectedEditor({
  libraryId,
  call,
  onDone,
}: {
  readonly libraryId: string;
  readonly call: PinnedCall;
  readonly onDone: () => void;
}): ReactNode {
  const id = useId();
  const [text, setText] = useState(call.expected ?? '');
  const [refusal, setRefusal] = useState<string | null>(null);
  const editor = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  // The list is low: the field and what is said under it are to be seen whole.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a refusal changes the height.
  useEffect(() => editor.current?.scrollIntoView({ block: 'nearest' }), [refusal]);
  const expectResult = async (expected: string | null) => {
    const outcome = await pageApi.request['call:expect']({ libraryId, pinnedId: call.id, expected });
    if (outcome.ok) onDone();
    else setRefusal(outcome.failure.message);
  };
  const save = () => void expectResult(text);
  return (
    <div ref={editor} className="pinned-editor">
      <div className="pinned-editor-line">
        <code className="dim clip">{callText(call.input)}</code>
        <input
          ref={field}
          className="field"
          aria-label={`Expected result of ${callText(call.input)}`}
          aria-describedby={id}
          aria-invalid={refusal !== null}
          maxLength={longestExpected}
          autoComplete="off"
          spellCheck={false}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setRefusal(null);
          }}
          onKeyDown={(event) => {
            if (event.key === 'Escape') onDone();
            if (event.key === 'Enter' && !event.ctrlKey) save();
          }}
        />
        <button type="button" className="button small primary" onClick={save}>
          Expect it
        </button>
        {call.expected === null ? null : (
          <button type="button" className="button small" onClick={() => void expectResult(null)}>
            Expect nothing
          </button>
        )}
        <button type="button" className="button small" onClick={onDone}>
          Cancel
        </button>
      </div>
      <p
        id={id}
        className={refusal === null ? 'field-help' : 'tone-bad wrap'}
        role={refusal === null ? undefined : 'alert'}
      >
        {refusal === null ? (
          <>
            As an argument of the result’s type is written: <code>12</code> or <code>0xc</code>,{' '}
            <code>RED</code>, <code>hello</code>, <code>3.14 ± 0.01</code>, <code>NULL</code> or{' '}
            <code>not NULL</code>, of a struct the members that matter <code>{'{"x": 1}'}</code>, with out
            values <code>{'{"$result": 0, "$out": {"sum": 7}}'}</code>.
          </>
        ) : (
          <>
            <Shape shape="cross" tone="bad" /> {clippedText(refusal, 600)}
          </>
        )}
      </p>
    </div>
  );
}
