import type { ReactNode } from 'react';
import { buildText } from '../../electron/contract/identity.ts';
import type { LibraryState } from '../../electron/contract/session-state.ts';
import { useSelector } from '../state/store.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { Hint } from '../ui/hint.tsx';
import { useToday } from '../ui/use-today.ts';
import {
  formatBytes,
  formatDateAndClock,
  formatMoment,
  nanosecondsToMs,
  shortBuild,
} from '../wording/quantity.ts';

/** Build-id, inode, size and time of the running build, against what lies on disk. */
export function IdentityFacts({ library }: { readonly library: LibraryState }): ReactNode {
  const today = useToday();
  const { generation } = library;
  const identity = generation?.identity ?? library.onDisk;
  return (
    <>
      {generation === null ? null : (
        <Build build={buildText(generation.build)} hasId={generation.build.buildId !== null} />
      )}
      <Inode library={library} />
      {identity === null ? null : (
        <Hint
          text={`${identity.size} bytes, changed ${formatDateAndClock(nanosecondsToMs(identity.mtimeNs))}`}
        >
          <div className="fact fact-changed">
            <b>Changed</b>
            <span>
              {formatMoment(nanosecondsToMs(identity.mtimeNs), today)} · {formatBytes(identity.size)}
            </span>
          </div>
        </Hint>
      )}
    </>
  );
}

function Build({ build, hasId }: { readonly build: string; readonly hasId: boolean }): ReactNode {
  const kind = hasId
    ? 'The build-id that the linker wrote into the file'
    : 'SHA-256 of the content, as the linker wrote no build-id';
  return (
    <div className="fact">
      <b>Build</b>
      <span className="fact-line">
        <Hint text={`${build}\n${kind}; it names this build.`}>
          <code>{shortBuild(build)}…</code>
        </Hint>
        <CopyButton text={build} label="Copy build-id" />
      </span>
    </div>
  );
}

/** The running inode, or how it came to be: the one before → this one. */
function Inode({ library }: { readonly library: LibraryState }): ReactNode {
  const history = useSelector((state) => state.snapshot?.history[library.id]);
  const running = library.generation?.identity.ino ?? null;
  const disk = library.onDisk?.ino ?? null;
  const earlier = history?.find(
    (entry) => entry.verdict === 'loaded' && entry.generation === library.generation?.number,
  )?.before?.identity.ino;
  const from = running !== null && disk !== null && disk !== running ? running : (earlier ?? null);
  const to = disk ?? running;
  if (to === null) return null;
  return (
    <Hint
      text={
        from === null || from === to
          ? 'The number of the file on its disk. A new build may get the same number again, so size, times and build-id count as well.'
          : 'The number of the file before and after its last replacement: a rebuild that makes a new file gives it a new number.'
      }
    >
      <div className="fact">
        <b>Inode</b>
        <code>{from === null || from === to ? `${to}` : `${from} → ${to}`}</code>
      </div>
    </Hint>
  );
}
