import { dispatch } from './store.ts';

/** Shows what nobody expected, once for each message, and leaves it in the console for the log. */
export function reportBugs(): void {
  const seen = new Set<string>();
  const report = (reason: unknown) => {
    const detail = reason instanceof Error ? (reason.stack ?? reason.message) : String(reason);
    if (seen.has(detail)) return;
    seen.add(detail);
    const message = reason instanceof Error ? reason.message : detail;
    dispatch({ type: 'page:notice-raised', failure: { code: 'internal', message, detail } });
  };
  window.addEventListener('error', (event) => {
    // Chromium reports a resize that needs another frame as an error; nothing is wrong then.
    if (!event.message.startsWith('ResizeObserver loop')) report(event.error ?? event.message);
  });
  window.addEventListener('unhandledrejection', (event) => report(event.reason));
}
