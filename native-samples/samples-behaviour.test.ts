import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { buildSample } from './build-library.ts';
import { Conversation } from './conversation.ts';
import { hostPath, type SampleName, samplePath, samplesFolder } from './samples.ts';

const run = promisify(execFile);

/** Loads, calls and unloads samples in the console program, a process of its own like any other. */
describe('the samples at run time', () => {
  let talk: Conversation;
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'dlscope-samples-'));
  });

  afterEach(async () => {
    talk.process.kill('SIGKILL');
    await talk.ended;
    await rm(folder, { recursive: true, force: true });
  });

  async function load(name: SampleName): Promise<void> {
    await loadFile(samplePath(name));
  }

  async function loadFile(path: string): Promise<void> {
    talk = new Conversation(hostPath, path);
    await talk.nextQuestion();
  }

  async function callFunction(name: string): Promise<string> {
    await talk.answer(name);
    return talk.answer('1 1');
  }

  it.each([
    ['loading/segfaults', { code: null, signal: 'SIGSEGV' }],
    ['loading/throws', { code: null, signal: 'SIGABRT' }],
    ['loading/aborts', { code: null, signal: 'SIGABRT' }],
    ['loading/exits', { code: 0, signal: null }],
    ['unloading/destructor-segfaults', { code: null, signal: 'SIGSEGV' }],
  ] as const)('%s ends the process while it loads or unloads', async (name, ending) => {
    await load(name);
    talk.type('reached');
    expect(await talk.finish()).toEqual(ending);
    expect(talk.transcript).not.toContain('Input two numbers');
  });

  it.each([
    ['loading/hangs', /^34 /], // pause
    ['loading/sleeps', /^(35|230) /], // nanosleep, clock_nanosleep
    ['unloading/destructor-hangs', /^34 /],
  ] as const)('%s does not come back', async (name, systemCall) => {
    await load(name);
    talk.type('reached');
    await vi.waitFor(async () => {
      expect(await readFile(`/proc/${talk.process.pid}/syscall`, 'utf8')).toMatch(systemCall);
    });
  });

  it.each([
    ['loading/prints', 'constructor on stdout\nconstructor on stderr\n'],
    ['unloading/destructor-prints', 'destructor on stdout\n'],
    ['linking/missing-dependency', 'libdlscope-absent.so: cannot open shared object file'],
    ['linking/undefined-function', 'undefined symbol: nobody_defines_this\n'],
    ['linking/undefined-data', 'undefined symbol: nobody_defines_this_variable\n'],
    ['symbols/i386', 'wrong ELF class: ELFCLASS32'],
    ['symbols/other-machine', 'cannot open shared object file'],
  ] as const)('%s says so when it is loaded', async (name, said) => {
    await load(name);
    expect(await talk.answer('reached')).toContain(said);
  });

  it.each([
    ['linking/origin', 'ask_neighbour', '101'],
    ['linking/origin-rpath', 'ask_neighbour', '101'],
    ['linking/origin-without-soname', 'ask_neighbour', '102'],
    ['linking/origin-lib', 'ask_neighbour', '103'],
    ['linking/same-soname-two', 'twin', '2'],
    ['symbols/no-section-headers-gnu', 'first', '2'],
    ['symbols/no-section-headers-sysv', 'third', '4'],
    ['symbols/versioned', 'f', '2'],
    ['symbols/ifunc', 'dispatched', '10'],
    ['symbols/odd-names', '__proto__', '1'],
    ['symbols/weak', 'has_optional_function', '0'],
    ['calling/scalars', 'add_int', '2'],
    ['unloading/static-libstdcxx', 'digits', '1'],
  ] as const)('%s: %s gives %s', async (name, functionName, result) => {
    await load(name);
    expect(await callFunction(functionName)).toMatch(new RegExp(`^${result}\n`));
  });

  it('relative-runpath finds its neighbour in one working directory only', async () => {
    await load('linking/relative-runpath');
    expect(await talk.answer('ask_neighbour')).toContain(
      'neighbour-in-lib.so: cannot open shared object file',
    );
    const { stdout } = await run(
      'sh',
      ['-c', 'printf "ask_neighbour\n1 1\n" | "$0" linking/relative-runpath.so', hostPath],
      {
        cwd: join(samplesFolder, 'build'),
      },
    );
    expect(stdout).toContain('103\n');
  });

  it('leaves-mark leaves its mark where $DLSCOPE_MARK says, else beside itself', async () => {
    const library = join(folder, 'library.so');
    await buildSample('loading/leaves-mark', library);
    await loadFile(library);
    await talk.answer('reached');
    expect(await readFile(`${library}.mark`, 'utf8')).toMatch(/^(loaded\n)+$/);

    const mark = join(folder, 'elsewhere');
    await run('sh', ['-c', 'echo reached | "$0" "$1"', hostPath, library], {
      env: { ...process.env, DLSCOPE_MARK: mark },
    });
    expect(await readFile(mark, 'utf8')).toMatch(/^(loaded\n)+$/);
  });

  it.each([
    ['unloading/clean', '2'],
    ['unloading/no-gnu-unique-o2', '2'],
    ['unloading/nodelete', '1'],
    ['unloading/gnu-unique', '1'],
    ['unloading/inline-static', '1'],
  ] as const)('%s: after a rebuild at the same path version %s answers', async (name, version) => {
    const library = join(folder, 'library.so');
    await buildSample(name, library);
    await loadFile(library);
    expect(await callFunction('version')).toMatch(/^1\n/);
    await buildSample(name, library, ['-DVERSION=2']);
    expect(await callFunction('version')).toMatch(new RegExp(`^${version}\n`));
  });

  it('thread-local-destructor stays once `touch` was called', async () => {
    const library = join(folder, 'library.so');
    await buildSample('unloading/thread-local-destructor', library);
    await loadFile(library);
    await callFunction('touch');
    await buildSample('unloading/thread-local-destructor', library, ['-DVERSION=2']);
    expect(await callFunction('version')).toMatch(/^1\n/);
  });
});
