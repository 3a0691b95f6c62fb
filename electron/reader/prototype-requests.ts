import { type Outcome, succeed } from '../contract/failure.ts';
import type { SymbolColumns } from '../contract/library-model.ts';
import type {
  DebugSource,
  PrototypeSources,
  ReaderRequests,
  SourceReport,
} from '../contract/reader-protocol.ts';
import type { VariableList } from '../contract/variables.ts';
import { parseType } from '../ctypes/parse-type.ts';
import { type DebugInfo, openDebugInfo } from '../dwarf/debug-info.ts';
import { openElf } from '../elf/elf-file.ts';
import { writableData } from '../elf/writable-data.ts';
import { loadHeader } from '../header/header-cache.ts';
import type { HeaderModel } from '../header/header-model.ts';
import { compareTypes, type TypedBuild } from './changes/compare-types.ts';
import { findDebugFile } from './debug-file.ts';
import { fileSource, withFile } from './file-source.ts';
import { guardsOf } from './guard-variables.ts';
import { describeSymbol, type OpenSources, scopeOf } from './known-prototypes.ts';
import { listVariables } from './library-variables.ts';
import { buildPrototypeColumns } from './prototype-columns.ts';
import { RecentFiles } from './recent-files.ts';

/** The debug information of one file; it holds the debug sections, so few are kept. */
interface OpenDebug {
  readonly debug: DebugInfo | null;
  readonly path: string | null;
  readonly problems: readonly string[];
}

const debugFilesKept = 2;
/** Long enough to be efficient, short enough that a reload does not notice. */
const sliceMs = 8;

/** Answers the requests about prototypes and types of one reader. */
export class PrototypeRequests {
  readonly #readExports: (path: string) => Outcome<SymbolColumns>;
  readonly #debug = new RecentFiles<OpenDebug>(debugFilesKept);

  constructor(readExports: (path: string) => Outcome<SymbolColumns>) {
    this.#readExports = readExports;
  }

  async describe(
    input: ReaderRequests['describe']['input'],
  ): Promise<Outcome<ReaderRequests['describe']['output']>> {
    const sources = await this.#open(input);
    return sources.ok ? succeed(describeSymbol(sources.value, input.symbol, input.text)) : sources;
  }

  async prototypes(input: PrototypeSources): Promise<Outcome<ReaderRequests['prototypes']['output']>> {
    const sources = await this.#open(input);
    return sources.ok ? succeed(await inSlices(buildPrototypeColumns(sources.value))) : sources;
  }

  async variables(input: PrototypeSources): Promise<Outcome<VariableList>> {
    const sources = await this.#open(input);
    if (!sources.ok) return sources;
    const data = withFile(input.path, (file) => {
      const opened = openElf(fileSource(file));
      if (!opened.ok) return opened;
      return succeed({ isWritable: writableData(opened.value), guards: guardsOf(opened.value) });
    });
    return data.ok ? succeed(await inSlices(listVariables(sources.value, data.value))) : data;
  }

  async type(input: ReaderRequests['type']['input']): Promise<Outcome<ReaderRequests['type']['output']>> {
    const sources = await this.#open(input);
    return sources.ok ? parseType(input.text, { scope: scopeOf(sources.value) }) : sources;
  }

  async compareTypes({
    before,
    after,
    kept,
  }: ReaderRequests['compareTypes']['input']): Promise<Outcome<ReaderRequests['compareTypes']['output']>> {
    const oldBuild = this.#openTyped(before);
    if (!oldBuild.ok) return oldBuild;
    const newBuild = this.#openTyped(after);
    if (!newBuild.ok) return newBuild;
    return succeed(await inSlices(compareTypes({ before: oldBuild.value, after: newBuild.value }, kept)));
  }

  #openTyped(source: DebugSource): Outcome<TypedBuild> {
    const columns = this.#readExports(source.path);
    if (!columns.ok) return columns;
    const opened = this.#openDebug(source);
    return opened.ok ? succeed({ columns: columns.value, debug: opened.value.debug }) : opened;
  }

  async #open(input: PrototypeSources): Promise<Outcome<OpenSources>> {
    const columns = this.#readExports(input.path);
    if (!columns.ok) return columns;
    const debug = this.#openDebug(input);
    if (!debug.ok) return debug;
    const headers = await Promise.all(input.headers.map((path) => openHeader(path)));
    const models = headers.flatMap(({ model }) => (model === null ? [] : [model]));
    return succeed({
      columns: columns.value,
      debug: debug.value.debug,
      headers: models,
      reports: [reportOfDebug(debug.value), ...headers.map(({ report }) => report)],
    });
  }

  #openDebug({ path, originalPath }: DebugSource): Outcome<OpenDebug> {
    return withFile(path, (file) => {
      const known = this.#debug.find(path, file.identity);
      if (known !== null) return succeed(known);
      const found = findDebugFile(file, originalPath);
      const opened: OpenDebug = {
        debug: found.sections === null ? null : openDebugInfo(found.sections),
        path: found.path,
        problems: found.problems,
      };
      this.#debug.remember(path, file.identity, opened);
      return succeed(opened);
    });
  }
}

/** Runs the steps a few milliseconds at a time, so that other requests are answered in between. */
async function inSlices<T>(steps: Generator<void, T>): Promise<T> {
  for (;;) {
    const until = performance.now() + sliceMs;
    do {
      const step = steps.next();
      if (step.done) return step.value;
    } while (performance.now() < until);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

function reportOfDebug({ debug, path, problems }: OpenDebug): SourceReport {
  const all = [...problems, ...(debug?.diagnostics ?? [])];
  return {
    source: 'dwarf',
    path,
    summary: debug === null ? 'no debug information' : debug.summary,
    problems: all.map((message) => ({ message, line: null })),
    problemCount: all.length,
  };
}

async function openHeader(
  path: string,
): Promise<{ readonly model: HeaderModel | null; readonly report: SourceReport }> {
  const loaded = await loadHeader(path);
  if (!loaded.ok) {
    const problems = [{ message: loaded.failure.message, line: null }];
    const report = { source: 'header', path, summary: 'not read', problems, problemCount: 1 } as const;
    return { model: null, report };
  }
  const { functions, problems, problemCount } = loaded.value;
  const summary = functions.size === 1 ? '1 function declared' : `${functions.size} functions declared`;
  return {
    model: loaded.value,
    report: { source: 'header', path, summary, problems, problemCount },
  };
}
