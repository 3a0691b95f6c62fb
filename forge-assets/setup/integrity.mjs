import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';

/**
 * The integrity of a file in npm's notation: `sha512-` and the hash in base 64.
 * @param {string} file
 * @returns {Promise<string>}
 */
export async function fileIntegrity(file) {
  const hash = createHash('sha512');
  await pipeline(createReadStream(file), hash);
  return `sha512-${hash.digest('base64')}`;
}
