import { Switch } from 'radix-ui';
import { type ReactNode, useId } from 'react';
import { updateSettings } from '../state/intents.ts';
import { useSelector } from '../state/store.ts';
import { Hint } from '../ui/hint.tsx';

/** Whether the desktop tells of failures while nobody looks at the window; not there where no desktop would. */
export function NotifySwitch(): ReactNode {
  const id = useId();
  const isOn = useSelector((state) => state.snapshot?.settings.notifyFailures ?? false);
  const canNotify = useSelector((state) => state.snapshot?.canNotify ?? false);
  if (!canNotify) return null;
  return (
    <Hint text="A desktop notification when a reload or a build of any library fails while this window is in the background.">
      <span className="status-notify">
        <Switch.Root
          id={id}
          className="switch"
          checked={isOn}
          onCheckedChange={(notifyFailures) => updateSettings({ notifyFailures })}
        >
          <Switch.Thumb className="switch-thumb" />
        </Switch.Root>
        <label htmlFor={id}>Notify of failures</label>
      </span>
    </Hint>
  );
}
