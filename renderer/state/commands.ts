import type { PageCommand } from '../../electron/contract/ipc.ts';
import { buildLibrary } from '../build/build-intents.ts';
import { stepToError } from '../build/error-steps.ts';
import { activateLibrary, closeLibrary, openLibrary, reloadLibrary } from './intents.ts';
import { activeLibrary } from './page-state.ts';
import { currentState, dispatch } from './store.ts';

type Command = PageCommand | 'open';

/** What parts of the page listen to: commands, and a wish of the symbol grid to go on in the call form. */
export type PartCommand = Extract<PageCommand, 'focus-filter' | 'call'> | 'focus-form' | 'focus-grid';

/** Sent to `window` where the command belongs to a part of the page that listens itself. */
export const commandEvent = 'dlscope:command';

/** Does what a key or a menu item stands for. */
export function runCommand(command: Command): void {
  switch (command) {
    case 'open':
      openLibrary();
      break;
    case 'show-help':
      dispatch({ type: 'page:dialog-changed', dialog: 'help' });
      break;
    case 'reload':
      withActiveLibrary((id) => void reloadLibrary(id));
      break;
    case 'build':
      withActiveLibrary(buildLibrary);
      break;
    case 'next-error':
      stepToError(1);
      break;
    case 'previous-error':
      stepToError(-1);
      break;
    case 'close-library':
      withActiveLibrary(closeLibrary);
      break;
    case 'next-library':
      stepLibrary(1);
      break;
    case 'previous-library':
      stepLibrary(-1);
      break;
    case 'focus-filter':
    case 'call':
      sendToPart(command);
  }
}

function withActiveLibrary(act: (libraryId: string) => void): void {
  const library = activeLibrary(currentState());
  if (library !== null) act(library.id);
}

/** Tells the part of the page that listens to this command. */
export function sendToPart(command: PartCommand): void {
  window.dispatchEvent(new CustomEvent(commandEvent, { detail: command }));
}

function stepLibrary(step: 1 | -1): void {
  const { snapshot } = currentState();
  if (snapshot === null || snapshot.libraries.length === 0) return;
  const index = snapshot.libraries.findIndex((library) => library.id === snapshot.activeLibraryId);
  const next = snapshot.libraries.at((index + step) % snapshot.libraries.length);
  if (next !== undefined) activateLibrary(next.id);
}

/** The command of a key stroke, or null; menu items carry the same keys (the page sees them first). */
export function commandOfKey(event: {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
}): Command | null {
  if (event.altKey || event.metaKey) return null;
  if (event.key === 'F1') return 'show-help';
  if (event.key === 'F8' && !event.ctrlKey) return event.shiftKey ? 'previous-error' : 'next-error';
  if (!event.ctrlKey) return null;
  if (event.key === 'Tab') return event.shiftKey ? 'previous-library' : 'next-library';
  if (event.shiftKey) return null;
  const keys: Readonly<Record<string, Command>> = {
    o: 'open',
    f: 'focus-filter',
    r: 'reload',
    b: 'build',
    w: 'close-library',
    enter: 'call',
  };
  return keys[event.key.toLowerCase()] ?? null;
}

/** Takes the window's keys; returns the function that gives them back. */
export function listenForKeys(): () => void {
  const onKeyDown = (event: KeyboardEvent) => {
    const command = commandOfKey(event);
    if (command === null) return;
    event.preventDefault();
    if (!event.repeat || /-(library|error)$/.test(command)) runCommand(command);
  };
  window.addEventListener('keydown', onKeyDown);
  return () => window.removeEventListener('keydown', onKeyDown);
}
