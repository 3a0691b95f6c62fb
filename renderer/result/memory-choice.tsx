import { ToggleGroup } from 'radix-ui';
import type { ReactNode } from 'react';
import { byteLimit, countLimit, type ViewChoice, viewOfChoice } from './view-choice.ts';

/** How memory is looked at; Enter in a field and Refresh read it. */
export function MemoryChoice({
  address,
  choice,
  onChange,
  onRead,
  onClose,
}: {
  readonly address: string;
  readonly choice: ViewChoice;
  readonly onChange: (choice: ViewChoice) => void;
  readonly onRead: (choice: ViewChoice) => void;
  readonly onClose: () => void;
}): ReactNode {
  const ready = viewOfChoice(choice) !== null;
  const field = (name: 'bytes' | 'type' | 'count', label: string) => (
    <input
      className={`field memory-${name}`}
      aria-label={label}
      aria-invalid={!ready}
      spellCheck={false}
      autoComplete="off"
      maxLength={20_000}
      value={choice[name]}
      onChange={(event) => onChange({ ...choice, [name]: event.target.value })}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || event.ctrlKey) return;
        // The field lies in the call form, whose call it must not make.
        event.preventDefault();
        if (ready) onRead(choice);
      }}
    />
  );
  return (
    <div className="memory-choice">
      <code className="dim">{address}</code>
      <ToggleGroup.Root
        type="single"
        className="segments small-segments"
        aria-label="View as"
        value={choice.kind}
        onValueChange={(kind) => {
          if (kind !== 'string' && kind !== 'bytes' && kind !== 'type') return;
          const next = { ...choice, kind } as const;
          onChange(next);
          if (viewOfChoice(next) !== null) onRead(next);
        }}
      >
        <ToggleGroup.Item className="segment" value="string">
          String
        </ToggleGroup.Item>
        <ToggleGroup.Item className="segment" value="bytes">
          Bytes
        </ToggleGroup.Item>
        <ToggleGroup.Item className="segment" value="type">
          Type
        </ToggleGroup.Item>
      </ToggleGroup.Root>
      {choice.kind === 'bytes' ? field('bytes', `Number of bytes, at most ${byteLimit}`) : null}
      {choice.kind === 'type' ? (
        <>
          {field('type', 'Type to read, as in struct point')}
          <span className="faint">×</span>
          {field('count', `Number of elements, at most ${countLimit}`)}
        </>
      ) : null}
      <button
        type="button"
        className="mini-button"
        aria-disabled={!ready}
        onClick={() => ready && onRead(choice)}
      >
        Refresh
      </button>
      <button
        type="button"
        className="icon-button memory-close"
        aria-label="Close the view of memory"
        onClick={onClose}
      >
        ×
      </button>
    </div>
  );
}
