import { fail, type Outcome } from '../contract/failure.ts';
import type { Inspection } from '../contract/reader-protocol.ts';
import { localReader } from './local-reader.ts';

/**
 * Reads what the file says of itself before anything loads it: dlopen of a file that ends too early is a SIGBUS and
 * no dlerror. What the loader itself refuses in words (another machine, a program) is left to the loader.
 */
export function checkLoadable(path: string): Outcome<Inspection> {
  const inspected = localReader().inspect({ path });
  if (!inspected.ok || inspected.value.facts.complete) return inspected;
  const { identity, facts } = inspected.value;
  return fail(
    'incomplete-file',
    `${path} is not complete: it has ${identity.size} bytes and needs at least ${facts.expectedSize}.`,
    { path },
  );
}
