import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Language, Parser } from 'web-tree-sitter';
import { type CParser, createCParser } from './syntax-tree.ts';

let pending: Promise<CParser> | null = null;

/** The parser of C, loaded when first asked for; rejects when the program's own files are not complete. */
export function loadCParser(): Promise<CParser> {
  pending ??= load();
  return pending;
}

async function load(): Promise<CParser> {
  await Parser.init({ wasmBinary: readFileSync(grammarFile('web-tree-sitter', 'web-tree-sitter.wasm')) });
  const parser = new Parser();
  parser.setLanguage(await Language.load(readFileSync(grammarFile('tree-sitter-c', 'tree-sitter-c.wasm'))));
  return createCParser(parser);
}

/** The build puts both files into `dist/grammars/`, beside or above this module; a test takes them from the packages. */
function grammarFile(packageName: string, file: string): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  for (;;) {
    const candidates = [join(folder, 'grammars', file), join(folder, 'node_modules', packageName, file)];
    const found = candidates.find((candidate) => existsSync(candidate));
    if (found !== undefined) return found;
    if (dirname(folder) === folder) throw new Error(`${file} is not beside the program`);
    folder = dirname(folder);
  }
}
