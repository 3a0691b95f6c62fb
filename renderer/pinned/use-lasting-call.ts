import { useEffect, useState } from 'react';
import type { Activity } from '../../electron/contract/session-state.ts';

/** What is over sooner would only make the rows flicker. */
const quietMs = 300;

/** The call under way once it has lasted for a moment; null before, and while none is. */
export function useLastingCall(activity: Activity | null): Activity | null {
  const [lasting, setLasting] = useState<Activity | null>(null);
  const call = activity?.kind === 'call' ? activity : null;
  useEffect(() => {
    if (call === null) return;
    const timer = setTimeout(() => setLasting(call), quietMs);
    return () => clearTimeout(timer);
  }, [call]);
  return lasting === call ? call : null;
}
