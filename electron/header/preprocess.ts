import { readFileSync, statSync } from 'node:fs';
import { basename, dirname, extname, resolve } from 'node:path';
import { fail, type Outcome, succeed } from '../contract/failure.ts';
import { blankDirectives, type ReadIncluded } from './blank-directives.ts';
import type { HeaderProblem } from './header-model.ts';
import { type CompilerLimits, type CompilerRun, compilerLimits, runCompiler } from './run-compiler.ts';

/** A header as the parser takes it. */
export interface PreprocessedHeader {
  readonly text: string;
  readonly language: 'C' | 'C++';
  /** `compiler`: as the compiler sees it; `text`: the header alone, its directives and unknown macros blanked. */
  readonly from: 'compiler' | 'text';
  readonly problems: readonly HeaderProblem[];
}

export interface PreprocessOptions {
  /** Commands to try, in this order; none for the text alone. */
  readonly compilers?: readonly string[];
  readonly limits?: CompilerLimits;
}

const largestIncluded = 4 * 1024 * 1024;

const systemCompilers = ['gcc', 'cc', 'clang'] as const;

/**
 * What the header at `path` says after preprocessing. Without a compiler, or when it fails, it is the header's own
 * `source`, and a problem says why. Never waits longer than the limits say for each language that is tried.
 */
export async function preprocessHeader(
  path: string,
  source: string,
  { compilers = systemCompilers, limits = compilerLimits }: PreprocessOptions = {},
): Promise<PreprocessedHeader> {
  const complaints: string[] = [];
  for (const language of languagesOf(path)) {
    const run = await runFirst(compilers, path, { language, limits });
    if (!run.ok) complaints.push(run.failure.message);
    else return { text: run.value, language, from: 'compiler', problems: [] };
  }
  const [complaint = 'No C compiler was found'] = complaints;
  const message = `${complaint}; the header was read without the files that it includes.`;
  return {
    text: blankDirectives(source, path, readBeside),
    language: isCPlusPlus(path) ? 'C++' : 'C',
    from: 'text',
    problems: [{ message, line: lineOfComplaint(complaint, path) }],
  };
}

/** A file that a header includes by a name in quotation marks, from the folder of the one that includes it. */
function readBeside(name: string, file: string): ReturnType<ReadIncluded> {
  const path = resolve(dirname(file), name);
  try {
    const stats = statSync(path);
    if (!stats.isFile() || stats.size > largestIncluded) return null;
    return { file: path, text: readFileSync(path, 'utf8') };
  } catch (error) {
    if (error instanceof Error && 'code' in error) return null;
    throw error;
  }
}

function isCPlusPlus(path: string): boolean {
  return ['.hpp', '.hh', '.hxx', '.h++', '.H'].includes(extname(path));
}

function languagesOf(path: string): readonly ('C' | 'C++')[] {
  return isCPlusPlus(path) ? ['C++'] : ['C', 'C++'];
}

async function runFirst(
  compilers: readonly string[],
  path: string,
  { language, limits }: { readonly language: 'C' | 'C++'; readonly limits: CompilerLimits },
): Promise<Outcome<string>> {
  const folder = dirname(path);
  const flags = ['-E', '-x', language === 'C' ? 'c' : 'c++', '-I', folder, '-I', dirname(folder), path];
  for (const compiler of compilers) {
    const run = await runCompiler(compiler, flags, limits);
    if (run.kind !== 'missing') return textOf(run, compiler, limits);
  }
  return fail('read-failed', 'No C compiler was found');
}

function textOf(
  run: Exclude<CompilerRun, { readonly kind: 'missing' }>,
  compiler: string,
  limits: CompilerLimits,
): Outcome<string> {
  if (run.kind === 'timeout') {
    return fail('read-failed', `${compiler} took longer than ${limits.timeoutMs / 1000} s`);
  }
  if (run.kind === 'too-long') {
    return fail('read-failed', `${compiler} wrote more than ${limits.outputBytes / 2 ** 20} MB`);
  }
  if (run.code === 0) return succeed(run.output);
  return fail('read-failed', `${compiler} says: ${firstComplaint(run.errors)}`);
}

/** The first line that names an error, without the path in front of the file's name. */
function firstComplaint(errors: string): string {
  const lines = errors.split('\n').filter((line) => line.trim() !== '');
  const line = lines.find((one) => /\berror:/.test(one)) ?? lines[0] ?? 'nothing, and failed';
  const named = /^(\/[^:]*)(:\d+.*)$/.exec(line);
  return named ? `${basename(named[1] ?? '')}${named[2] ?? ''}` : line.slice(0, 400);
}

function lineOfComplaint(complaint: string, path: string): number | null {
  const match = /says: ([^:]+):(\d+)/.exec(complaint);
  return match && match[1] === basename(path) ? Number(match[2]) : null;
}
