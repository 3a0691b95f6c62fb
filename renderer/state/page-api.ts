import type { PageApi } from '../../electron/contract/ipc.ts';

declare global {
  interface Window {
    readonly dlscope: PageApi;
  }
}

/** What the preload offers: the page's only door to the rest of the program. */
export const pageApi: PageApi = window.dlscope;
