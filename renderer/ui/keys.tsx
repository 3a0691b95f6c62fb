import type { ReactNode } from 'react';

/** A key beside the name of a button; not read out, since `aria-keyshortcuts` says it to screen readers. */
export function Keys({ keys }: { readonly keys: string }): ReactNode {
  return (
    <span className="keys" aria-hidden="true">
      {keys}
    </span>
  );
}
