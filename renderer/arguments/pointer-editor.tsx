import { type ReactNode, useRef, useState } from 'react';
import { liveNames, useArgumentScope } from './argument-scope.ts';
import { descriptionOf } from './field-error.tsx';
import { PointerBody } from './pointer-body.tsx';
import type { PointerForm, PointerMode, PointerType } from './pointer-form.ts';
import { type ChosenMode, hasDirection, modesFor, startOf, withDirection } from './pointer-modes.ts';
import { directionMeaning, directionWords, modeMeanings, modeWord } from './pointer-words.ts';
import { readPointer } from './read-pointer.ts';
import type { DrawPart } from './record-editor.tsx';
import type { Slot } from './slot.ts';
import { writePointer } from './write-pointer.ts';

const typedModes: readonly PointerMode[] = ['empty', 'null', 'address', 'text'];

// Ways whose field has one line and stands beside the choice.
const besideModes: readonly PointerMode[] = [...typedModes, 'string', 'saved', 'symbol'];

/** Chooses what a pointer is given, and edits it. */
export function PointerEditor({
  slot,
  type,
  draw,
}: {
  readonly slot: Slot;
  readonly type: PointerType;
  readonly draw: DrawPart;
}): ReactNode {
  const { saved } = useArgumentScope();
  const [asText, setAsText] = useState(false);
  const [chosen, setChosen] = useState<ChosenMode | null>(null);
  // What was typed into the plain field stays there, whatever it comes to mean, so that the field is not taken away.
  const [typed, setTyped] = useState<string | null>(null);
  const kept = useRef(new Map<PointerMode, string>());
  const form = readPointer(type, slot.text);
  const mode = shownMode(form, { chosen, typing: asText || typed === slot.text });
  const write = (next: PointerForm) => slot.onChange(writePointer(type, next));
  const choose = (next: ChosenMode) => {
    kept.current.set(mode, slot.text);
    setChosen(next);
    setTyped(null);
    setAsText(false);
    slot.onChange(kept.current.get(next) ?? writePointer(type, startOf(next, type, liveNames(saved))));
  };
  return (
    <div className={`pointer-editor ${besideModes.includes(mode) ? 'beside' : ''}`}>
      <div className="pointer-head">
        <ModeSelect slot={slot} type={type} mode={mode} onChoose={choose} />
        {mode !== 'text' && hasDirection(form.mode) ? (
          <DirectionSelect slot={slot} form={form} onChange={write} fixed={type.toConst} />
        ) : null}
        {typedModes.includes(form.mode) || form.mode === 'string' || form.mode === 'saved' ? null : (
          <button
            type="button"
            className="mini-button"
            aria-pressed={asText}
            aria-label={`Edit ${slot.label} as text`}
            title="The argument as text, to copy it or to paste another"
            onClick={() => {
              setTyped(null);
              setAsText(!asText);
            }}
          >
            Text
          </button>
        )}
      </div>
      <div className="pointer-body">
        <PointerBody
          slot={slot}
          type={type}
          form={form}
          mode={mode}
          draw={draw}
          onForm={write}
          onType={(text) => {
            setTyped(text);
            slot.onChange(text);
          }}
        />
      </div>
    </div>
  );
}

function shownMode(
  form: PointerForm,
  { chosen, typing }: { readonly chosen: ChosenMode | null; readonly typing: boolean },
): PointerMode {
  if (form.mode === 'empty') return chosen === 'address' || chosen === 'saved' ? chosen : 'empty';
  if (!typing || typedModes.includes(form.mode) || form.mode === 'string') return form.mode;
  return 'text';
}

function ModeSelect({
  slot,
  type,
  mode,
  onChoose,
}: {
  readonly slot: Slot;
  readonly type: PointerType;
  readonly mode: PointerMode;
  readonly onChoose: (mode: ChosenMode) => void;
}): ReactNode {
  const modes = modesFor(type, slot.records);
  const listed = modes.some((known) => known === mode);
  return (
    <select
      className="choice"
      aria-label={`${slot.label}: what it is given`}
      aria-describedby={descriptionOf(slot.id, null)}
      title={modeMeanings[mode]}
      value={mode}
      onChange={(event) => {
        const next = modes.find((known) => known === event.target.value);
        if (next !== undefined) onChoose(next);
      }}
    >
      {listed ? null : (
        <option value={mode}>
          {mode === 'empty' && slot.optional ? 'left out' : modeWord(mode, type.to)}
        </option>
      )}
      {modes.map((known) => (
        <option key={known} value={known} title={modeMeanings[known]}>
          {modeWord(known, type.to)}
        </option>
      ))}
    </select>
  );
}

function DirectionSelect({
  slot,
  form,
  fixed,
  onChange,
}: {
  readonly slot: Slot;
  readonly form: PointerForm;
  /** True for a pointer to const, which the function does not write through. */
  readonly fixed: boolean;
  readonly onChange: (form: PointerForm) => void;
}): ReactNode {
  const direction = form.mode === 'zeroed' ? 'out' : 'direction' in form ? form.direction : 'in';
  if (fixed && direction === 'in') return <span className="faint">in</span>;
  return (
    <select
      className="choice"
      aria-label={`${slot.label}: direction`}
      title={directionMeaning}
      value={direction}
      onChange={(event) => {
        const next = directionWords.find(([known]) => known === event.target.value)?.[0];
        if (next !== undefined) onChange(withDirection(form, next));
      }}
    >
      {directionWords.map(([known, word]) => (
        <option key={known} value={known}>
          {word}
        </option>
      ))}
    </select>
  );
}
