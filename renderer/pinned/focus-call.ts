/** Focuses the row that takes the place of one that is about to go: the next, after the last the one before, then the panel. */
export function focusNeighbour(within: Element): void {
  const row = within.closest('tr');
  const rows = [...(row?.parentElement?.querySelectorAll<HTMLElement>('[data-pinned]') ?? [])];
  const index = row === null ? -1 : rows.indexOf(row);
  const neighbour = rows[index + 1] ?? rows[index - 1] ?? null;
  if (neighbour === null) within.closest<HTMLElement>('[role="tabpanel"]')?.focus();
  else focusCall(neighbour);
}

/** Focuses the call of the row: what was pressed goes away, and the keyboard keeps its place. */
export function focusCall(within: Element | null): void {
  within?.closest('tr')?.querySelector<HTMLElement>('.row-button')?.focus();
}
