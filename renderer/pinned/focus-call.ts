/** Focuses the call of the row: what was pressed goes away, and the keyboard keeps its place. */
export function focusCall(within: Element | null): void {
  within?.closest('tr')?.querySelector<HTMLElement>('.row-button')?.focus();
}
