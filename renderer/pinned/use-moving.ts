import { type RefObject, useLayoutEffect, useRef } from 'react';
import type { PinnedCall } from '../../electron/contract/kept-calls.ts';
import { ask } from '../state/intents.ts';
import { pageApi } from '../state/page-api.ts';

/** Moves a pinned call to another place of the list; what was focused in its row stays focused, though the row is taken out and put in again. */
export function useMoving(
  libraryId: string,
  pinned: readonly PinnedCall[],
): {
  readonly list: RefObject<HTMLTableSectionElement | null>;
  readonly move: (index: number, by: 1 | -1) => (() => void) | null;
} {
  const list = useRef<HTMLTableSectionElement>(null);
  const focused = useRef<HTMLElement | null>(null);
  const order = pinned.map(({ id }) => id).join(' ');
  // biome-ignore lint/correctness/useExhaustiveDependencies: the order is what moves the focused element.
  useLayoutEffect(() => {
    const element = focused.current;
    focused.current = null;
    if (element !== null && document.activeElement !== element && list.current?.contains(element)) {
      element.focus();
    }
  }, [order]);
  const move = (index: number, by: 1 | -1) => {
    const call = pinned[index];
    const to = index + by;
    if (call === undefined || to < 0 || to >= pinned.length) return null;
    return () => {
      const active = document.activeElement;
      focused.current = active instanceof HTMLElement && list.current?.contains(active) ? active : null;
      void ask(pageApi.request['call:move-pinned']({ libraryId, pinnedId: call.id, index: to }));
    };
  };
  return { list, move };
}
