import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { commandPath } from './command-path.mjs';
import { longStep } from './progress.mjs';
import { sharedCacheFolder } from './repository.mjs';
import { requireCommand } from './run-command.mjs';
import { SetupError } from './setup-error.mjs';

const lineFile = '/etc/apt/sources.list';
const partsFolder = '/etc/apt/sources.list.d';
/** Debian's and Ubuntu's own archive and its mirrors; what else a machine has installs other things. */
const archivePath = /^[a-z+]+:\/\/[^\s]*\/(debian|ubuntu)(-[a-z]+)?(\/|$)/;

/** @typedef {{ version: string, folder: string }} DebianSource `folder` holds the unpacked upstream source */

/**
 * Fetches the source of a Debian package with apt-get, which checks its signature, and unpacks the upstream part.
 * The machine's own apt configuration is only read.
 * @param {string} name
 * @param {string} folder an empty folder to unpack into
 * @returns {Promise<DebianSource>}
 * @throws {SetupError} when the archive cannot be reached or does not have it
 */
export async function fetchDebianSource(name, folder) {
  const options = await privateApt();
  await requireCommand(
    `Debian's source of ${name} cannot be fetched (apt-get source ${name}).`,
    'apt-get',
    [...options, 'source', '--download-only', '-q', '--only-source', name],
    { cwd: folder, timeoutMs: 5 * 60_000 },
  );
  const files = readdirSync(folder);
  const description = files.find((file) => file.endsWith('.dsc'));
  const archive = files.find((file) => /\.orig\.tar\.\w+$/.test(file));
  if (description === undefined || archive === undefined) {
    throw new SetupError(`Debian's source of ${name} has no upstream archive.`);
  }
  await requireCommand(`The source of ${name} cannot be unpacked.`, 'tar', ['-xf', archive], { cwd: folder });
  const unpacked = readdirSync(folder, { withFileTypes: true }).find((entry) => entry.isDirectory());
  if (unpacked === undefined) throw new SetupError(`The source of ${name} is empty.`);
  const version = versionOf(readFileSync(join(folder, description), 'utf8'));
  return { version, folder: join(folder, unpacked.name) };
}

/**
 * The version in a `.dsc` file, without epoch, fit for a file name.
 * @param {string} description
 * @returns {string}
 */
export function versionOf(description) {
  const version = /^Version: (?:\d+:)?(\S+)$/m.exec(description)?.[1] ?? 'unknown';
  return version.replace(/[^\w.+~-]/g, '_');
}

/**
 * The entries of a one-line-style list that name Debian's or Ubuntu's archive, asking for sources.
 * @param {string} text
 * @returns {string}
 */
export function sourceLines(text) {
  const entries = [...text.matchAll(/^deb(?:-src)?\s+(\[[^\]]*\]\s+)?(\S+)\s+(.*)$/gm)];
  const lines = entries
    .filter((match) => archivePath.test(match[2] ?? ''))
    .map((match) => `deb-src ${match[1] ?? ''}${match[2]} ${match[3]}`);
  return [...new Set(lines)].map((line) => `${line}\n`).join('');
}

/**
 * The stanzas of a deb822-style file that name Debian's or Ubuntu's archive, asking for sources.
 * @param {string} text
 * @returns {string}
 */
export function sourceStanzas(text) {
  const stanzas = text.split(/\n\s*\n/).map((stanza) => stanza.replace(/^#.*\n?/gm, '').trim());
  return stanzas
    .filter((stanza) => archivePath.test(/^URIs:\s*(\S+)/m.exec(stanza)?.[1] ?? ''))
    .map((stanza) => `${stanza.replace(/^Types:.*$/m, 'Types: deb-src')}\n\n`)
    .join('');
}

/** @type {Promise<string[]> | undefined} */
let prepared;

/** Options for apt-get with lists and sources of our own; the lists are fetched once in a run. */
function privateApt() {
  prepared ??= prepareApt();
  return prepared;
}

async function prepareApt() {
  if (commandPath('apt-get') === undefined) {
    throw new SetupError("Debian's sources come through apt-get, which this system does not have.");
  }
  const folder = join(sharedCacheFolder(), 'real-libraries/apt');
  const [parts, lists, cache] = ['parts', 'lists', 'cache'].map((name) => join(folder, name));
  for (const path of [parts, `${lists}/partial`, `${cache}/archives/partial`]) {
    mkdirSync(/** @type {string} */ (path), { recursive: true });
  }
  writeSources(/** @type {string} */ (parts));
  const options = {
    'Dir::Etc::SourceList': '/dev/null',
    'Dir::Etc::SourceParts': parts,
    'Dir::State::Lists': lists,
    'Dir::Cache': cache,
    'APT::Sandbox::User': '',
    'Acquire::Retries': '2',
    'Acquire::http::Timeout': '20',
  };
  const args = Object.entries(options).flatMap(([key, value]) => ['-o', `${key}=${value}`]);
  await longStep("Fetching the list of Debian's sources", () =>
    requireCommand("Debian's sources cannot be reached (apt-get update for deb-src).", 'apt-get', [
      ...args,
      'update',
      '-q',
      '--error-on=any',
    ]),
  );
  return args;
}

/** @param {string} parts */
function writeSources(parts) {
  const files = existsSync(partsFolder)
    ? readdirSync(partsFolder).map((name) => join(partsFolder, name))
    : [];
  const read = (/** @type {string} */ ending) =>
    [lineFile, ...files].filter((file) => file.endsWith(ending) && existsSync(file)).map(textOf);
  const lines = read('.list').map(sourceLines).join('');
  const stanzas = read('.sources').map(sourceStanzas).join('');
  if (lines + stanzas === '') {
    throw new SetupError("No archive of Debian or Ubuntu is among the system's package sources.");
  }
  writeFileSync(join(parts, 'machine.list'), lines);
  writeFileSync(join(parts, 'machine.sources'), stanzas);
}

/** @param {string} file */
function textOf(file) {
  return readFileSync(file, 'utf8');
}
