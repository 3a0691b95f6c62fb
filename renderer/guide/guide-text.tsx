import type { ReactNode } from 'react';
import { useSelector } from '../state/store.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { visibleText } from '../ui/visible-text.ts';
import type { GuideStep } from './guide-steps.ts';

/** What to do in one step; null when the story is told. */
export function GuideText({ step }: { readonly step: GuideStep | null }): ReactNode {
  switch (step) {
    case 'call':
      return (
        <p className="guide-text">
          This is a small sample library. <code>add</code> is chosen in the list, 3 and 4 are its arguments:
          press <b>Call</b> or <kbd>Ctrl Enter</kbd>, and it answers <b>7</b>. The library was opened with{' '}
          <code>dlopen</code>; <code>dlsym</code> finds the name.
        </p>
      );
    case 'pin':
      return (
        <p className="guide-text">
          Press <b>Pin call</b>, beside Call. A pinned call is made again with every new build, and the old
          result stays beside the new one.
        </p>
      );
    case 'rebuild':
      return (
        <Rebuild after="save, and press Build above, or run this in a terminal:">
          Change <code>a + b</code> to <code>a * b</code> in
        </Rebuild>
      );
    case 'see':
      return (
        <p className="guide-text">
          Nothing was clicked and nothing was closed: “Pinned calls” below shows <b>7 → 12</b>, and “Reload
          history” the new inode, the new build and the function whose code changed.
        </p>
      );
    case 'break':
      return (
        <Rebuild after="and build again: the loader refuses it, the history says why, and the last good build still answers. Or call boom: only its process ends.">
          Declare and call a function that nobody defines in
        </Rebuild>
      );
    case null:
      return (
        <p className="guide-text">
          That is the whole story. Drop a library of your own on the window, or one of the system, such as{' '}
          <code>libz.so.1</code>: call <code>const char *zlibVersion(void)</code>.
        </p>
      );
  }
}

function Rebuild({ children, after }: { readonly children: ReactNode; readonly after: string }): ReactNode {
  const guide = useSelector((state) => state.snapshot?.guide ?? null);
  if (guide === null) return null;
  return (
    <div className="guide-text">
      {children} <code title={visibleText(guide.sourcePath)}>{visibleText(nameOf(guide.sourcePath))}</code>{' '}
      <CopyButton text={guide.sourcePath} label="Copy the path of the source">
        Copy path
      </CopyButton>{' '}
      {after}
      <span className="guide-command">
        <code>{visibleText(guide.rebuildCommand)}</code>
        <CopyButton text={guide.rebuildCommand} label="Copy the command">
          Copy command
        </CopyButton>
      </span>
    </div>
  );
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
