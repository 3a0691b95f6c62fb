import { fail, type Outcome, succeed } from '../contract/failure.ts';
import { type FileIdentity, sameIdentity } from '../contract/identity.ts';
import type { Target } from '../ctypes/scalar-types.ts';
import { loadCParser } from './grammar.ts';
import { identityAt, readHeaderFile } from './header-files.ts';
import type { HeaderModel } from './header-model.ts';
import { readLineMarker } from './line-markers.ts';
import { parseHeader } from './parse-header.ts';
import { type PreprocessOptions, preprocessHeader } from './preprocess.ts';

export interface HeaderCacheOptions extends PreprocessOptions {
  readonly target?: Target;
  /** How many headers are kept. */
  readonly limit?: number;
}

interface KeptHeader {
  readonly model: HeaderModel;
  /** The header and the files that it includes, as they were; null for one that was not there. */
  readonly files: ReadonlyMap<string, FileIdentity | null>;
}

// A header that includes all of a large library names a few hundred files.
const mostFiles = 5000;

/** Reads headers, and keeps the models of the most recent ones while no file that they came from changes. */
export class HeaderCache {
  readonly #options: HeaderCacheOptions;
  readonly #kept = new Map<string, KeptHeader>();
  readonly #pending = new Map<string, Promise<Outcome<HeaderModel>>>();

  constructor(options: HeaderCacheOptions = {}) {
    this.#options = options;
  }

  /** The model of the header at an absolute path, of its present content; requests for one path that come together share the work. */
  async load(path: string): Promise<Outcome<HeaderModel>> {
    const pending = this.#pending.get(path) ?? this.#find(path).finally(() => this.#pending.delete(path));
    this.#pending.set(path, pending);
    return pending;
  }

  async #find(path: string): Promise<Outcome<HeaderModel>> {
    const kept = this.#kept.get(path);
    if (kept && (await isPresent(kept))) {
      this.#remember(path, kept);
      return succeed(kept.model);
    }
    this.#kept.delete(path);
    const read = await readHeader(path, this.#options);
    if (!read.ok) return read;
    this.#remember(path, read.value);
    return succeed(read.value.model);
  }

  #remember(path: string, kept: KeptHeader): void {
    this.#kept.delete(path);
    this.#kept.set(path, kept);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > (this.#options.limit ?? 8) && oldest !== undefined) this.#kept.delete(oldest);
  }
}

async function isPresent({ files }: KeptHeader): Promise<boolean> {
  const checks = [...files].map(async ([file, before]) => {
    const now = await identityAt(file);
    return now === null || before === null ? now === before : sameIdentity(now, before);
  });
  return (await Promise.all(checks)).every(Boolean);
}

async function readHeader(path: string, options: HeaderCacheOptions): Promise<Outcome<KeptHeader>> {
  const source = await readHeaderFile(path);
  if (!source.ok) return source;
  const preprocessed = await preprocessHeader(path, source.value.text, options);
  const files = await identitiesOf(path, preprocessed.text, source.value.identity);
  // The parser can be missing from an incomplete installation: the reader's other answers do not need it.
  const parser = await loadCParser().catch((error: unknown) => String(error));
  if (typeof parser === 'string') {
    return fail('internal', 'The parser of C could not be loaded.', { path, detail: parser });
  }
  const { text, language, problems } = preprocessed;
  const target = options.target ? { target: options.target } : {};
  return succeed({ files, model: parseHeader({ text, file: path, language, problems, ...target }, parser) });
}

/** The header's version is that of the text that was read: a change during the preprocessing is seen the next time. */
async function identitiesOf(
  path: string,
  text: string,
  identity: FileIdentity,
): Promise<ReadonlyMap<string, FileIdentity | null>> {
  const files = new Map<string, FileIdentity | null>([[path, identity]]);
  for (const file of filesIn(text)) {
    if (files.size < mostFiles && !files.has(file)) files.set(file, await identityAt(file));
  }
  return files;
}

function filesIn(text: string): ReadonlySet<string> {
  const found = new Set<string>();
  for (const [line] of text.matchAll(/^[ \t]*#.*$/gm)) {
    const file = readLineMarker(line)?.file;
    if (file?.startsWith('/') && !file.endsWith('/')) found.add(file);
  }
  return found;
}

const shared = new HeaderCache();

/** The model of the header at an absolute path, from the cache of this process. */
export function loadHeader(path: string): Promise<Outcome<HeaderModel>> {
  return shared.load(path);
}
