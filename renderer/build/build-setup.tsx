import { Switch } from 'radix-ui';
import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { defaultSourcePatterns, type LibraryBuild } from '../../electron/contract/build-command.ts';
import { ask } from '../state/intents.ts';
import { pageApi } from '../state/page-api.ts';
import { useSelector } from '../state/store.ts';
import { Hint } from '../ui/hint.tsx';
import { clippedText } from '../ui/visible-text.ts';
import { shortenFolder } from '../wording/quantity.ts';

/** Command, folder and sources of the build; nothing runs before the user trusted them in a dialog of main's. */
export function BuildSetup({
  libraryId,
  build,
  onDone,
}: {
  readonly libraryId: string;
  readonly build: LibraryBuild;
  readonly onDone: () => void;
}): ReactNode {
  const { settings, suggestion } = build;
  // Until something is typed, another folder brings its own suggestion.
  const [typed, setTyped] = useState<string | null>(null);
  const command = typed ?? settings?.command ?? suggestion.command;
  const [patterns, setPatterns] = useState((settings?.patterns ?? defaultSourcePatterns).join(' '));
  const [onSave, setOnSave] = useState(settings?.onSave ?? true);
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const isChange = settings !== null;
  // What was opened by a press takes the keyboard along; the panel itself, when its tab is chosen, does not.
  useEffect(() => {
    if (isChange) field.current?.focus();
  }, [isChange]);
  const sources = patterns.split(/\s+/).filter((pattern) => pattern !== '');
  const ready = command.trim() !== '' && sources.length > 0;
  const save = async () => {
    if (!ready) return;
    const kept = await ask(
      pageApi.request['build:set-up']({ libraryId, command, patterns: sources, onSave }),
    );
    if (kept.ok) onDone();
  };
  const remove = async () => {
    const removed = await ask(pageApi.request['build:remove']({ libraryId }));
    if (removed.ok) onDone();
  };
  return (
    <form
      className="build-setup"
      aria-label="Build command"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && isChange) onDone();
      }}
    >
      <div className="dock-tools">
        <button type="submit" className="button small primary" aria-disabled={!ready}>
          Save
        </button>
        {isChange ? (
          <>
            <button type="button" className="button small" onClick={onDone}>
              Back
            </button>
            <Hint text="Forgets the command and the trust in its folder.">
              <button type="button" className="button small" onClick={() => void remove()}>
                Remove
              </button>
            </Hint>
          </>
        ) : null}
        <span className="identity-switch">
          <Switch.Root id={`${id}-save`} className="switch" checked={onSave} onCheckedChange={setOnSave}>
            <Switch.Thumb className="switch-thumb" />
          </Switch.Root>
          <label htmlFor={`${id}-save`}>Build when a source is saved</label>
        </span>
        <span className="faint clip">Nothing runs until you trust this command in a dialog.</span>
      </div>
      <div className="build-fields">
        <label htmlFor={`${id}-command`}>Command</label>
        <input
          ref={field}
          id={`${id}-command`}
          className="field"
          placeholder="make"
          autoComplete="off"
          spellCheck={false}
          maxLength={1000}
          value={command}
          onChange={(event) => setTyped(event.target.value)}
        />
        <span>Folder</span>
        <FolderChoice libraryId={libraryId} build={build} />
        <label htmlFor={`${id}-sources`}>Sources</label>
        <Hint text="Which files under the folder are sources, separated by spaces: ** stands for any folders, {c,h} for alternatives. Hidden folders and what build tools fill are left out.">
          <input
            id={`${id}-sources`}
            className="field"
            autoComplete="off"
            spellCheck={false}
            maxLength={2000}
            value={patterns}
            onChange={(event) => setPatterns(event.target.value)}
          />
        </Hint>
      </div>
    </form>
  );
}

function FolderChoice({
  libraryId,
  build,
}: {
  readonly libraryId: string;
  readonly build: LibraryBuild;
}): ReactNode {
  const home = useSelector((state) => state.snapshot?.homeDirectory);
  const folder = build.settings?.folder ?? build.suggestion.folder;
  const { because } = build.suggestion;
  const shows = because !== null && folder === build.suggestion.folder;
  return (
    <span className="build-line-of-two">
      <code className="clip" title={clippedText(folder, 900)}>
        {clippedText(shortenFolder(folder, home), 300)}
      </code>
      {shows ? <span className="faint">{clippedText(because, 60)} is there</span> : null}
      <button
        type="button"
        className="mini-button"
        onClick={() => void ask(pageApi.request['build:choose-folder']({ libraryId }))}
      >
        Choose folder…
      </button>
    </span>
  );
}
