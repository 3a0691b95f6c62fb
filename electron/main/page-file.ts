import path from 'node:path';
import { pageOrigin } from './page-address.ts';

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/** One plain name: no dot first, so neither `..` nor hidden files. */
const plainName = /^[A-Za-z0-9_-][A-Za-z0-9._-]*$/;

export interface PageFile {
  readonly path: string;
  readonly contentType: string;
}

/**
 * The file of the page's bundle that `url` names, or null: only `app://dlscope/`, only plain names of known kinds,
 * never percent-encoded, never outside `bundleFolder`.
 */
export function resolvePageFile(bundleFolder: string, url: string): PageFile | null {
  if (!url.startsWith(`${pageOrigin}/`)) return null;
  const names = url
    .slice(pageOrigin.length + 1)
    .replace(/[?#].*$/s, '')
    .split('/');
  if (!names.every((name) => plainName.test(name))) return null;
  const contentType = contentTypes[path.extname(names.at(-1) ?? '')];
  return contentType === undefined ? null : { path: path.join(bundleFolder, ...names), contentType };
}
