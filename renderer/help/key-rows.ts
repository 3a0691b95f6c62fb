/** The keys of the window and what they do. */
export const keyRows: readonly (readonly [string, string])[] = [
  ['Ctrl O', 'Open libraries'],
  ['Ctrl F', 'Filter symbols'],
  ['↑ ↓  Page  Home End', 'Move in the symbol list and in the history'],
  ['← →', 'Move in the timeline of the history'],
  ['Enter', 'From the list to the call form; in the form: call'],
  ['Ctrl Enter', 'Call'],
  ['Alt ↑ ↓', 'Move a pinned call in its list'],
  ['Shift Enter', 'A new line in a text'],
  ['Ctrl R', 'Reload the library'],
  ['Ctrl B', 'Build the library'],
  ['F8', 'Next error of the build (Shift F8: the previous one)'],
  ['Ctrl Tab', 'Next library'],
  ['Ctrl Shift Tab', 'Previous library'],
  ['Ctrl W', 'Close the library (Delete on its tab, or the middle mouse button)'],
  ['F1', 'Keys and legend'],
  ['Esc', 'Clear the filter, close a dialog or a message'],
];
