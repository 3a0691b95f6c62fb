import { execFile } from 'node:child_process';

/** One row of a symbol table as readelf prints it; `name` includes the version (`f@@V2`). */
export interface ReadelfSymbol {
  readonly value: bigint;
  readonly size: bigint;
  readonly type: string;
  readonly bind: string;
  readonly visibility: string;
  /** `UND`, `ABS`, `COM` or the section's number. */
  readonly section: string;
  readonly name: string;
}

/** What `readelf -W -h -S -d -n --dyn-syms` says of one file. */
export interface ReadelfReport {
  readonly elfClass: string;
  readonly data: string;
  readonly osAbi: string;
  readonly fileType: string;
  readonly machine: string;
  readonly sectionNames: ReadonlyMap<string, string>;
  readonly needed: readonly string[];
  readonly soname: string | null;
  readonly rpath: string | null;
  readonly runpath: string | null;
  /** DT_FLAGS, DT_FLAGS_1 and the older tags that stand for a flag, each name once. */
  readonly flags: readonly string[];
  readonly buildId: string | null;
  readonly symbols: readonly ReadelfSymbol[];
}

/** Runs readelf on a file; null when it says that the file is no ELF file. */
export function runReadelf(path: string): Promise<ReadelfReport | null> {
  const options = { maxBuffer: 1 << 30, env: { ...process.env, LC_ALL: 'C.UTF-8' } };
  return new Promise((resolve) => {
    execFile('readelf', ['-W', '-h', '-S', '-d', '-n', '--dyn-syms', path], options, (_error, stdout) => {
      resolve(stdout.includes('ELF Header:') ? parseReport(stdout) : null);
    });
  });
}

/** Codes above the standard ones are `<OS specific>: 10` when the OS ABI of the file is not GNU's. */
const code = '(\\S+|<[^>]+>: \\d+)';
const symbolLine = new RegExp(
  `^ *\\d+: ([0-9a-f]+) +(\\w+) ${code} +${code} +(DEFAULT|INTERNAL|HIDDEN|PROTECTED) +(?:\\[[^\\]]*\\] +)?(\\S+) ?(.*)$`,
);
const sectionLine = /^ {2}\[ *(\d+)\] (\S*) +[A-Z_0-9]+ +[0-9a-f]{8,16} /;

function parseReport(text: string): ReadelfReport {
  const field = (label: string) => new RegExp(`^ {2}${label}: +(.*)$`, 'm').exec(text)?.[1]?.trim() ?? '';
  const dynamic = (tag: string) =>
    [...text.matchAll(new RegExp(`^ 0x[0-9a-f]+ \\(${tag}\\) +(.*)$`, 'gm'))].map((match) => match[1] ?? '');
  const bracketed = (tag: string) => dynamic(tag).map((line) => /\[(.*)\]$/.exec(line)?.[1] ?? '');
  const words = (tag: string) =>
    dynamic(tag).flatMap((line) =>
      line
        .replace(/^Flags: /, '')
        .split(' ')
        .filter(Boolean),
    );
  const olderTags = ['SYMBOLIC', 'TEXTREL', 'BIND_NOW'].filter((tag) => dynamic(tag).length > 0);
  return {
    elfClass: field('Class'),
    data: field('Data'),
    osAbi: field('OS/ABI'),
    fileType: field('Type'),
    machine: field('Machine'),
    sectionNames: parseSections(text),
    needed: bracketed('NEEDED'),
    soname: bracketed('SONAME')[0] ?? null,
    rpath: bracketed('RPATH')[0] ?? null,
    runpath: bracketed('RUNPATH')[0] ?? null,
    flags: [...new Set([...words('FLAGS'), ...words('FLAGS_1'), ...olderTags])],
    buildId: /\sBuild ID: ([0-9a-f]+)\s*$/m.exec(text)?.[1] ?? null,
    symbols: parseSymbols(text),
  };
}

function parseSections(text: string): ReadonlyMap<string, string> {
  const start = text.indexOf('\nSection Headers:');
  const end = text.indexOf('\nKey to Flags', start);
  const lines = start < 0 ? [] : text.slice(start, end).split('\n');
  const sections = lines.map((line) => sectionLine.exec(line)).filter((match) => match !== null);
  return new Map(sections.map((match) => [match[1] ?? '', match[2] ?? '']));
}

function parseSymbols(text: string): readonly ReadelfSymbol[] {
  const heading = text.indexOf('\nSymbol table ');
  if (heading < 0) return [];
  const start = text.indexOf('\n', text.indexOf('Num:', heading));
  const end = text.indexOf('\n\n', start);
  const lines = text.slice(start + 1, end < 0 ? text.length : end).split('\n');
  return lines.filter((line) => line !== '').map(parseSymbol);
}

function parseSymbol(line: string): ReadelfSymbol {
  const match = symbolLine.exec(line);
  if (!match) throw new Error(`readelf printed an unexpected line: ${line}`);
  const [, value = '', size = '', type = '', bind = '', visibility = '', section = '', name = ''] = match;
  return {
    value: BigInt(`0x${value}`),
    size: BigInt(size),
    type: type.endsWith(': 10') ? 'IFUNC' : type,
    bind: bind.endsWith(': 10') ? 'UNIQUE' : bind,
    visibility,
    section,
    // Symbols of a needed version end in its number: `read@GLIBC_2.2.5 (4)`.
    name: name.replace(/ \(\d+\)$/, ''),
  };
}
