import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { ElfFacts } from '../contract/library-model.ts';

/** What tells one build from another: the build-id, else the SHA-256 of the file. */
export async function buildName(path: string, { buildId }: ElfFacts): Promise<string> {
  return buildId ?? (await contentHash(path));
}

async function contentHash(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}
