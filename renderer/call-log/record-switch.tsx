import { Switch } from 'radix-ui';
import { type ReactNode, useId } from 'react';
import { updateSettings } from '../state/intents.ts';
import { useSelector } from '../state/store.ts';
import { Hint } from '../ui/hint.tsx';

/** Whether calls are written to disk, and so are there after the next start. */
export function RecordSwitch(): ReactNode {
  const id = useId();
  const recording = useSelector((state) => state.snapshot?.settings.recordCalls ?? true);
  return (
    <Hint text="On: calls and their results are kept in the profile of this program and are there after the next start. Off: they are kept until it ends, and nothing of them is written.">
      <span className="identity-switch">
        <Switch.Root
          id={id}
          className="switch"
          checked={recording}
          onCheckedChange={(recordCalls) => updateSettings({ recordCalls })}
        >
          <Switch.Thumb className="switch-thumb" />
        </Switch.Root>
        <label htmlFor={id}>Record calls to disk</label>
      </span>
    </Hint>
  );
}
