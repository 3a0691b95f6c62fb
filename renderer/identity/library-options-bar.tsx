import { Switch } from 'radix-ui';
import { type ReactNode, useId } from 'react';
import type { LibraryState } from '../../electron/contract/session-state.ts';
import { setOptions } from '../state/intents.ts';
import { Hint } from '../ui/hint.tsx';
import { OptionSelect } from './option-select.tsx';

/** How the library runs and reloads; every choice is remembered. */
export function LibraryOptionsBar({ library }: { readonly library: LibraryState }): ReactNode {
  const { options } = library;
  const inMain = options.runIn === 'in-main';
  return (
    <div className="identity-line identity-options">
      <OptionSelect
        label="Run in"
        hint="Isolated process: a crash of the library ends only that process. Main process: as in a plain program, a crash takes dlscope along."
        value={options.runIn}
        choices={[
          ['isolated', 'Isolated process'],
          ['in-main', 'Main process'],
        ]}
        onChoose={(runIn) => setOptions(library.id, { runIn })}
      />
      {library.generation === null ? null : (
        <Hint text="The process that holds the library. gdb -p takes this number.">
          <span className="identity-pid">
            pid <code>{library.generation.pid}</code>
          </span>
        </Hint>
      )}
      <OptionSelect
        label="Reload strategy"
        hint={
          inMain
            ? 'In the main process there is no other process to go to: the library is closed, then opened again (Strict).'
            : 'Fresh process: each build starts in a process of its own, nothing old can stay behind. Strict: dlclose, then dlopen the same path, as a plain program does.'
        }
        value={inMain ? 'strict' : options.strategy}
        choices={
          inMain
            ? [['strict', 'Strict']]
            : [
                ['fresh', 'Fresh process'],
                ['strict', 'Strict'],
              ]
        }
        onChoose={(strategy) => setOptions(library.id, { strategy })}
      />
      <OptionSelect
        label="Bind"
        hint="Lazy (RTLD_LAZY): functions the library calls are looked up at their first call, so a missing one shows late. Now (RTLD_NOW): all are looked up while loading, and a missing one is reported at once."
        value={options.binding}
        choices={[
          ['lazy', 'Lazy'],
          ['now', 'Now'],
        ]}
        onChoose={(binding) => setOptions(library.id, { binding })}
      />
      <WatchSwitch library={library} />
    </div>
  );
}

function WatchSwitch({ library }: { readonly library: LibraryState }): ReactNode {
  const id = useId();
  return (
    <Hint text="On: each complete new build is loaded by itself. Off: nothing is loaded until you press Reload.">
      <span className="identity-switch">
        <Switch.Root
          id={id}
          className="switch"
          checked={library.options.watching}
          onCheckedChange={(watching) => setOptions(library.id, { watching })}
        >
          <Switch.Thumb className="switch-thumb" />
        </Switch.Root>
        <label htmlFor={id}>Watch file</label>
      </span>
    </Hint>
  );
}
