import type { Notify } from './notices.ts';

export interface BugReports {
  readonly log: (error: unknown, where: string) => void;
  readonly notify: Notify;
}

/** The one place where bugs end: each goes to the log, and the first of a kind to the window. */
export function createBugReporter({ log, notify }: BugReports): (error: unknown, where: string) => void {
  const shown = new Set<string>();
  return (error, where) => {
    log(error, where);
    const message = error instanceof Error ? error.message : String(error);
    if (shown.has(message) || shown.size >= 20) return;
    shown.add(message);
    notify({
      code: 'internal',
      message: 'Something went wrong inside dlscope; the log has the details.',
      detail: message,
    });
  };
}

/** Sends exceptions and rejections that nobody caught to the reporter; the program goes on. */
export function catchUncaught(report: (error: unknown, where: string) => void): void {
  process.on('uncaughtException', (error) => report(error, 'uncaught exception'));
  process.on('unhandledRejection', (reason) => report(reason, 'unhandled rejection'));
}
