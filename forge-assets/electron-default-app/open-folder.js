import { readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { app } from 'electron';

// What Electron's own default application does for `electron FOLDER` and `electron --version`;
// the registry's archive lacks it. The wait at the top level holds Electron's `ready` event back
// until the application's main module has run.
const named = process.argv.slice(1);
if (named.includes('--version') || named.includes('-v')) {
  console.log(`v${process.versions.electron}`);
  process.exit(0);
}
const target = named.find((argument) => !argument.startsWith('-'));
if (target === undefined) {
  console.error('electron: name the folder of the application to open');
  process.exit(2);
}
Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true, configurable: false });
await import(pathToFileURL(mainFile(resolve(target))).href);

/** The file to run for `path`, a folder with a package.json or a script; tells Electron the application's name. */
function mainFile(path) {
  if (!statSync(path).isDirectory()) return path;
  const description = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8'));
  const name = description.productName ?? description.name;
  if (name) app.setName(name);
  if (description.version) app.setVersion(description.version);
  app.setDesktopName(description.desktopName ?? `${app.name}.desktop`);
  app.setAppPath(path);
  return join(path, description.main ?? 'index.js');
}
