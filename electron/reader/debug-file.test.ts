import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { succeed } from '../contract/failure.ts';
import { openDebugInfo } from '../dwarf/debug-info.ts';
import { openElf } from '../elf/elf-file.ts';
import { readBuildId } from '../elf/notes.ts';
import { type FoundDebug, findDebugFile } from './debug-file.ts';
import { fileSource, withFile } from './file-source.ts';

let folder: string;
let library: string;
let debugFolder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dlscope-debug-'));
  library = join(folder, 'libx.so');
  debugFolder = join(folder, 'debug');
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function build(text: string, flags: readonly string[] = [], output = library): void {
  const source = join(folder, 'x.c');
  writeFileSync(source, text);
  execFileSync('gcc', ['-g', '-fPIC', '-shared', '-Wl,--build-id', ...flags, source, '-o', output]);
}

/** Moves the debug information of the library into a file of its own and returns that. */
function separate(link: boolean): string {
  const debug = join(folder, 'libx.so.debug');
  execFileSync('objcopy', ['--only-keep-debug', library, debug]);
  const add = link ? [`--add-gnu-debuglink=${debug}`] : [];
  execFileSync('objcopy', ['--strip-debug', ...add, library]);
  return debug;
}

function find(path = library, original = path): FoundDebug {
  const found = withFile(path, (file) => succeed(findDebugFile(file, original, debugFolder)));
  if (!found.ok) throw new Error(found.failure.message);
  return found.value;
}

function prototypeIn({ sections }: FoundDebug): string | null {
  return sections && (openDebugInfo(sections).functionNamed('twice')?.prototype.result.spelling ?? null);
}

function buildIdOf(path: string): string {
  const found = withFile(path, (file) => {
    const elf = openElf(fileSource(file));
    return elf.ok
      ? succeed(
          readBuildId(elf.value.source, elf.value.header.little, elf.value.segments, elf.value.sections),
        )
      : elf;
  });
  if (!found.ok || found.value === null) throw new Error('no build-id');
  return found.value;
}

const twice = 'long twice(long value) { return 2 * value; }';

describe('debug information', () => {
  it('is found in the library itself', () => {
    build(twice);
    expect(find()).toMatchObject({ path: null, problems: [] });
    expect(prototypeIn(find())).toBe('long');
  });

  it.each([['-gz=zlib'], ['-gz=zlib-gnu'], ['-gdwarf-4'], ['-gdwarf-3'], ['-gdwarf-2']])(
    'is read as %s writes it',
    (flag) => {
      build(twice, [flag]);
      expect(prototypeIn(find())).toBe('long');
    },
  );

  it('is not there in a library without -g', () => {
    build(twice, ['-g0']);
    expect(find()).toEqual({ sections: null, path: null, problems: [] });
  });

  it('is found by build-id in the folder of the system, also for a copy elsewhere', () => {
    build(twice);
    const id = buildIdOf(library);
    const kept = separate(false);
    const place = join(debugFolder, '.build-id', id.slice(0, 2), `${id.slice(2)}.debug`);
    mkdirSync(dirname(place), { recursive: true });
    renameSync(kept, place);
    const copy = join(folder, 'copy');
    copyFileSync(library, copy);
    expect(find(copy, library)).toMatchObject({ path: place, problems: [] });
    expect(prototypeIn(find(copy, library))).toBe('long');
  });

  it.each([
    ['beside the library', (name: string) => join(folder, name)],
    ['in .debug there', (name: string) => join(folder, '.debug', name)],
    ["below the system's folder", (name: string) => join(debugFolder, folder, name)],
  ])('is found through .gnu_debuglink %s', (_, placeOf) => {
    build(twice, ['-Wl,--build-id=none']);
    const kept = separate(true);
    const place = placeOf('libx.so.debug');
    mkdirSync(dirname(place), { recursive: true });
    renameSync(kept, place);
    expect(find()).toMatchObject({ path: place, problems: [] });
    expect(prototypeIn(find())).toBe('long');
  });

  it('of another content than the link names is not used, and a sentence says so', () => {
    build(twice, ['-Wl,--build-id=none']);
    const kept = separate(true);
    build('int twice(int value) { return value; }', ['-Wl,--build-id=none'], kept);
    expect(find()).toMatchObject({ sections: null, path: null });
    expect(find().problems[0]).toContain('checksum');
  });

  it('of another build is not used, and a sentence says so', () => {
    build(twice);
    const kept = separate(true);
    build('int twice(int value) { return value; }', [], kept);
    expect(find().problems[0]).toContain('another build');
  });

  it('that was split off says that it is not read', () => {
    build(twice, ['-gsplit-dwarf']);
    const { sections } = find();
    const debug = sections && openDebugInfo(sections);
    expect(debug?.functionNamed('twice') ?? null).toBeNull();
    expect(debug?.diagnostics.join(' ')).toContain('.dwo');
  });
});
