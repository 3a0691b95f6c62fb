import type { ReactNode } from 'react';
import type { LibraryState } from '../../electron/contract/session-state.ts';
import { Hint } from '../ui/hint.tsx';
import { Keys } from '../ui/keys.tsx';
import { Shape } from '../ui/shape.tsx';
import { clippedText } from '../ui/visible-text.ts';
import { describeBuild } from '../wording/build-wording.ts';
import { buildLibrary, cancelBuild, showBuildPanel } from './build-intents.ts';

/** Builds by one press, once a command is set up and trusted; says how the last build went. */
export function BuildButton({ library }: { readonly library: LibraryState }): ReactNode {
  const { build } = library;
  if (build === null || build.settings === null || !build.trusted) return null;
  if (build.run.kind === 'running') {
    return (
      <button type="button" className="button" onClick={() => cancelBuild(library.id)}>
        <Shape shape="spinner" tone="busy" /> Cancel build
      </button>
    );
  }
  const sign = describeBuild(build, { errors: 0, warnings: 0 });
  const failed = sign.tone === 'bad';
  return (
    <Hint text={`${clippedText(build.settings.command)} · ${clippedText(sign.label)}`}>
      <button
        type="button"
        className="button"
        aria-keyshortcuts="Control+B"
        onClick={() => {
          buildLibrary(library.id);
          if (failed) showBuildPanel();
        }}
      >
        {failed ? <Shape shape={sign.shape} tone={sign.tone} /> : null}
        Build <Keys keys="Ctrl B" />
      </button>
    </Hint>
  );
}
