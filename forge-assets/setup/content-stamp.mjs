import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The source files below `inputs` that shape a build, relative to `root`, sorted; tests are left out.
 * @param {string} root
 * @param {readonly string[]} inputs files or folders relative to `root`; missing ones count as empty
 * @returns {string[]}
 */
export function sourceFiles(root, inputs) {
  const files = new Set();
  for (const input of inputs) {
    if (!existsSync(join(root, input))) continue;
    for (const file of filesBelow(root, input)) if (!/\.test\.tsx?$/.test(file)) files.add(file);
  }
  return [...files].sort();
}

/**
 * A hash over the names and contents of the source files below `inputs`: equal stamps mean equal builds.
 * @param {string} root
 * @param {readonly string[]} inputs
 * @returns {string}
 */
export function contentStamp(root, inputs) {
  const hash = createHash('sha256');
  for (const file of sourceFiles(root, inputs)) {
    const content = readFileSync(join(root, file));
    hash.update(`${file}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

/**
 * @param {string} root
 * @param {string} path
 * @returns {string[]}
 */
function filesBelow(root, path) {
  if (!statSync(join(root, path)).isDirectory()) return [path];
  return readdirSync(join(root, path), { withFileTypes: true }).flatMap((entry) => {
    const child = `${path}/${entry.name}`;
    if (entry.isDirectory()) return filesBelow(root, child);
    return entry.isFile() ? [child] : [];
  });
}
