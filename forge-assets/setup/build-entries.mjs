/** The file each output is built from, relative to the repository's root. */
export const buildEntries = {
  page: { page: 'renderer/index.html' },
  node: {
    main: 'electron/main/main.ts',
    reader: 'electron/reader/entry.ts',
    runner: 'electron/runner/entry.ts',
    cli: 'electron/cli/cli.ts',
  },
  preload: { preload: 'electron/preload/preload.ts' },
};

/**
 * @typedef {'page' | 'node' | 'preload'} PartName
 * @typedef {{ name: PartName, config: string, entries: Record<string, string>, inputs: string[], outputs: string[] }} Part
 */

const everyPart = [
  'forge-assets/vite',
  'forge-assets/setup/build-entries.mjs',
  'package.json',
  'package-lock.json',
];

/**
 * The three builds: their Vite configuration, what they read (files and folders) and what they must leave.
 * @type {readonly Part[]}
 */
export const parts = [
  {
    name: 'page',
    config: 'forge-assets/vite/page.config.ts',
    entries: buildEntries.page,
    inputs: [...everyPart, 'renderer', 'electron/contract', 'electron/ctypes'],
    outputs: ['dist/page/index.html'],
  },
  {
    name: 'node',
    config: 'forge-assets/vite/node.config.ts',
    entries: buildEntries.node,
    inputs: [...everyPart, 'electron'],
    outputs: [
      'dist/main.js',
      'dist/reader.js',
      'dist/runner.js',
      'dist/cli.js',
      'dist/grammars/web-tree-sitter.wasm',
      'dist/grammars/tree-sitter-c.wasm',
    ],
  },
  {
    name: 'preload',
    config: 'forge-assets/vite/preload.config.ts',
    entries: buildEntries.preload,
    inputs: [...everyPart, 'electron/preload', 'electron/contract'],
    outputs: ['dist/preload.cjs'],
  },
];
