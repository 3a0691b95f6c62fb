import type { ReactNode } from 'react';

/** A place with nothing in it, which says what would be there and how to get it. */
export function EmptyState({
  title,
  children,
}: {
  readonly title: string;
  readonly children?: ReactNode;
}): ReactNode {
  return (
    <div className="empty">
      <p className="empty-title">{title}</p>
      {children === undefined ? null : <div className="dim">{children}</div>}
    </div>
  );
}
