import { readFileSync } from 'node:fs';
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { asTyped, hideNegativeNumbers } from './negative-numbers.ts';
import type { Terminal } from './terminal.ts';

const exitCodesHelp = `
Exit codes: 0 done; 1 a check of run did not pass; 2 wrong usage or an argument that does not fit; 3 the library or symbol could not be
loaded; 4 fault in the called code; 5 stopped by the time limit; 6 not a readable ELF library.`;

const argumentsHelp = `
Arguments: numbers (12, 0xff, 'a'), true, names of enum constants, text for char *, NULL or an address.
  a struct          {"x": 1, "y": 2}; members that are left out are zero
  new memory        {"$in": 5}, {"$out": true}, {"$inout": {"x": 1}}, an array [1, 2, 3], {"$out": 16} for 16 elements
  a buffer          {"$text": "hello"}, {"$hex": "00 ff"}, {"$file": "data.bin"}, {"$out": {"$size": 64}}
  a callback        {"$callback": 0} returns 0 and logs its calls, {"$symbol": "compare"} is one of the library's own
  after ...         the type in front: '(int) 42' '(double) 1.5' '(const char *) text'`;

const loadingIsRunning = `
Loading a library runs its constructors, and a called function has all the rights of its user. A process of
its own takes the crash of a library away from this program; it is no sandbox.`;

/** Parses the arguments, runs the command and resolves to the exit code; help and usage errors are told here. */
export async function runCommandLine(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  let exitCode: ExitCode = exitCodes.done;
  const program = createProgram(terminal, (code) => {
    exitCode = code;
  });
  try {
    await program.parseAsync(hideNegativeNumbers(args), { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
  }
  return exitCode;
}

function createProgram(terminal: Terminal, finish: (code: ExitCode) => void): Command {
  const program = new Command('dlscope')
    .description('Inspect, call and hot-reload shared libraries that change while you watch')
    .version(packageVersion(), '--version', 'print the version')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.out.write(text),
      writeErr: (text) => terminal.err.write(text.replaceAll('\0', '')),
    })
    .addHelpText('after', exitCodesHelp);
  const context = { terminal, finish };
  addSymbols(program, context);
  addCall(program, context);
  addWatch(program, context);
  addRepl(program, context);
  addDiff(program, context);
  addRun(program, context);
  return program;
}

interface CommandContext {
  readonly terminal: Terminal;
  readonly finish: (code: ExitCode) => void;
}

// Each command's modules are loaded when it runs: listing symbols should not wait for what calling needs.

function addSymbols(program: Command, { terminal, finish }: CommandContext): void {
  program
    .command('symbols')
    .summary('list what a library exports')
    .description('List the dynamic symbols of a library, sorted by name. Nothing of it is run.')
    .argument('<library>', 'the file')
    .option('--imports', 'list the undefined symbols, which others must provide')
    .option('--prototypes', 'add the prototypes that debug information, headers and mangled names give')
    .option('--header <file>', 'take prototypes from this C header too; may be given again', collect, [])
    .option('--json', 'one JSON document on stdout')
    .action(async (library: string, options: SymbolsOptions) => {
      const { runSymbols } = await import('./symbols-command.ts');
      finish(
        await runSymbols(terminal, {
          library: asTyped(library),
          table: options.imports ? 'imports' : 'exports',
          prototypes: options.prototypes === true || options.header.length > 0,
          headers: options.header.map(asTyped),
          json: options.json === true,
        }),
      );
    });
}

interface SymbolsOptions {
  readonly imports?: true;
  readonly prototypes?: true;
  readonly header: readonly string[];
  readonly json?: true;
}

interface CallOptions {
  readonly header: readonly string[];
  readonly timeout?: number;
  readonly repeat: number;
  readonly inMain?: true;
  readonly json?: true;
}

function addCall(program: Command, { terminal, finish }: CommandContext): void {
  program
    .command('call')
    .summary('call one function of a library')
    .description('Load a library, call one function and print its result.')
    .argument('<library>', 'the file')
    .argument('<prototype>', "a C prototype, 'int add(int a, int b)', or a name whose prototype is known")
    .argument('[arguments...]', 'its arguments; write -- before one that begins with a dash')
    .option(
      '--header <file>',
      'take prototypes and types from this C header; may be given again',
      collect,
      [],
    )
    .option('--timeout <ms>', 'end the process of the library after so many milliseconds', positiveInteger)
    .option(
      '--repeat <n>',
      'call so many times; the result is the last one, the duration the mean',
      positiveInteger,
      1,
    )
    .option('--in-main', 'load and call in this process: a crash of the library is a crash of this program')
    .option('--json', 'one JSON document on stdout')
    .addHelpText('after', argumentsHelp)
    .addHelpText('after', loadingIsRunning)
    .action(async (library: string, prototype: string, values: string[], options: CallOptions) => {
      const { runCall } = await import('./call-command.ts');
      finish(
        await runCall(terminal, {
          library: asTyped(library),
          prototype: asTyped(prototype),
          arguments: values.map(asTyped),
          headers: options.header.map(asTyped),
          timeoutMs: options.timeout ?? null,
          repeat: options.repeat,
          place: options.inMain ? 'in-main' : 'isolated',
          json: options.json === true,
        }),
      );
    });
}

interface WatchOptions {
  readonly header: readonly string[];
  readonly call?: string;
  readonly pinned?: string;
  readonly strategy?: 'strict' | 'swap' | 'fresh';
  readonly inMain?: true;
  readonly json?: true;
}

function addWatch(program: Command, { terminal, finish }: CommandContext): void {
  program
    .command('watch')
    .summary('load a library anew after each rebuild and tell what happened')
    .description('Load a library, watch its file, load each new build, and print one line for each event.')
    .argument('<library>', 'the file')
    .argument('[arguments...]', 'arguments of the function named with --call')
    .option('--call <prototype>', 'call this function after every load')
    .option('--pinned <file>', 'run the pinned calls of this file after every load, and tell what changed')
    .option(
      '--header <file>',
      'take prototypes and types from this C header; may be given again',
      collect,
      [],
    )
    .addOption(
      new Option('--strategy <strategy>', 'how a new build takes the place of the old one').choices([
        'swap',
        'fresh',
        'strict',
      ]),
    )
    .option('--in-main', 'load and call in this process: a crash of the library is a crash of this program')
    .option('--json', 'one JSON object a line on stdout')
    .addHelpText('after', loadingIsRunning)
    .action(async (library: string, values: string[], options: WatchOptions) => {
      const { runWatch } = await import('./watch-command.ts');
      finish(
        await runWatch(terminal, {
          library: asTyped(library),
          prototype: options.call === undefined ? null : asTyped(options.call),
          pinned: options.pinned === undefined ? null : asTyped(options.pinned),
          arguments: values.map(asTyped),
          headers: options.header.map(asTyped),
          strategy: options.strategy ?? null,
          place: options.inMain ? 'in-main' : 'isolated',
          json: options.json === true,
        }),
      );
    });
}

function addRepl(program: Command, { terminal, finish }: CommandContext): void {
  program
    .command('repl')
    .summary('ask for a function and its numbers, again and again')
    .description('Ask for a function name and two numbers and print the result; rebuilds are picked up.')
    .argument('<library>', 'the file')
    .option('--json', 'one JSON object for each call on stdout; the questions go to stderr')
    .addHelpText('after', loadingIsRunning)
    .action(async (library: string, options: { json?: true }) => {
      const { runRepl } = await import('./repl-command.ts');
      finish(
        await runRepl(terminal, {
          library: asTyped(library),
          input: process.stdin,
          json: options.json === true,
        }),
      );
    });
}

const severitiesHelp = `
breaking: programs built with the first build may fail or read wrong data; risky: some may; compatible: none will.
Prototypes and layouts are compared where both builds have debug information (gcc -g).`;

function addDiff(program: Command, { terminal, finish }: CommandContext): void {
  program
    .command('diff')
    .summary('tell what changed between two builds')
    .description('Compare two builds of a library, a sentence for each change. Nothing of them is run.')
    .argument('<library-a>', 'the old build')
    .argument('<library-b>', 'the new build')
    .option('--json', 'one JSON document on stdout')
    .addHelpText('after', severitiesHelp)
    .action(async (before: string, after: string, options: { json?: true }) => {
      const { runDiff } = await import('./diff-command.ts');
      finish(
        await runDiff(terminal, {
          before: asTyped(before),
          after: asTyped(after),
          json: options.json === true,
        }),
      );
    });
}

interface RunOptions {
  readonly library?: string;
  readonly header: readonly string[];
  readonly timeout?: number;
  readonly junit?: string;
  readonly json?: true;
}

const pinnedFileHelp = `
The file is the JSON file of a library's calls that the window keeps ("Choose file…") or that was written by hand:
  {"dlscope": 1, "library": "build/libsum.so", "pinned": [
    {"symbol": "add", "prototype": "int add(int, int)", "arguments": ["3", "4"], "expected": "7"}]}
"library" is relative to the file. Expected results are written as arguments are; without one a call only has to return.`;

function addRun(program: Command, { terminal, finish }: CommandContext): void {
  program
    .command('run')
    .summary('run the pinned calls of a file and tell which give the expected results')
    .description('Load a library once and run the pinned calls of a file, a line for each.')
    .argument('<file>', "the JSON file of a library's calls")
    .option('--library <library>', 'the library, where it is not the one that the file names')
    .option(
      '--header <file>',
      'take prototypes and types from this C header; may be given again',
      collect,
      [],
    )
    .option('--timeout <ms>', 'end a call that runs longer; 10000 by default', positiveInteger)
    .option('--junit <file>', 'write the results as JUnit XML too')
    .option('--json', 'one JSON document on stdout')
    .addHelpText('after', pinnedFileHelp)
    .addHelpText('after', loadingIsRunning)
    .action(async (file: string, options: RunOptions) => {
      const { runPinnedFile } = await import('./run-command.ts');
      finish(
        await runPinnedFile(terminal, {
          file: asTyped(file),
          library: options.library === undefined ? null : asTyped(options.library),
          headers: options.header.map(asTyped),
          timeoutMs: options.timeout ?? null,
          junit: options.junit === undefined ? null : asTyped(options.junit),
          json: options.json === true,
        }),
      );
    });
}

function collect(file: string, before: readonly string[]): readonly string[] {
  return [...before, file];
}

function positiveInteger(text: string): number {
  const value = Number(asTyped(text));
  // A timer takes no more than 2^31 - 1 milliseconds.
  if (!/^\d+$/.test(asTyped(text)) || value < 1 || value > 2 ** 31 - 1) {
    throw new InvalidArgumentError('A whole number from 1 to 2147483647 is expected.');
  }
  return value;
}

/** The package's version; its description lies one folder above the built program. */
function packageVersion(): string {
  const description: unknown = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  if (typeof description === 'object' && description !== null && 'version' in description) {
    return String(description.version);
  }
  return 'unknown';
}
