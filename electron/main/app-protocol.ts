import { readFile } from 'node:fs/promises';
import { protocol } from 'electron';
import { pageScheme } from './page-address.ts';
import { resolvePageFile } from './page-file.ts';
import { pageHeaders } from './page-headers.ts';

/** Makes `app:` a standard, secure scheme; must be called before Electron is ready. */
export function registerPageScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: pageScheme, privileges: { standard: true, secure: true, supportFetchAPI: false } },
  ]);
}

/** Answers `app://dlscope/…` with the files of the page's bundle (a folder, also inside an asar archive). */
export function servePage(bundleFolder: string): void {
  protocol.handle(pageScheme, (request) => answer(bundleFolder, request));
}

async function answer(bundleFolder: string, request: Request): Promise<Response> {
  const file = request.method === 'GET' ? resolvePageFile(bundleFolder, request.url) : null;
  const bytes = file === null ? null : await readFile(file.path).catch(() => null);
  if (file === null || bytes === null) return new Response(null, { status: 404, headers: pageHeaders });
  return new Response(new Uint8Array(bytes), {
    headers: { ...pageHeaders, 'Content-Type': file.contentType },
  });
}
