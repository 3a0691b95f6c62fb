import { useEffect, useEffectEvent } from 'react';
import { commandEvent, type PartCommand } from './commands.ts';

/** Runs `act` when that command reaches the page, by key or by menu. */
export function useCommand(command: PartCommand, act: () => void): void {
  const onCommand = useEffectEvent((event: Event) => {
    if (event instanceof CustomEvent && event.detail === command) act();
  });
  useEffect(() => {
    window.addEventListener(commandEvent, onCommand);
    return () => window.removeEventListener(commandEvent, onCommand);
  }, []);
}
