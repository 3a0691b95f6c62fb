import path from 'node:path';
import { app } from 'electron';
import type { Logger } from 'pino';
import { openLog } from './logger.ts';
import type { Notify } from './notices.ts';
import { PagePushes } from './page-pushes.ts';
import { TerminalLog, writeToStdout } from './terminal-log.ts';
import { visibleText } from './terminal-text.ts';
import { createBugReporter } from './uncaught.ts';

/** The ways in which main tells what happens: to the page, the terminal and the log. */
export interface Reports {
  readonly log: Logger;
  readonly pushes: PagePushes;
  readonly terminal: TerminalLog;
  readonly notify: Notify;
  readonly reportBug: (error: unknown, where: string) => void;
}

/** Opens the log of this profile and everything else that reports. */
export function openReports(): Reports {
  const log = openLog(path.join(app.getPath('userData'), 'logs'));
  const pushes = new PagePushes();
  const terminal = new TerminalLog(writeToStdout());
  const notify: Notify = (failure) => {
    log.warn({ failure }, 'notice');
    const named = failure.path === undefined ? '' : ` · ${visibleText(failure.path)}`;
    terminal.line(`${visibleText(failure.message)}${named}`);
    pushes.push('app:noticed', { failure });
  };
  const reportBug = createBugReporter({
    log: (error, where) => log.error({ err: error, where }, 'bug'),
    notify,
  });
  return { log, pushes, terminal, notify, reportBug };
}
