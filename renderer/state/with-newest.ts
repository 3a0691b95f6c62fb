const newestSearched = 1000;

/** The lists with the item in front of its own. */
export function withNewest<Item extends { readonly id: string }>(
  lists: Readonly<Record<string, readonly Item[]>>,
  libraryId: string,
  item: Item,
): Readonly<Record<string, readonly Item[]>> {
  const list = lists[libraryId] ?? [];
  // A record that was on its way while the snapshot was taken comes twice; it is among the newest.
  if (list.slice(0, newestSearched).some((other) => other.id === item.id)) return lists;
  return { ...lists, [libraryId]: [item, ...list] };
}
