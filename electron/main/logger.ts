import { mkdirSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';
import pino, { type Logger } from 'pino';

const largestLogBytes = 2_000_000;

/** Opens the log `main.log` in `folder` (mode 0600); a large one becomes `main.log.1` first, so that two are the most there are. */
export function openLog(folder: string): Logger {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const file = path.join(folder, 'main.log');
    keepSmall(file);
    return pino({ base: { pid: process.pid } }, pino.destination({ dest: file, sync: false, mode: 0o600 }));
  } catch (error) {
    // A profile that cannot be written is no reason not to start: the log goes to stderr.
    const log = pino({ level: 'warn' }, pino.destination(2));
    log.warn({ err: error }, 'the log file cannot be written');
    return log;
  }
}

function keepSmall(file: string): void {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size > largestLogBytes) renameSync(file, `${file}.1`);
}
