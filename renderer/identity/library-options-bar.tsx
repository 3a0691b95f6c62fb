import { Switch } from 'radix-ui';
import { type ReactNode, useId } from 'react';
import type { LibraryState } from '../../electron/contract/session-state.ts';
import { EarlierBuilds } from '../beside/earlier-builds.tsx';
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
      {library.generation === null || library.freshness.kind === 'crashed' ? null : (
        <Hint text="The process that holds the library. gdb -p takes this number.">
          <span className="identity-pid">
            pid <code>{library.generation.pid}</code>
          </span>
        </Hint>
      )}
      <OptionSelect
        label="Reload strategy"
        shortLabel="Strategy"
        hint={
          inMain
            ? 'In the main process there is no other process to go to: the library is closed, then opened again (Strict).'
            : 'Swap: the new build is opened beside the old one in the same process, then the old one is closed; the heap and saved values stay. Fresh process: each build starts in a process of its own, nothing old can stay behind. Strict: dlclose, then dlopen the same path, as a plain program does.'
        }
        value={inMain ? 'strict' : options.strategy}
        choices={
          inMain
            ? [['strict', 'Strict']]
            : [
                ['swap', 'Swap'],
                ['fresh', 'Fresh process'],
                ['strict', 'Strict'],
              ]
        }
        onChoose={(strategy) => setOptions(library.id, { strategy })}
      />
      {inMain || options.strategy !== 'swap' ? null : <WhenStuckSelect library={library} />}
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
      <EarlierBuilds library={library} />
    </div>
  );
}

function WhenStuckSelect({ library }: { readonly library: LibraryState }): ReactNode {
  return (
    <OptionSelect
      label="If the old one stays"
      shortLabel="If old stays"
      hint="Some libraries cannot be unloaded; the reload history says why. Fresh process: the new build goes on in a new process, and the state is lost. Keep state: it goes on in this one, beside the old image, with a lasting warning."
      value={library.options.whenStuck}
      choices={[
        ['fresh', 'Fresh process'],
        ['keep', 'Keep state'],
      ]}
      onChoose={(whenStuck) => setOptions(library.id, { whenStuck })}
    />
  );
}

function WatchSwitch({ library }: { readonly library: LibraryState }): ReactNode {
  const id = useId();
  const { watching } = library.options;
  const released = library.freshness.kind === 'released';
  const hint = released
    ? `Nothing is watched while the file is released. Reload loads it again${watching ? ' and watches it' : ''}.`
    : 'On: each complete new build is loaded by itself. Off: nothing is loaded until you press Reload.';
  return (
    <Hint text={hint}>
      <span className="identity-switch">
        <Switch.Root
          id={id}
          className="switch"
          checked={watching && !released}
          disabled={released}
          onCheckedChange={(on) => setOptions(library.id, { watching: on })}
        >
          <Switch.Thumb className="switch-thumb" />
        </Switch.Root>
        <label htmlFor={id}>Watch file</label>
      </span>
    </Hint>
  );
}
