import { Switch } from 'radix-ui';
import { type ReactNode, useId } from 'react';
import { updateSettings } from '../state/intents.ts';
import { useSelector } from '../state/store.ts';
import { Hint } from '../ui/hint.tsx';

/** Whether the desktop tells of failures while nobody looks at the window. */
export function NotifySwitch(): ReactNode {
  const id = useId();
  const isOn = useSelector((state) => state.snapshot?.settings.notifyFailures ?? false);
  const canNotify = useSelector((state) => state.snapshot?.canNotify ?? false);
  return (
    <Hint
      text={
        canNotify
          ? 'A desktop notification when a reload or a build fails while this window is in the background.'
          : 'This desktop shows no notifications.'
      }
    >
      <span className="identity-switch">
        <Switch.Root
          id={id}
          className="switch"
          checked={isOn && canNotify}
          disabled={!canNotify}
          onCheckedChange={(notifyFailures) => updateSettings({ notifyFailures })}
        >
          <Switch.Thumb className="switch-thumb" />
        </Switch.Root>
        <label htmlFor={id}>{canNotify ? 'Notify of failures' : 'No notifications here'}</label>
      </span>
    </Hint>
  );
}
