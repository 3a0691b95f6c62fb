import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { LibraryBuild } from '../../electron/contract/build-command.ts';
import type { LibraryState } from '../../electron/contract/session-state.ts';
import { useSelector } from '../state/store.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { Hint } from '../ui/hint.tsx';
import { Keys } from '../ui/keys.tsx';
import { Shape } from '../ui/shape.tsx';
import { clippedText } from '../ui/visible-text.ts';
import { describeBuild } from '../wording/build-wording.ts';
import { buildLibrary, cancelBuild } from './build-intents.ts';
import { BuildSetup } from './build-setup.tsx';
import { EditorChoice } from './editor-choice.tsx';
import { OutputList } from './output-list.tsx';
import { outputText } from './output-rows.ts';
import { useBuildOutput } from './use-build-output.ts';
import './build.css';

/** Builds the library from here: its command, how the last build went, and what the compilers said. */
export function BuildPanel({ libraryId }: { readonly libraryId: string }): ReactNode {
  const library = useSelector((state) => state.snapshot?.libraries.find(({ id }) => id === libraryId));
  const [isEditing, setEditing] = useState(false);
  // After the setup the keyboard is where it was opened.
  const [cameBack, setCameBack] = useState(false);
  if (library === undefined || library.build === null) return null;
  if (library.build.settings === null || isEditing) {
    const onDone = () => {
      setEditing(false);
      setCameBack(true);
    };
    return <BuildSetup libraryId={libraryId} build={library.build} onDone={onDone} />;
  }
  return (
    <BuildOutput
      library={library}
      build={library.build}
      cameBack={cameBack}
      onEdit={() => setEditing(true)}
    />
  );
}

function BuildOutput({
  library,
  build,
  cameBack,
  onEdit,
}: {
  readonly library: LibraryState;
  readonly build: LibraryBuild;
  /** From the setup, by keyboard or pointer. */
  readonly cameBack: boolean;
  readonly onEdit: () => void;
}): ReactNode {
  const isRunning = build.run.kind === 'running';
  const setUp = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (cameBack) setUp.current?.focus();
  }, [cameBack]);
  const output = useBuildOutput(library.id, isRunning);
  const sign = describeBuild(build, output.counts);
  const failed = sign.tone === 'bad';
  return (
    <>
      <div className="dock-tools">
        {isRunning ? (
          <button type="button" className="button small danger" onClick={() => cancelBuild(library.id)}>
            Cancel build
          </button>
        ) : (
          <button
            type="button"
            className="button small primary"
            aria-keyshortcuts="Control+B"
            onClick={() => buildLibrary(library.id)}
          >
            {build.trusted ? 'Build' : 'Trust and build…'} <Keys keys="Ctrl B" />
          </button>
        )}
        <span className="verdict build-status" role="status" aria-label="Build">
          <Shape shape={sign.shape} tone={sign.tone} />
          <span className={`clip tone-${sign.tone}`}>{clippedText(sign.label)}</span>
          <span className="faint clip">{aside(library, build, failed)}</span>
        </span>
        <span className="grow" />
        {output.rows.length === 0 ? null : (
          <CopyButton text={() => outputText(output)} label="Copy the output of the build">
            Copy
          </CopyButton>
        )}
        <EditorChoice />
        <Hint text={commandHint(build)}>
          <button ref={setUp} type="button" className="mini-button" onClick={onEdit}>
            Set up…
          </button>
        </Hint>
      </div>
      {build.trusted ? null : (
        <p className="build-untrusted">
          <Shape shape="triangle" tone="warn" /> Nothing runs here until you trust the folder for this
          command: press “Trust and build…”, and dlscope shows you both.
        </p>
      )}
      {output.rows.length > 0 ? (
        <OutputList libraryId={library.id} output={output} failed={failed} />
      ) : build.trusted ? (
        <NoOutput build={build} />
      ) : null}
    </>
  );
}

function NoOutput({ build }: { readonly build: LibraryBuild }): ReactNode {
  const command = <code>{clippedText(build.settings?.command ?? '')}</code>;
  switch (build.run.kind) {
    case 'none':
      return (
        <EmptyState title="No output yet">
          {command} runs when you press Build{build.settings?.onSave === true ? ' or save a source' : ''}. A
          build that fails changes nothing that runs; one that works is loaded as always.
        </EmptyState>
      );
    case 'running':
      return <EmptyState title="No output yet">{command} has written nothing so far.</EmptyState>;
    case 'ended':
      return <EmptyState title="No output">{command} wrote nothing.</EmptyState>;
  }
}

function aside(library: LibraryState, build: LibraryBuild, failed: boolean): string {
  if (build.run.kind === 'running') return build.again ? 'a source was saved: one more follows' : '';
  if (failed && library.generation !== null) return `#${library.generation.number} still answers calls`;
  if (build.sources.kind === 'limited') return build.sources.problem;
  return build.sources.kind === 'on' ? 'builds when a source is saved' : '';
}

function commandHint(build: LibraryBuild): string {
  const { command = '', folder = '' } = build.settings ?? {};
  return `${clippedText(command)} in ${clippedText(folder)}`;
}
