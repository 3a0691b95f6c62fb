import type { ReactNode } from 'react';
import { Group, Panel, Separator } from 'react-resizable-panels';
import { updateSettings } from '../state/intents.ts';
import { currentState } from '../state/store.ts';
import './panel-group.css';

/** Two panels with a bar between them that can be dragged or moved by arrow keys; the sizes are remembered by name. */
export function PanelPair({
  name,
  orientation,
  sizes,
  minimums,
  first,
  second,
}: {
  readonly name: string;
  readonly orientation: 'horizontal' | 'vertical';
  /** Percent of the first panel until the user chose another. */
  readonly sizes: readonly [number, number];
  /** Pixels that each panel keeps. */
  readonly minimums: readonly [number, number];
  readonly first: ReactNode;
  readonly second: ReactNode;
}): ReactNode {
  const kept = currentState().snapshot?.settings.layout[name];
  const [one, two] = kept?.length === 2 ? kept : sizes;
  return (
    <Group
      id={name}
      orientation={orientation}
      className="panels"
      defaultLayout={{ [`${name}-first`]: one ?? sizes[0], [`${name}-second`]: two ?? sizes[1] }}
      onLayoutChanged={(layout, { isUserInteraction }) => {
        if (!isUserInteraction) return;
        const chosen = [layout[`${name}-first`] ?? sizes[0], layout[`${name}-second`] ?? sizes[1]];
        const earlier = currentState().snapshot?.settings.layout;
        updateSettings({ layout: { ...copyLayout(earlier ?? {}), [name]: chosen } });
      }}
    >
      <Panel id={`${name}-first`} minSize={minimums[0]}>
        {first}
      </Panel>
      <Separator className={`separator ${orientation}`} aria-label="Size of the panels" />
      <Panel id={`${name}-second`} minSize={minimums[1]}>
        {second}
      </Panel>
    </Group>
  );
}

function copyLayout(layout: Readonly<Record<string, readonly number[]>>): Record<string, number[]> {
  return Object.fromEntries(Object.entries(layout).map(([name, sizes]) => [name, [...sizes]]));
}
