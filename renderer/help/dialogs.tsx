import type { ReactNode } from 'react';
import { CompareDialog } from '../changes/compare-dialog.tsx';
import { ask } from '../state/intents.ts';
import { pageApi } from '../state/page-api.ts';
import { activeLibrary } from '../state/page-state.ts';
import { dispatch, useSelector } from '../state/store.ts';
import { ConfirmClear } from '../ui/confirm-clear.tsx';
import { HelpDialog } from './help-dialog.tsx';

/** The dialog that is open, if any. */
export function Dialogs(): ReactNode {
  const dialog = useSelector((state) => state.dialog);
  const libraryId = useSelector((state) => activeLibrary(state)?.id ?? null);
  const close = () => dispatch({ type: 'page:dialog-changed', dialog: null });
  if (dialog === 'help') return <HelpDialog onClose={close} />;
  if (dialog === 'clear-recent') {
    return (
      <ConfirmClear
        title="Forget the recent files?"
        text="The list is emptied. The files themselves stay where they are."
        action="Forget"
        onConfirm={() => void ask(pageApi.request['recent:clear']())}
        onClose={close}
      />
    );
  }
  if (libraryId === null || dialog === null) return null;
  if (dialog === 'compare') return <CompareDialog key={libraryId} libraryId={libraryId} onClose={close} />;
  if (dialog === 'clear-history') {
    return (
      <ConfirmClear
        title="Clear the reload history?"
        text="Every entry of this library is deleted, on disk as well. The running build stays."
        action="Clear history"
        onConfirm={() => void ask(pageApi.request['history:clear']({ libraryId }))}
        onClose={close}
      />
    );
  }
  return (
    <ConfirmClear
      title="Clear the call log?"
      text="Every recorded call of this library and its result is deleted. Pinned calls and inputs stay."
      action="Clear log"
      onConfirm={() => void ask(pageApi.request['call:clear-log']({ libraryId }))}
      onClose={close}
    />
  );
}
