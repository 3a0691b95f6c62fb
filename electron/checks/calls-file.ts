import { z } from 'zod';
import type { CallInput } from '../contract/call-record.ts';
import { longestExpected } from '../contract/check.ts';
import { fail, type Outcome, succeed } from '../contract/failure.ts';
import type { NamedCall, PinnedDefinition } from '../contract/kept-calls.ts';
import { misfit, misspelling } from './calls-file-faults.ts';
import { callsFileLimits } from './calls-file-limits.ts';

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
  prototype: z.string().max(callsFileLimits.prototypeLength),
  arguments: z.array(z.unknown()).max(callsFileLimits.arguments),
});

const pinnedSchema = callSchema.extend({
  name: z.string().refine(isCallName).exactOptional(),
  expected: z
    .unknown()
    .refine((value) => value === undefined || textOf(value).length <= longestExpected)
    .optional(),
});

/** Reads a file of calls; one that is not ours in any part is refused as a whole, and the sentence names the member. */
export function readCallsFile(text: string): Outcome<CallsFileContent> {
  let json: unknown;
  try {
    json = parseExact(text);
  } catch (error) {
    return refuse(error instanceof Error ? error.message : 'it is not JSON');
  }
  const file = fitting(fileSchema, json, 'it');
  if (!file.ok) return file;
  const calls = new Map<string, CallInput>();
  for (const [name, value] of Object.entries(file.value.calls)) {
    const shown = JSON.stringify(name.slice(0, 80));
    if (!isCallName(name)) return refuse(`${shown} cannot be the name of a call`);
    const call = fitting(callSchema, value, `the call ${shown}`);
    if (!call.ok) return call;
    calls.set(name, inputOf(call.value));
  }
  if (calls.size > callsFileLimits.calls) return refuse(`it has more than ${callsFileLimits.calls} calls`);
  const pinned: PinnedDefinition[] = [];
  for (const [index, value] of (file.value.pinned ?? []).entries()) {
    const call = fitting(pinnedSchema, value, `the pinned call ${index + 1}`);
    if (!call.ok) return call;
    pinned.push(definitionOf(call.value));
  }
  return succeed({ library: file.value.library, calls, pinned: file.value.pinned ? pinned : null });
}

/** The value as the schema has it; `where` begins the sentence about what does not fit. */
function fitting<T extends z.ZodObject>(schema: T, value: unknown, where: string): Outcome<z.infer<T>> {
  const slip = misspelling(where, value, Object.keys(schema.shape));
  if (slip !== null) return refuse(slip);
  const read = schema.safeParse(value);
  return read.success ? succeed(read.data) : refuse(misfit(where, value, read.error));
}

function inputOf(call: z.infer<typeof callSchema>): CallInput {
  return { symbol: call.symbol, prototype: call.prototype, arguments: call.arguments.map(textOf) };
}

function definitionOf({ name, expected, ...call }: z.infer<typeof pinnedSchema>): PinnedDefinition {
  const text = expected === undefined ? null : textOf(expected);
  return { name: name ?? null, input: inputOf(call), expected: text };
}

function refuse(reason: string): Outcome<never> {
  const end = reason.endsWith('?') ? '' : '.';
  return fail('read-failed', `The file is not one of dlscope's calls: ${reason}${end}`);
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
