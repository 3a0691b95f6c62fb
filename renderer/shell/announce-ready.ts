import { pageApi } from '../state/page-api.ts';

// A window that is not shown yet paints no frames; it must become ready all the same.
const frameLimitMs = 120;

/** Marks the document as usable once the first state is painted, and tells main. */
export function announceReady(): void {
  if (document.documentElement.dataset.appState === 'ready') return;
  void afterPaint().then(() => {
    if (document.documentElement.dataset.appState === 'ready') return;
    document.documentElement.dataset.appState = 'ready';
    void pageApi.request['app:ready']();
  });
}

function afterPaint(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, frameLimitMs);
    requestAnimationFrame(() => requestAnimationFrame(() => resolve()));
  });
}
