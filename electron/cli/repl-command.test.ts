import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { buildLibrary } from '../../native-samples/build-library.ts';
import { samplePath } from '../../native-samples/samples.ts';
import { type BuiltProgram, buildProgram } from './testing/build-program.ts';
import { runCli } from './testing/cli-runs.ts';
import { callDocument } from './testing/documents.ts';

const question = 'What function (type `quit` to exit): ';
const numbers = 'Input two numbers: ';

let program: BuiltProgram;
let folder: string;
let library: string;

beforeAll(async () => {
  program = await buildProgram();
});

afterAll(() => program.remove());

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dlscope-repl-'));
  library = join(folder, 'libctest.so');
});

afterEach(() => rm(folder, { recursive: true, force: true }));

function build(expression: string, declarations = ''): Promise<void> {
  return buildLibrary(
    `extern "C" { ${declarations} int add(int a, int b) { return ${expression}; } }`,
    library,
  );
}

/** A talk with the program, stdout and stderr through one pipe in their true order; goes on when the program asks. */
class Talk {
  transcript = '';
  readonly ended: Promise<number | null>;
  readonly #child;
  readonly #chunks: AsyncIterator<string>;
  #unread = '';

  constructor() {
    const command = 'exec "$0" "$1" repl "$2" 2>&1';
    this.#child = spawn('sh', ['-c', command, process.execPath, program.cli, library], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    this.ended = new Promise((resolve) => {
      this.#child.once('close', resolve);
    });
    this.#chunks = this.#child.stdout.setEncoding('utf8')[Symbol.asyncIterator]();
  }

  /** Resolves with what was said up to the next question that ends with `expected`. */
  async until(expected: string): Promise<string> {
    while (!this.#unread.endsWith(expected)) {
      const next = await this.#chunks.next();
      if (next.done === true) throw new Error(`the program ended: ${this.transcript}`);
      this.#unread += next.value;
      this.transcript += next.value;
    }
    const said = this.#unread;
    this.#unread = '';
    return said;
  }

  type(line: string): void {
    this.transcript += `${line}\n`;
    this.#child.stdin.write(`${line}\n`);
  }

  async call(name: string, pair: string): Promise<string> {
    this.type(name);
    await this.until(numbers);
    this.type(pair);
    return this.until(question);
  }
}

describe('repl', () => {
  test('keeps the talk of the article: 7, then 12, then an undefined symbol, then 12 again', async () => {
    await build('a + b');
    const talk = new Talk();
    expect(await talk.until(question)).toContain('int name(int a, int b)');
    expect(await talk.call('add', '3 4')).toBe(`7\n${question}`);
    await build('a * b');
    expect(await talk.call('add', '3 4')).toBe(`12\n${question}`);
    talk.type('subtract');
    expect(await talk.until(question)).toContain('undefined symbol: subtract');
    expect(await talk.call('add', '3 4')).toBe(`12\n${question}`);
    talk.type('quit');
    expect(await talk.ended).toBe(0);
  });

  test('goes on with the good build when the next one cannot be loaded', async () => {
    await build('a + b');
    const talk = new Talk();
    await talk.until(question);
    expect(await talk.call('add', '3 4')).toContain('7');
    await build('missing()', 'int missing();');
    expect(await talk.call('add', '3 4')).toBe(`7\n${question}`);
    expect(talk.transcript).toContain('undefined symbol: missing');
    await build('a * b');
    expect(await talk.call('add', '3 4')).toBe(`12\n${question}`);
  });

  test('survives a crash, an exit and asks again for numbers that are none', async () => {
    library = samplePath('libctest');
    const talk = new Talk();
    await talk.until(question);
    expect(await talk.call('boom', '1 2')).toContain('SIGSEGV');
    expect(await talk.call('quit_now', '1 2')).toContain('code 0');
    talk.type('add');
    await talk.until(numbers);
    talk.type('three 4');
    expect(await talk.until(numbers)).toContain('"three"');
    talk.type('3');
    talk.type('4');
    expect(await talk.until(question)).toBe(`7\n${question}`);
  });

  test('takes a whole prototype and asks for its arguments by name', async () => {
    const input = 'double half(double value)\nmuch\n-3\nconst char *greet(const char *)\nAda\n';
    const run = await runCli(program.cli, ['repl', samplePath('libctest')], input);
    expect(run.code).toBe(0);
    expect(run.stdout).toContain('value (double): value (double): -1.5\n');
    expect(run.stdout).toContain('arg 1 (const char *): "Hello, Ada!"\n');
    expect(run.stderr).toContain('value: "much"');
  });

  test('leaves at the end of the input, also between the numbers', async () => {
    expect(await runCli(program.cli, ['repl', samplePath('libctest')])).toMatchObject({
      code: 0,
      stdout: question,
    });
    const run = await runCli(program.cli, ['repl', samplePath('libctest')], 'add\n3\n');
    expect(run).toMatchObject({ code: 0, stdout: `${question}${numbers}` });
  });

  test('gives scripts one JSON object for each call', async () => {
    const run = await runCli(program.cli, ['repl', samplePath('libctest'), '--json'], 'add\n3 4\nquit\n');
    expect(callDocument.parse(JSON.parse(run.stdout))).toMatchObject({ result: 7 });
  });

  test('a file that is no library ends with 6', async () => {
    expect(await runCli(program.cli, ['repl', join(folder, 'absent.so')])).toMatchObject({
      code: 6,
      stdout: '',
    });
  });
});
