import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A member of a record or, with a path such as `trace.xV2`, of one inside it that has no name. */
export interface PaholeMember {
  readonly path: string;
  /** From the start of the record. */
  readonly bit: number;
  /** 0 for what is no bit-field. */
  readonly bitSize: number;
}

export interface PaholeRecord {
  readonly keyword: 'struct' | 'union' | 'class';
  /** Without namespaces. */
  readonly name: string;
  /** Null for a union, of which pahole tells none. */
  readonly size: number | null;
  readonly members: readonly PaholeMember[];
}

/** Every struct, union and class that pahole prints of a library. */
export async function askPahole(path: string): Promise<readonly PaholeRecord[]> {
  const { stdout } = await run('pahole', ['--show_private_classes', path], { maxBuffer: 1 << 30 });
  return parsePahole(stdout);
}

const opening = /^(struct|union|class) ([^{;]+?)? ?(?::[^{]*)?\{/;
const closing = /^\}/;
const sizeLine = /^\t\/\* size: (\d+)/;
const place = /\/\* +(\d+)(?:: ?(\d+))? +(\d+) \*\/$/;

/** Records in pahole's text; what stands at the first column opens and closes one. */
export function parsePahole(text: string): readonly PaholeRecord[] {
  const records: PaholeRecord[] = [];
  let body: string[] | null = null;
  let head: RegExpExecArray | null = null;
  for (const line of text.split('\n')) {
    if (body === null) {
      head = opening.exec(line);
      if (head !== null && !line.includes('};')) body = [];
    } else if (closing.test(line)) {
      const name = head?.[2];
      if (name !== undefined) records.push(record(keywordOf(head?.[1]), name, body));
      body = null;
    } else body.push(line);
  }
  return records;
}

function keywordOf(word: string | undefined): PaholeRecord['keyword'] {
  return word === 'union' || word === 'class' ? word : 'struct';
}

function record(keyword: PaholeRecord['keyword'], name: string, body: readonly string[]): PaholeRecord {
  const size = body.map((line) => sizeLine.exec(line)?.[1]).find((text) => text !== undefined);
  return { keyword, name, size: size === undefined ? null : Number(size), members: membersOf(body) };
}

/** Members of inner records come first in the text, their path's beginning in the line that closes them. */
function membersOf(body: readonly string[]): readonly PaholeMember[] {
  const levels: PaholeMember[][] = [[]];
  for (const line of body) {
    const text = line.trim();
    if (/^(?:const |volatile )*(struct|union|class)\b[^;]*\{$/.test(text)) levels.push([]);
    else if (/^\}/.test(text) && levels.length > 1) {
      const inner = levels.pop() ?? [];
      // A class that is only defined inside has no place there.
      if (!place.test(text)) continue;
      const name = /^\}(?: ?(?:__attribute__\S+))* ?(\w+)?(?:\[[^;]*)?;/.exec(text)?.[1] ?? '';
      levels.at(-1)?.push(...inner.map((member) => ({ ...member, path: joined(name, member.path) })));
    } else {
      const member = memberOf(text);
      if (member !== null) levels.at(-1)?.push(member);
    }
  }
  return levels[0] ?? [];
}

function memberOf(text: string): PaholeMember | null {
  // pahole gives static members the place 0, at which they are not.
  if (text.startsWith('/*') || text.startsWith('static ')) return null;
  const found = place.exec(text);
  const declaration = text.slice(0, text.indexOf(';'));
  const name = nameIn(declaration);
  if (found === null || name === null) return null;
  const bitSize = /:(\d+)$/.exec(declaration)?.[1];
  return {
    path: name,
    bit: Number(found[1]) * 8 + Number(found[2] ?? 0),
    bitSize: bitSize === undefined ? 0 : Number(bitSize),
  };
}

/** The declared name: in the innermost parentheses of a pointer to a function, else the last word. */
function nameIn(declaration: string): string | null {
  const pointer = /\(\*+(?:const )?([\w.]+)(?:\[[^\]]*\])*\)\s*\(/.exec(declaration)?.[1];
  if (pointer !== undefined) return pointer;
  return /([\w$.]+)(?:\[[^\]]*\])*(?::\d+)?(?: __attribute__.*)?$/.exec(declaration)?.[1] ?? null;
}

function joined(outer: string, inner: string): string {
  return outer === '' ? inner : `${outer}.${inner}`;
}
