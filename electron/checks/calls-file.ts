import { z } from 'zod';
import type { CallInput } from '../contract/call-record.ts';
import { longestExpected } from '../contract/check.ts';
import { fail, type Outcome, succeed } from '../contract/failure.ts';
import type { NamedCall, PinnedDefinition } from '../contract/kept-calls.ts';

/** Bounds of one file of calls; `bytes` of its text. */
export const callsFileLimits = {
  calls: 1000,
  pinned: 500,
  bytes: 4_000_000,
  nameLength: 200,
} as const;

/** What the file of a library's calls says. */
export interface CallsFileContent {
  /** Path of the library: absolute, or relative to the file's folder. */
  readonly library: string;
  readonly calls: ReadonlyMap<string, CallInput>;
  /** In the order in which they run; null in a file that says nothing of them, as older releases wrote it. */
  readonly pinned: readonly PinnedDefinition[] | null;
}

const fileSchema = z.object({
  dlscope: z.literal(1),
  library: z.string().max(8192),
  calls: z
    .custom<object>((value) => typeof value === 'object' && value !== null && !Array.isArray(value))
    .default({}),
  pinned: z.array(z.unknown()).max(callsFileLimits.pinned).exactOptional(),
});

const callSchema = z.object({
  symbol: z.string().min(1).max(2_000_000),
  prototype: z.string().max(100_000),
  arguments: z.array(z.unknown()).max(256),
});

const pinnedSchema = callSchema.extend({
  name: z.string().exactOptional(),
  expected: z.unknown().optional(),
});

/** Reads a file of calls; one that is not ours in any part is refused as a whole, and the sentence says where. */
export function readCallsFile(text: string): Outcome<CallsFileContent> {
  let json: unknown;
  try {
    json = parseExact(text);
  } catch (error) {
    return refuse(error instanceof Error ? error.message : 'it is not JSON');
  }
  const file = fileSchema.safeParse(json);
  if (!file.success)
    return refuse(
      `it needs "dlscope": 1, "library" and "calls", and "pinned" may list up to ${callsFileLimits.pinned} calls`,
    );
  const calls = new Map<string, CallInput>();
  for (const [name, value] of Object.entries(file.data.calls)) {
    const call = callSchema.safeParse(value);
    if (!call.success || !isCallName(name))
      return refuse(`the call ${JSON.stringify(name.slice(0, 80))} does not fit`);
    calls.set(name, inputOf(call.data));
  }
  if (calls.size > callsFileLimits.calls) return refuse(`it has more than ${callsFileLimits.calls} calls`);
  const pinned: PinnedDefinition[] = [];
  for (const [index, value] of (file.data.pinned ?? []).entries()) {
    const definition = definitionIn(value);
    if (definition === null) return refuse(`the pinned call ${index + 1} does not fit`);
    pinned.push(definition);
  }
  return succeed({ library: file.data.library, calls, pinned: file.data.pinned ? pinned : null });
}

function inputOf(call: z.infer<typeof callSchema>): CallInput {
  return { symbol: call.symbol, prototype: call.prototype, arguments: call.arguments.map(textOf) };
}

function definitionIn(value: unknown): PinnedDefinition | null {
  const read = pinnedSchema.safeParse(value);
  if (!read.success) return null;
  const { name = null, expected, ...call } = read.data;
  if (name !== null && !isCallName(name)) return null;
  const text = expected === undefined ? null : textOf(expected);
  if (text !== null && text.length > longestExpected) return null;
  return { name, input: inputOf(call), expected: text };
}

function refuse(reason: string): Outcome<never> {
  return fail('read-failed', `The file is not one of dlscope's calls: ${reason}.`);
}

function isCallName(name: string): boolean {
  return name.trim() === name && name !== '' && name.length <= callsFileLimits.nameLength;
}

/**
 * The text of the file: named calls sorted by name, pinned ones in their order, one member a line, so that a version control system
 * shows what changed. An argument that is a JSON object or array stands there as such when reading gives its very text back.
 */
export function callsFileText({ library, calls, pinned }: CallsFileContent): string {
  const members = sortedCalls(calls).map(
    ({ name, input }) => `    ${JSON.stringify(name)}: ${indented(inputJson(input))}`,
  );
  const items = (pinned ?? []).map(
    ({ name, input, expected }) =>
      `    ${indented({
        ...(name !== null && { name }),
        ...inputJson(input),
        ...(expected !== null && { expected: embedded(expected) }),
      })}`,
  );
  const list = pinned === null ? '' : `,\n  "pinned": ${block('[', items, ']')}`;
  return `{\n  "dlscope": 1,\n  "library": ${JSON.stringify(library)},\n  "calls": ${block('{', members, '}')}${list}\n}\n`;
}

function inputJson({ symbol, prototype, arguments: texts }: CallInput): object {
  return { symbol, prototype, arguments: texts.map(embedded) };
}

function indented(value: object): string {
  return JSON.stringify(value, null, 2).replaceAll('\n', '\n    ');
}

function block(open: string, lines: readonly string[], close: string): string {
  return lines.length === 0 ? `${open}${close}` : `${open}\n${lines.join(',\n')}\n  ${close}`;
}

/** By name, in the order of UTF-16 code units, which is the same everywhere. */
export function sortedCalls(calls: ReadonlyMap<string, CallInput>): readonly NamedCall[] {
  return [...calls].map(([name, input]) => ({ name, input })).sort((a, b) => (a.name < b.name ? -1 : 1));
}

function embedded(text: string): unknown {
  if (!/^[[{]/.test(text)) return text;
  try {
    const value = parseExact(text);
    return textOf(value) === text ? value : text;
  } catch {
    return text;
  }
}

/** The text of an argument that stands in the file as a text, or as any other JSON value. */
function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

const stringOrNumber = /"(?:[^"\\]|\\[\s\S])*"|-?\d[\d.eE+-]*/g;

/** JSON in which numbers that JSON readers would round or write otherwise are texts. */
function parseExact(text: string): unknown {
  return JSON.parse(
    text.replace(stringOrNumber, (token) =>
      token.startsWith('"') || String(Number(token)) === token ? token : JSON.stringify(token),
    ),
  );
}
