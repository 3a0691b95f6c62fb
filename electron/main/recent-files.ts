import { createHash } from 'node:crypto';
import { access } from 'node:fs/promises';
import type { RecentFile } from '../contract/app-snapshot.ts';
import { waitAtMost } from '../processes/bounded-wait.ts';
import type { RecentPath } from './workspace.ts';

/** A network drive that does not answer must not hold up the list. */
const lookMs = 500;

/** The list for the page: each path with the id by which the page names it, and whether something is there now. */
export function describeRecent(recent: readonly RecentPath[]): Promise<readonly RecentFile[]> {
  return Promise.all(
    recent.map(async ({ path, openedAtMs }) => ({
      id: recentId(path),
      path,
      openedAtMs,
      exists: await seemsToExist(path),
    })),
  );
}

export function recentId(path: string): string {
  return createHash('sha256').update(path).digest('hex').slice(0, 32);
}

async function seemsToExist(path: string): Promise<boolean> {
  let exists = true;
  const look = access(path).catch(() => {
    exists = false;
  });
  await waitAtMost(lookMs, look);
  return exists;
}
