import { rename } from 'node:fs/promises';
import type { Notify } from './notices.ts';

/** Renames a file that cannot be used to `….damaged`, so that it can be looked at, and says so once. */
export async function setAside(path: string, what: string, notify: Notify): Promise<void> {
  const kept = `${path}.damaged`;
  const moved = await rename(path, kept).then(
    () => true,
    () => false,
  );
  notify({
    code: 'read-failed',
    message: moved
      ? `What was kept (${what}) could not be used and was set aside; dlscope starts without it.`
      : `What was kept (${what}) could not be used; dlscope starts without it.`,
    path: moved ? kept : path,
  });
}
