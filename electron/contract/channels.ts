/**
 * The names of all requests and pushes as plain lists, so that the preload and the page need no schema library to
 * know them; `ipc.ts` holds what travels on each, and the test beside this file holds both together.
 */
export const requestChannels = [
  'app:snapshot',
  'app:ready',
  'library:open-dialog',
  'library:open-dropped',
  'library:open-recent',
  'library:open-sample',
  'library:close',
  'library:activate',
  'library:reload',
  'library:release',
  'library:set-options',
  'library:symbols',
  'library:select-symbol',
  'library:save-draft',
  'call:run',
  'call:stop',
  'call:pin',
  'call:unpin',
  'call:run-pinned',
  'call:clear-log',
  'history:clear',
  'recent:clear',
  'settings:update',
] as const;

export const pushChannels = [
  'library:changed',
  'library:closed',
  'library:activated',
  'history:recorded',
  'history:cleared',
  'call:recorded',
  'call:log-cleared',
  'recent:changed',
  'settings:changed',
  'guide:changed',
  'command:invoked',
  'app:noticed',
] as const;
