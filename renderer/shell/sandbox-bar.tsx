import type { ReactNode } from 'react';
import { useSelector } from '../state/store.ts';
import { Shape } from '../ui/shape.tsx';

/** Says so when the browser part runs without its sandbox. */
export function SandboxBar(): ReactNode {
  const sandboxed = useSelector((state) => state.snapshot?.sandboxed ?? true);
  if (sandboxed) return null;
  return (
    <aside className="bar" aria-label="Warning">
      <Shape shape="triangle" tone="warn" />
      <span>
        The window runs without Chromium's sandbox, as root does. Open files you do not trust as an ordinary
        user.
      </span>
    </aside>
  );
}
