import { Tabs } from 'radix-ui';
import type { ReactNode } from 'react';
import { BuildPanel } from '../build/build-panel.tsx';
import { CallLog } from '../call-log/call-log.tsx';
import { FileFacts } from '../file/file-facts.tsx';
import { ReloadHistory } from '../history/reload-history.tsx';
import { NamedCalls } from '../named/named-calls.tsx';
import { CallOutput } from '../output/call-output.tsx';
import { PinnedCalls } from '../pinned/pinned-calls.tsx';
import { SavedValues } from '../saved/saved-values.tsx';
import { updateSettings } from '../state/intents.ts';
import { useSelector } from '../state/store.ts';
import { LibraryVariables } from '../variables/library-variables.tsx';
import { formatCount } from '../wording/quantity.ts';
import './dock.css';

const dockTabs = [
  ['history', 'Reload history', ReloadHistory],
  ['pinned', 'Pinned calls', PinnedCalls],
  ['calls', 'Call log', CallLog],
  ['output', 'Output', CallOutput],
  ['named', 'Named calls', NamedCalls],
  ['saved', 'Saved values', SavedValues],
  ['state', 'State', LibraryVariables],
  ['file', 'File', FileFacts],
  ['build', 'Build', BuildPanel],
] as const;

type DockTab = (typeof dockTabs)[number][0];

/** The lower panel: what happened, what is pinned, what the file says. */
export function Dock({ libraryId }: { readonly libraryId: string }): ReactNode {
  const kept = useSelector((state) => state.snapshot?.settings.dockTab);
  const shown = dockTabs.find(([name]) => name === kept)?.[0] ?? 'history';
  return (
    <Tabs.Root className="pane dock" value={shown} onValueChange={(dockTab) => updateSettings({ dockTab })}>
      <Tabs.List className="dock-tabs" aria-label="Details">
        {dockTabs.map(([name, label]) => (
          <Tabs.Trigger key={name} value={name} className="dock-tab">
            {label} <Count libraryId={libraryId} tab={name} />
          </Tabs.Trigger>
        ))}
      </Tabs.List>
      {dockTabs.map(([name, , Part]) => (
        <Tabs.Content key={name} value={name} className="dock-content" tabIndex={-1}>
          <Part libraryId={libraryId} />
        </Tabs.Content>
      ))}
    </Tabs.Root>
  );
}

function Count({ libraryId, tab }: { readonly libraryId: string; readonly tab: DockTab }): ReactNode {
  const count = useSelector(({ snapshot }) => {
    if (snapshot === null) return 0;
    const library = snapshot.libraries.find(({ id }) => id === libraryId);
    switch (tab) {
      case 'history':
        return (snapshot.history[libraryId]?.length ?? 0) + (snapshot.olderEntries[libraryId] ?? 0);
      case 'pinned':
        return library?.pinned.length ?? 0;
      case 'calls':
        return snapshot.calls[libraryId]?.length ?? 0;
      case 'named':
        return library?.named?.calls.length ?? 0;
      case 'saved':
        return library?.saved.length ?? 0;
      case 'state':
        return library?.generation ? (library.variableCount ?? 0) : 0;
      case 'file':
        return (library?.generation?.facts ?? library?.fileFacts)?.diagnostics.length ?? 0;
      case 'build':
        return library?.build?.run.kind === 'ended' ? library.build.run.counts.errors : 0;
      case 'output':
        return 0;
    }
  });
  return count === 0 ? null : <span className="count">{formatCount(count)}</span>;
}
