import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '..');

/** What the files of a folder may import: folders of ours and packages; `node:` stands for Node's own modules. */
const permissions: Readonly<Record<string, readonly string[]>> = {
  'electron/contract': ['zod'],
  'electron/elf': ['electron/contract'],
  'electron/dwarf': ['electron/contract', 'electron/ctypes'],
  'electron/ctypes': ['electron/contract'],
  'electron/header': ['electron/contract', 'electron/ctypes', 'web-tree-sitter', 'node:'],
  'electron/copy-as': ['electron/contract', 'electron/ctypes'],
  'electron/checks': ['electron/contract', 'electron/ctypes', 'zod'],
  'electron/demangle': ['electron/contract', 'koffi', 'node:'],
  'electron/watch': ['electron/contract', 'node:'],
  'electron/processes': ['electron/contract', 'node:'],
  'electron/build': ['electron/contract', 'electron/watch', 'electron/processes', 'minimatch', 'node:'],
  'electron/reader': [
    'electron/contract',
    'electron/elf',
    'electron/dwarf',
    'electron/ctypes',
    'electron/header',
    'electron/demangle',
    'koffi',
    'node:',
  ],
  'electron/runner': ['electron/contract', 'electron/ctypes', 'electron/processes', 'koffi', 'node:'],
  'electron/session': [
    'electron/contract',
    'electron/watch',
    'electron/processes',
    'electron/ctypes',
    'electron/checks',
    'node:',
  ],
  'electron/main': [
    'electron/contract',
    'electron/ctypes',
    'electron/checks',
    'electron/watch',
    'electron/processes',
    'electron/build',
    'electron/runner',
    'electron/session',
    'electron',
    'pino',
    'zod',
    'node:',
  ],
  'electron/preload': ['electron/contract', 'electron'],
  'electron/cli': [
    'electron/contract',
    'electron/ctypes',
    'electron/checks',
    'electron/demangle',
    'electron/watch',
    'electron/processes',
    'electron/reader',
    'electron/runner',
    'electron/session',
    'commander',
    'zod',
    'node:',
  ],
  renderer: [
    'electron/contract',
    'electron/ctypes',
    'electron/checks',
    'electron/copy-as',
    'react',
    'react-dom',
    'radix-ui',
    '@tanstack/react-virtual',
    'react-resizable-panels',
  ],
  'native-samples': ['node:'],
  // Benchmarks measure the program's own parts beside their references.
  'e2e/bench': [
    'e2e',
    'native-samples',
    'electron/contract',
    'electron/ctypes',
    'electron/processes',
    '@playwright/test',
    'koffi',
    'node:',
  ],
  e2e: ['native-samples', 'electron/contract', '@electron/fuses', '@playwright/test', 'node:'],
};

interface SourceFile {
  readonly file: string;
  readonly folder: string;
  readonly text: string;
  /** Imported files of ours, relative to the root, and packages. */
  readonly imports: readonly string[];
}

const sources = [...new Set(Object.keys(permissions).flatMap(filesUnder))].map(readSource);

function filesUnder(folder: string): string[] {
  if (!existsSync(path.join(root, folder))) return [];
  return readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(m?ts|tsx)$/.test(name) && !/(^|\/)(build|node_modules)\//.test(name))
    .map((name) => path.join(folder, name));
}

function readSource(file: string): SourceFile {
  const text = readFileSync(path.join(root, file), 'utf8');
  return {
    file,
    folder: folderOf(file),
    text,
    imports: importsIn(text).map((name) => resolveImport(file, name)),
  };
}

function importsIn(text: string): string[] {
  const withoutComments = text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
  const statements = /^\s*(?:import|export)\b[^'";]*?\bfrom\s*'([^']+)'/gm;
  const bare = /^\s*import\s+'([^']+)'/gm;
  const dynamic = /\bimport\(\s*'([^']+)'/g;
  return [statements, bare, dynamic].flatMap((pattern) =>
    [...withoutComments.matchAll(pattern)].map((match) => match[1] ?? ''),
  );
}

function resolveImport(file: string, name: string): string {
  return name.startsWith('.') ? path.join(path.dirname(file), name) : name;
}

function folderOf(file: string): string {
  return Object.keys(permissions).find((folder) => file.startsWith(`${folder}/`)) ?? path.dirname(file);
}

/** Tests and what only tests use may reach further; they are in no bundle. */
function isForTests(file: string): boolean {
  return /\.test\.tsx?$|\/testing\/|-for-tests\.ts$/.test(file);
}

function isPermitted(folder: string, imported: string): boolean {
  const allowed = permissions[folder] ?? [];
  if (imported.startsWith('node:')) return allowed.includes('node:');
  const target = folderOf(imported);
  if (target in permissions) return target === folder || allowed.includes(target);
  if (imported.endsWith('.css')) return folder === 'renderer' && imported.startsWith('renderer/');
  return allowed.some((name) => imported === name || imported.startsWith(`${name}/`));
}

/** One cycle as the names along it, or null. */
function findCycle(edges: ReadonlyMap<string, ReadonlySet<string>>): readonly string[] | null {
  const finished = new Set<string>();
  const trail: string[] = [];
  function visit(node: string): readonly string[] | null {
    if (trail.includes(node)) return [...trail.slice(trail.indexOf(node)), node];
    if (finished.has(node)) return null;
    trail.push(node);
    for (const next of edges.get(node) ?? []) {
      const cycle = visit(next);
      if (cycle) return cycle;
    }
    trail.pop();
    finished.add(node);
    return null;
  }
  for (const node of edges.keys()) {
    const cycle = visit(node);
    if (cycle) return cycle;
  }
  return null;
}

describe('the layers', () => {
  const shipped = sources.filter(({ file }) => !isForTests(file));

  test('every folder of electron has its line in the table', () => {
    const folders = readdirSync(path.join(root, 'electron'), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => `electron/${entry.name}`);
    expect(folders.filter((folder) => !(folder in permissions))).toEqual([]);
    expect(shipped.length).toBeGreaterThan(100);
  });

  test('no file imports what its folder may not', () => {
    const violations = shipped.flatMap(({ file, folder, imports }) =>
      imports.filter((name) => !isPermitted(folder, name)).map((name) => `${file} → ${name}`),
    );
    expect(violations).toEqual([]);
  });

  test('nothing that ships imports what only tests use', () => {
    const violations = shipped.flatMap(({ file, imports }) =>
      imports.filter((name) => isForTests(name)).map((name) => `${file} → ${name}`),
    );
    expect(violations).toEqual([]);
  });

  test('folders do not depend on each other in a circle', () => {
    const edges = new Map<string, Set<string>>();
    for (const { folder, imports } of shipped) {
      const targets = imports.map(folderOf).filter((target) => target in permissions && target !== folder);
      edges.set(folder, new Set([...(edges.get(folder) ?? []), ...targets]));
    }
    expect(findCycle(edges)).toBeNull();
  });

  test('files do not import each other in a circle', () => {
    const edges = new Map(sources.map(({ file, imports }) => [file, new Set(imports)] as const));
    expect(findCycle(edges)).toBeNull();
  });

  test('there are no barrels, and every import names its file', () => {
    expect(sources.filter(({ file }) => /\/index\.tsx?$/.test(file)).map(({ file }) => file)).toEqual([]);
    const extensionless = sources.flatMap(({ file, imports }) =>
      imports
        .filter((name) => folderOf(name) in permissions && !/\.(tsx?|mjs|css)$/.test(name))
        .map((name) => `${file} → ${name}`),
    );
    expect(extensionless).toEqual([]);
  });

  test("Electron's raw messages are touched in two places only", () => {
    const users = shipped.filter(({ text }) => /\bipc(Main|Renderer)\b/.test(text)).map(({ file }) => file);
    expect(users.filter((file) => !/request-router\.ts$/.test(file)).sort()).toEqual([
      'electron/main/answer-requests.ts',
      'electron/preload/preload.ts',
    ]);
  });
});

describe('the search for circles', () => {
  test('finds one and names it', () => {
    const edges = new Map([
      ['a', new Set(['b'])],
      ['b', new Set(['c', 'd'])],
      ['d', new Set(['a'])],
    ]);
    expect(findCycle(edges)).toEqual(['a', 'b', 'd', 'a']);
    expect(findCycle(new Map([['a', new Set(['b'])]]))).toBeNull();
  });

  test('sees imports in every form and none in comments', () => {
    const text = [
      "import { a } from './a.ts';",
      "import type {\n  b,\n} from './b.ts';",
      "export { c } from './c.ts';",
      "import './d.css';",
      "const e = await import('./e.ts');",
      "// import { f } from './f.ts';",
      "/* import './g.ts'; */",
    ].join('\n');
    expect(importsIn(text).sort()).toEqual(['./a.ts', './b.ts', './c.ts', './d.css', './e.ts']);
  });
});
