/** Where the selection stands, how many rows there are and how many fit into view. */
export interface GridPosition {
  readonly position: number;
  readonly count: number;
  readonly page: number;
}

/** The row that a key stroke leads to, or null when the key is not the grid's. */
export function positionAfterKey(
  event: { readonly key: string; readonly altKey: boolean; readonly metaKey: boolean },
  { position, count, page }: GridPosition,
): number | null {
  if (count === 0 || event.altKey || event.metaKey) return null;
  const clamp = (next: number) => Math.min(Math.max(next, 0), count - 1);
  switch (event.key) {
    case 'ArrowDown':
      return clamp(position + 1);
    case 'ArrowUp':
      return clamp(position - 1);
    case 'PageDown':
      return clamp(Math.max(position, 0) + page);
    case 'PageUp':
      return clamp(position - page);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}
