import { Tooltip } from 'radix-ui';
import type { ReactElement, ReactNode } from 'react';
import './hint.css';

/** Explains the element inside when it is pointed at or focused; the element must take a ref and props. */
export function Hint({
  text,
  children,
}: {
  readonly text: ReactNode;
  readonly children: ReactElement;
}): ReactNode {
  return (
    <Tooltip.Root>
      <Tooltip.Trigger asChild>{children}</Tooltip.Trigger>
      <Tooltip.Portal>
        <Tooltip.Content className="hint" sideOffset={6} collisionPadding={8}>
          {text}
        </Tooltip.Content>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}
