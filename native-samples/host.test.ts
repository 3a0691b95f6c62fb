import { execFile } from 'node:child_process';
import { copyFile, mkdtemp, readFile, rm, unlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { buildLibrary } from './build-library.ts';
import { Conversation } from './conversation.ts';
import { sampleSource, samplesFolder } from './samples.ts';

const run = promisify(execFile);

describe('the article’s console program', () => {
  let folder: string;
  let host: string;
  let library: string;
  let original: string;
  let talk: Conversation;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'dlscope-host-'));
    host = join(folder, 'host');
    library = join(folder, 'libctest.so');
    original = await readFile(sampleSource('libctest'), 'utf8');
    await buildLibrary(original, join(folder, 'original.so'));
    await run('g++', ['-rdynamic', '-o', host, join(samplesFolder, 'host.cpp'), '-ldl']);
  });

  beforeEach(async () => {
    await rm(library, { force: true });
    await copyFile(join(folder, 'original.so'), library);
    talk = new Conversation(host, library);
    await talk.nextQuestion();
  });

  afterEach(async () => {
    talk.process.kill('SIGKILL');
    await talk.ended;
  });

  afterAll(() => rm(folder, { recursive: true, force: true }));

  async function add(numbers = '3 4'): Promise<string> {
    await talk.answer('add');
    return talk.answer(numbers);
  }

  it('answers 7, then 12, then names an undefined symbol, then 12 again', async () => {
    const product = original.replace('return a + b;', 'return a * b;');
    const broken = product.replace(
      'return a * b;',
      'extern int nobody_defines_this(int); return nobody_defines_this(a);',
    );

    await add();
    await buildLibrary(product, library);
    await add();
    await buildLibrary(broken, library);
    await talk.answer('add');
    await buildLibrary(product, library);
    await add();
    talk.type('quit');

    expect(await talk.finish()).toEqual({ code: 0, signal: null });
    expect(talk.transcript.replaceAll(folder, '.')).toBe(
      [
        'What function (type `quit` to exit): add',
        'Input two numbers: 3 4',
        '7',
        'What function (type `quit` to exit): add',
        'Input two numbers: 3 4',
        '12',
        'What function (type `quit` to exit): add',
        './libctest.so: undefined symbol: nobody_defines_this',
        'What function (type `quit` to exit): add',
        'Input two numbers: 3 4',
        '12',
        'What function (type `quit` to exit): quit',
        '',
      ].join('\n'),
    );
  });

  it('calls the function every time, not only after a change', async () => {
    expect(await add()).toMatch(/^7\n/);
    expect(await add('20 22')).toMatch(/^42\n/);
  });

  it('misses none of five builds in a row', async () => {
    for (const summand of [1, 2, 3, 4, 5]) {
      await buildLibrary(`extern "C" int add(int a, int b) { return a + b + ${summand}; }`, library);
      expect(await add()).toMatch(new RegExp(`^${7 + summand}\n`));
    }
  });

  it('prints the dlerror text for a function that does not exist, and goes on', async () => {
    expect(await talk.answer('nope')).toContain(`${library}: undefined symbol: nope\n`);
    expect(await add()).toMatch(/^7\n/);
  });

  it.each(['three four', '3.5 4', '3 4abc', '99999999999 1', '3 4 5'])(
    'asks again when given "%s" for two numbers',
    async (numbers) => {
      expect(await add(numbers)).toMatch(/^Two whole numbers, please.*\nInput two numbers: $/);
      expect(await talk.answer('3 4')).toMatch(/^7\n/);
    },
  );

  it('takes the numbers from two lines as well', async () => {
    await talk.answer('add');
    talk.type('3');
    expect(await talk.answer('4')).toMatch(/^7\n/);
  });

  it('ends at the end of the input, at either question', async () => {
    expect(await talk.finish()).toEqual({ code: 0, signal: null });

    talk = new Conversation(host, library);
    await talk.nextQuestion();
    await talk.answer('add');
    expect(await talk.finish()).toEqual({ code: 0, signal: null });
  });

  it('keeps the loaded build while the file is gone, and takes the one that comes', async () => {
    await add();
    await unlink(library);
    expect(await talk.answer('add')).toMatch(/No such file or directory\nInput two numbers: $/);
    expect(await talk.answer('3 4')).toMatch(/^7\n/);
    await buildLibrary('extern "C" int add(int, int) { return 99; }', library);
    expect(await add()).toMatch(/^99\n/);
  });

  it('survives a start without a library', async () => {
    await unlink(library);
    expect(await talk.answer('add')).toMatch(/No such file or directory\nWhat function/);
    await copyFile(join(folder, 'original.so'), library);
    expect(await add()).toMatch(/^7\n/);
  });
});
