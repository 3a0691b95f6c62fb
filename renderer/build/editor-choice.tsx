import { type ReactNode, useId, useState } from 'react';
import { ask } from '../state/intents.ts';
import { pageApi } from '../state/page-api.ts';
import { useSelector } from '../state/store.ts';
import { PopoverForm } from '../ui/popover-form.tsx';

/** What opens the places that the output names. */
export function EditorChoice(): ReactNode {
  const id = useId();
  const kept = useSelector((state) => state.snapshot?.settings.editorCommand ?? '');
  const [typed, setTyped] = useState<string | null>(null);
  const command = typed ?? kept;
  const save = async () => {
    const taken = await ask(pageApi.request['build:set-editor']({ command: command.trim() }));
    if (taken.ok && taken.value) setTyped(null);
    return taken.ok && taken.value;
  };
  return (
    <PopoverForm
      title="Open places with"
      action="Use"
      ready={command.trim() !== kept}
      onSubmit={save}
      trigger={
        <button type="button" className="mini-button">
          Open with…
        </button>
      }
    >
      <input
        className="field"
        aria-label="Editor command"
        aria-describedby={id}
        placeholder="code -g {file}:{line}"
        autoComplete="off"
        spellCheck={false}
        maxLength={1000}
        value={command}
        onChange={(event) => setTyped(event.target.value)}
      />
      <p id={id} className="field-help">
        <code>{'{file}'}</code>, <code>{'{line}'}</code> and <code>{'{column}'}</code> are filled in. Empty:
        what the desktop opens such files with.
      </p>
    </PopoverForm>
  );
}
