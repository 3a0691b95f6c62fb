import { useEffect } from 'react';
import { currentState, dispatch } from '../state/store.ts';

/** Where Escape has a meaning of its own. */
const ownEscape = 'input, textarea, select, dialog, [role="dialog"], [role="menu"], [role="listbox"]';

/** Escape takes the newest message away, unless the focus is where it means something else. */
export function useEscapeToDismiss(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented || event.repeat) return;
      if (event.target instanceof Element && event.target.closest(ownEscape) !== null) return;
      const { notices, written } = currentState();
      const newest = notices.at(-1);
      if (newest !== undefined) dispatch({ type: 'page:notice-dismissed', id: newest.id });
      else if (written !== null) dispatch({ type: 'page:file-written', written: null });
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}
