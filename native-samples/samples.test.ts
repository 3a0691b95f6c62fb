import { execFile } from 'node:child_process';
import { readFile, stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import {
  hostPath,
  type SampleName,
  sampleBehaviour,
  sampleNames,
  samplePath,
  sampleSource,
  samplesFolder,
} from './samples.ts';

const run = promisify(execFile);

/** What `readelf -hdW --dyn-syms` says of a library that has the property it is there for. */
const claims = {
  libctest: [/ add$/m, / boom$/m, /FUNC .* greet$/m],
  'symbols/mangled-names': [
    / _Z4areai$/m,
    / _Z4areaii$/m,
    / _ZN6shapes4flat5PointC1Eii$/m,
    / _ZNK6shapes4flat5PointplERKS1_$/m,
    / _Z6largerIdET_S0_S0_$/m,
    / _ZTVN6shapes4flat5PointE$/m,
    / plain$/m,
  ],
  'symbols/versioned': [/ f@V1$/m, / f@@V2$/m, / only_in_v1@@V1$/m],
  'symbols/data': [/OBJECT .* constant_answer$/m, /OBJECT .* zeroed$/m, /65536 OBJECT .* large_buffer$/m],
  'symbols/tls': [/TLS .* per_thread$/m],
  'symbols/weak': [/FUNC +WEAK .* weak_function$/m, /WEAK +DEFAULT +UND optional_function$/m],
  'symbols/ifunc': [/IFUNC .* dispatched$/m],
  'symbols/visibility': [/PROTECTED .* protected_function$/m, /DEFAULT .* default_function$/m],
  'symbols/long-name': [/ (long){262144}$/m, / short_name$/m],
  'symbols/odd-names': [/ with\$dollar$/m, / <img src=x onerror=alert\(1\)>$/m, / two words$/m],
  'symbols/no-section-headers-gnu': [/Number of section headers: +0$/m, /\(GNU_HASH\)/],
  'symbols/no-section-headers-sysv': [/Number of section headers: +0$/m, /\(HASH\)/],
  'symbols/hash-sysv': [/\(HASH\)/],
  'symbols/hash-gnu': [/\(GNU_HASH\)/],
  'symbols/i386': [/Class: +ELF32/, / add_on_i386$/m],
  'symbols/other-machine': [/Machine: +AArch64/],
  'symbols/unique': [/UNIQUE .* _ZN8RegistryIiE7entriesE$/m],
  'linking/origin': [/NEEDED.*\[neighbour\.so\]/, /RUNPATH.*\[\$ORIGIN\]/],
  'linking/origin-without-soname': [/NEEDED.*\[neighbour-without-soname\.so\]/, /RUNPATH.*\[\$ORIGIN\]/],
  'linking/origin-lib': [/RUNPATH.*\[\$ORIGIN\/\.\.\/lib\]/],
  'linking/origin-rpath': [/\(RPATH\).*\[\$ORIGIN\]/],
  'linking/relative-runpath': [/RUNPATH.*\[lib\]/],
  'linking/neighbour': [/SONAME.*\[neighbour\.so\]/],
  'linking/missing-dependency': [/NEEDED.*\[libdlscope-absent\.so\]/],
  'linking/undefined-function': [/UND nobody_defines_this$/m],
  'linking/undefined-data': [/UND nobody_defines_this_variable$/m],
  'linking/same-soname-one': [/SONAME.*\[libtwin\.so\.1\]/],
  'linking/same-soname-two': [/SONAME.*\[libtwin\.so\.1\]/],
  'linking/bind-now': [/FLAGS.*BIND_NOW/],
  'unloading/nodelete': [/FLAGS_1.*NODELETE/],
  'unloading/gnu-unique': [/UNIQUE /],
  'unloading/inline-static': [/UNIQUE /],
  'unloading/regex': [/UNIQUE /],
  'unloading/static-libstdcxx': [/UNIQUE /],
  'unloading/thread-local-destructor': [/UND __cxa_thread_atexit/],
} satisfies Partial<Record<SampleName, readonly RegExp[]>>;

/** What the same output must not say. */
const denials = {
  libctest: [/UNIQUE /],
  'symbols/visibility': [/hidden_function/, /static_function/],
  'symbols/no-section-headers-gnu': [/\(HASH\)/],
  'symbols/no-section-headers-sysv': [/\(GNU_HASH\)/],
  'symbols/hash-sysv': [/\(GNU_HASH\)/],
  'symbols/hash-gnu': [/\(HASH\)/],
  'symbols/no-exports': [/ (FUNC|OBJECT) +GLOBAL +DEFAULT +\d+ /],
  'linking/neighbour-without-soname': [/SONAME/],
  'linking/lazy': [/BIND_NOW/],
  'unloading/no-gnu-unique-o0': [/UNIQUE /],
  'unloading/no-gnu-unique-o2': [/UNIQUE /],
} satisfies Partial<Record<SampleName, readonly RegExp[]>>;

describe('the samples', () => {
  it('are those that the Makefile builds', async () => {
    const { stdout } = await run('make', ['-C', samplesFolder, '--no-print-directory', '-s', 'list']);
    const listed = [...sampleNames.map(samplePath), hostPath].sort();
    expect(
      stdout
        .trim()
        .split('\n')
        .map((path) => samplesFolder + path)
        .sort(),
    ).toEqual(listed);
  });

  it('are built and newer than their sources (else: npm run samples)', async () => {
    await expect(run('make', ['-C', samplesFolder, '-q'])).resolves.toBeDefined();
    for (const path of [...sampleNames.map(samplePath), hostPath]) {
      expect((await stat(path)).isFile(), path).toBe(true);
    }
  });

  it.each(sampleNames.filter((name) => name !== 'faults'))(
    '%s says in its first line what it shows',
    async (name) => {
      const [first] = (await readFile(sampleSource(name), 'utf8')).split('\n', 1);
      expect(first).toBe(`// ${sampleBehaviour(name)}`);
    },
  );

  it.each(Object.entries(claims))('%s is what it claims to be', async (name, patterns) => {
    const text = await describeLibrary(name);
    for (const pattern of patterns) expect(pattern.test(text), `${pattern}`).toBe(true);
  });

  it.each(Object.entries(denials))('%s lacks what it claims to lack', async (name, patterns) => {
    const text = await describeLibrary(name);
    expect(text).toContain('DYN (Shared object file)');
    for (const pattern of patterns) expect(pattern.test(text), `${pattern}`).toBe(false);
  });

  it('alias has three functions and two variables, each at one address', async () => {
    const { stdout } = await run('nm', ['-D', '--defined-only', samplePath('symbols/alias')]);
    const addresses = new Map(stdout.split('\n').map((line) => [line.split(' ')[2], line.split(' ')[0]]));
    expect(addresses.get('alias')).toMatch(/^[0-9a-f]{16}$/);
    expect(addresses.get('alias')).toBe(addresses.get('original'));
    expect(addresses.get('weak_alias')).toBe(addresses.get('original'));
    expect(addresses.get('stored_alias')).toBe(addresses.get('stored'));
    expect(addresses.get('stored')).not.toBe(addresses.get('original'));
  });

  it('stripped has neither .symtab nor debug information, its neighbours have both', async () => {
    const sections = async (name: SampleName) => (await run('readelf', ['-SW', samplePath(name)])).stdout;
    expect(await sections('symbols/stripped')).not.toMatch(/\.symtab|\.debug_info/);
    expect(await sections('symbols/alias')).toMatch(/\.debug_info[\s\S]*\.symtab/);
  });
});

async function describeLibrary(name: string): Promise<string> {
  const { stdout } = await run('readelf', ['-hdW', '--dyn-syms', `${samplesFolder}build/${name}.so`], {
    maxBuffer: 64 * 1024 * 1024,
    env: { ...process.env, LC_ALL: 'C' },
  });
  return stdout.replace(/ +$/gm, '');
}
