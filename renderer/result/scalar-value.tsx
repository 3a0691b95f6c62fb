import { ToggleGroup } from 'radix-ui';
import { type ReactNode, useState } from 'react';
import type { ShownValue } from '../../electron/contract/shown-value.ts';
import { visibleLines } from '../ui/visible-text.ts';
import { type IntegerView, integerViews } from './integer-views.ts';

/** The ways to write a value, of which one is shown; the choice is kept as long as the page. */
export function useIntegerView(value: ShownValue): {
  readonly views: readonly IntegerView[];
  readonly shown: IntegerView | null;
  readonly choose: (label: string) => void;
} {
  const [label, setLabel] = useState(lastLabel);
  const views = integerViews(value);
  return {
    views,
    shown: views.find((view) => view.label === label) ?? views[0] ?? null,
    choose: (chosen) => {
      lastLabel = chosen;
      setLabel(chosen);
    },
  };
}

let lastLabel: string | null = null;

/** Decimal, hex, binary, character. */
export function IntegerViews({ views, shown, choose }: ReturnType<typeof useIntegerView>): ReactNode {
  if (views.length < 2 || shown === null) return null;
  return (
    <ToggleGroup.Root
      type="single"
      className="segments small-segments"
      aria-label="Show the number as"
      value={shown.label}
      onValueChange={(label) => {
        if (label !== '') choose(label);
      }}
    >
      {views.map((view) => (
        <ToggleGroup.Item
          key={view.label}
          className="segment"
          value={view.label}
          title={visibleLines(view.text)}
        >
          {view.label}
        </ToggleGroup.Item>
      ))}
    </ToggleGroup.Root>
  );
}
