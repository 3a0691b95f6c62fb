import type { BuildChangeFact, ChangeSeverity } from '../../contract/build-changes.ts';
import { symbolBindName, symbolVisibilityName } from '../../contract/library-model.ts';
import { bytesText, makeFact, shortened } from './change-words.ts';
import type { ExportPair } from './paired-exports.ts';
import type { ExportSides } from './renamed-exports.ts';

const sizedTypes: ReadonlySet<string> = new Set(['OBJECT', 'TLS', 'COMMON']);

/** Whether the byte at an address can be written, in each build. */
export interface Writable {
  readonly before: (address: bigint) => boolean;
  readonly after: (address: bigint) => boolean;
}

/** What the symbol tables, and the places that they name, say differently of one export. */
export function attributeChanges(
  sides: ExportSides,
  pair: ExportPair,
  writable: Writable,
): readonly BuildChangeFact[] {
  const old = sides.before.columns;
  const now = sides.after.columns;
  const { before, after } = pair;
  const facts: BuildChangeFact[] = [];
  if (old.type[before] !== now.type[after]) facts.push(...typeChange(sides, pair));
  else if (old.size[before] !== now.size[after]) facts.push(...sizeChange(sides, pair));
  facts.push(...writableChange(sides, pair, writable));
  if (old.bind[before] !== now.bind[after]) facts.push(bindChange(sides, pair));
  if (old.visibility[before] !== now.visibility[after]) facts.push(visibilityChange(sides, pair));
  if (old.defaultVersion[before] !== now.defaultVersion[after]) facts.push(defaultChange(sides, pair));
  return facts;
}

/** How a sentence calls an export of that type. */
export function nounOf(type: string): string {
  const nouns: Readonly<Record<string, string>> = {
    FUNC: 'function',
    IFUNC: 'IFUNC',
    OBJECT: 'data object',
    COMMON: 'data object',
    TLS: 'thread-local variable',
  };
  return nouns[type] ?? 'symbol';
}

function typeChange(sides: ExportSides, { before, after }: ExportPair): readonly BuildChangeFact[] {
  const [old, now] = [sides.before.type(before), sides.after.type(after)];
  if (old === now) return [];
  const reasons: Readonly<Record<string, readonly [ChangeSeverity, string]>> = {
    'FUNC IFUNC': ['compatible', ': its code is chosen while it is loaded'],
    'IFUNC FUNC': ['compatible', ''],
    'NOTYPE FUNC': ['compatible', ''],
    'FUNC NOTYPE': ['risky', ': the file no longer says what it is'],
  };
  const [severity, reason] = reasons[`${old} ${now}`] ?? ['breaking', ''];
  const sentence = `${sides.after.quoted(after)} is ${article(nounOf(now))} now, was ${article(nounOf(old))}${reason}.`;
  return [
    factOf(sides, after, {
      kind: 'type-changed',
      severity,
      sentence,
      sides: { before: nounOf(old), after: nounOf(now) },
    }),
  ];
}

function article(noun: string): string {
  return `${/^[aeiI]/.test(noun) ? 'an' : 'a'} ${noun}`;
}

function sizeChange(sides: ExportSides, { before, after }: ExportPair): readonly BuildChangeFact[] {
  if (!sizedTypes.has(sides.after.type(after))) return [];
  const name = sides.after.name(after);
  const old = sides.before.columns.size[before] ?? 0n;
  const now = sides.after.columns.size[after] ?? 0n;
  const sizes = `${now > old ? 'grew' : 'shrank'} from ${old} to ${bytesText(now)}`;
  const title = sides.after.quoted(after);
  const sentence = name.startsWith('_ZTV')
    ? `${title} ${sizes}: virtual functions were ${now > old ? 'added' : 'removed'}, and derived classes have the old table.`
    : `${title} ${sizes}: programs linked with the old build may hold a copy of the old size.`;
  return [
    factOf(sides, after, {
      kind: 'size-changed',
      severity: 'breaking',
      sentence,
      sides: { before: bytesText(old), after: bytesText(now) },
    }),
  ];
}

/** Whoever writes to what became read-only is ended by SIGSEGV. */
function writableChange(
  sides: ExportSides,
  { before, after }: ExportPair,
  writable: Writable,
): readonly BuildChangeFact[] {
  if (sides.before.type(before) !== 'OBJECT' || sides.after.type(after) !== 'OBJECT') return [];
  const was = writable.before(sides.before.columns.value[before] ?? 0n);
  const is = writable.after(sides.after.columns.value[after] ?? 0n);
  if (was === is) return [];
  const textOf = (isWritable: boolean) => (isWritable ? 'writable' : 'read-only');
  return [
    factOf(sides, after, {
      kind: 'type-changed',
      severity: is ? 'compatible' : 'breaking',
      sentence: `${sides.after.quoted(after)} is ${textOf(is)} now.`,
      sides: { before: textOf(was), after: textOf(is) },
    }),
  ];
}

function bindChange(sides: ExportSides, { before, after }: ExportPair): BuildChangeFact {
  const old = symbolBindName(sides.before.columns.bind[before] ?? 0);
  const now = symbolBindName(sides.after.columns.bind[after] ?? 0);
  const reason = now === 'UNIQUE' ? ': dlclose no longer unloads the library' : '';
  const sentence = `The binding of ${sides.after.quoted(after)} is ${now} now, was ${old}${reason}.`;
  return factOf(sides, after, {
    kind: 'binding-changed',
    severity: now === 'UNIQUE' ? 'risky' : 'compatible',
    sentence,
    sides: { before: old, after: now },
  });
}

function visibilityChange(sides: ExportSides, { before, after }: ExportPair): BuildChangeFact {
  const old = symbolVisibilityName(sides.before.columns.visibility[before] ?? 0);
  const now = symbolVisibilityName(sides.after.columns.visibility[after] ?? 0);
  const isProtected = now === 'PROTECTED';
  const reason = isProtected ? ': the library uses its own one, whatever others define' : '';
  const sentence = `The visibility of ${sides.after.quoted(after)} is ${now} now, was ${old}${reason}.`;
  return factOf(sides, after, {
    kind: 'visibility-changed',
    severity: isProtected ? 'risky' : 'compatible',
    sentence,
    sides: { before: old, after: now },
  });
}

/** dlsym without a version takes the default one. */
function defaultChange(sides: ExportSides, { after }: ExportPair): BuildChangeFact {
  const title = `\`${shortened(sides.after.demangled(after))}\``;
  const version = shortened(sides.after.version(after));
  const isDefault = sides.after.columns.defaultVersion[after] === 1;
  const sentence = isDefault
    ? `The version ${version} of ${title} is the default now: dlsym and newly linked programs get it.`
    : `The version ${version} of ${title} is the default no more: dlsym and newly linked programs get another.`;
  const [old, now] = isDefault ? ['not the default', 'the default'] : ['the default', 'not the default'];
  return factOf(sides, after, {
    kind: 'version-changed',
    severity: 'risky',
    sentence,
    sides: { before: old, after: now },
  });
}

function factOf(
  { after }: ExportSides,
  row: number,
  fact: Pick<BuildChangeFact, 'kind' | 'severity' | 'sentence' | 'sides'>,
): BuildChangeFact {
  const { kind, severity, sentence, sides } = fact;
  return makeFact(kind, severity, sentence, {
    subject: after.title(row),
    symbols: [after.name(row)],
    sides,
  });
}
