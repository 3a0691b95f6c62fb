import type { ReactNode } from 'react';
import type { LibraryState } from '../../electron/contract/session-state.ts';
import { activeLibrary } from '../state/page-state.ts';
import { dispatch, useSelector } from '../state/store.ts';
import { Hint } from '../ui/hint.tsx';
import { clippedText } from '../ui/visible-text.ts';
import { countOf, shortenFolder } from '../wording/quantity.ts';
import { NotifySwitch } from './notify-switch.tsx';
import './status-bar.css';
import { Keys } from '../ui/keys.tsx';

/** What is watched and how, counts, compiler and libc. */
export function StatusBar(): ReactNode {
  const library = useSelector(activeLibrary);
  const libc = useSelector((state) => state.snapshot?.versions.libc ?? '');
  const home = useSelector((state) => state.snapshot?.homeDirectory);
  return (
    <footer className="status-bar">
      {library === null ? <span>No library open</span> : <LibraryStatus library={library} home={home} />}
      <span className="grow" />
      {library === null ? null : <Compiler library={library} />}
      <span>{libc}</span>
      <NotifySwitch />
      <button
        type="button"
        className="status-help"
        onClick={() => dispatch({ type: 'page:dialog-changed', dialog: 'help' })}
      >
        Keys and legend <Keys keys="F1" />
      </button>
    </footer>
  );
}

const watchWords: Readonly<
  Record<LibraryState['watchMethod'], { readonly verb: string; readonly hint: string }>
> = {
  events: { verb: 'watching', hint: 'The folder reports each change, and the file is checked with stat.' },
  polling: {
    verb: 'polling',
    hint: 'This file system reports no changes, so the file is checked again and again.',
  },
  off: { verb: 'not watching', hint: 'Changes are not noticed. Switch “Watch file” on, or press Reload.' },
};

function LibraryStatus({
  library,
  home,
}: {
  readonly library: LibraryState;
  readonly home: string | undefined;
}): ReactNode {
  const facts = library.generation?.facts ?? library.fileFacts;
  const watch = watchWords[library.watchMethod];
  return (
    <>
      <Hint text={watch.hint}>
        <span className="clip">
          {watch.verb} {clippedText(shortenFolder(library.directory, home))}
        </span>
      </Hint>
      {facts === null ? null : (
        <span className="status-counts">
          {countOf(facts.exportCount, 'export')} · {countOf(facts.importCount, 'import')} ·{' '}
          {facts.needed.length} needed
        </span>
      )}
    </>
  );
}

function Compiler({ library }: { readonly library: LibraryState }): ReactNode {
  const compiler = (library.generation?.facts ?? library.fileFacts)?.compiler ?? null;
  return compiler === null ? null : <span className="clip status-compiler">{clippedText(compiler, 60)}</span>;
}
