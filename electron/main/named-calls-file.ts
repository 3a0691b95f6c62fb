import { z } from 'zod';
import { fail, type Outcome, succeed } from '../contract/failure.ts';
import type { CallInput, NamedCall } from '../contract/session-state.ts';

/** Bounds of one file of named calls; `bytes` of its text. */
export const namedCallsLimits = { calls: 1000, bytes: 4_000_000, nameLength: 200 } as const;

/** What a file of named calls says. */
export interface NamedCallsContent {
  /** File name of the library, for readers of the file. */
  readonly library: string;
  readonly calls: ReadonlyMap<string, CallInput>;
}

const fileSchema = z.object({
  dlscope: z.literal(1),
  library: z.string().max(8192),
  calls: z.custom<object>((value) => typeof value === 'object' && value !== null && !Array.isArray(value)),
});

const callSchema = z.object({
  symbol: z.string().min(1).max(2_000_000),
  prototype: z.string().max(100_000),
  arguments: z.array(z.unknown()).max(256),
});

/** Reads a file of named calls; one that is not ours in any part is refused as a whole, and the sentence says where. */
export function readNamedCalls(text: string): Outcome<NamedCallsContent> {
  let json: unknown;
  try {
    json = parseExact(text);
  } catch (error) {
    return refuse(error instanceof Error ? error.message : 'it is not JSON');
  }
  const file = fileSchema.safeParse(json);
  if (!file.success) return refuse('it has no "dlscope": 1, "library" and "calls"');
  const calls = new Map<string, CallInput>();
  for (const [name, value] of Object.entries(file.data.calls)) {
    const call = callSchema.safeParse(value);
    if (!call.success || !isCallName(name))
      return refuse(`the call ${JSON.stringify(name.slice(0, 80))} does not fit`);
    calls.set(name, { ...call.data, arguments: call.data.arguments.map(textOf) });
  }
  if (calls.size > namedCallsLimits.calls) return refuse(`it has more than ${namedCallsLimits.calls} calls`);
  return succeed({ library: file.data.library, calls });
}

function refuse(reason: string): Outcome<never> {
  return fail('read-failed', `The file is not one of named calls: ${reason}.`);
}

function isCallName(name: string): boolean {
  return name.trim() === name && name !== '' && name.length <= namedCallsLimits.nameLength;
}

/**
 * The text of the file: calls sorted by name, one member a line, so that a version control system shows what changed.
 * An argument that is a JSON object or array stands there as such when reading gives its very text back.
 */
export function namedCallsText({ library, calls }: NamedCallsContent): string {
  const members = sortedCalls(calls).map(({ name, input }) => {
    const call = {
      symbol: input.symbol,
      prototype: input.prototype,
      arguments: input.arguments.map(embedded),
    };
    return `    ${JSON.stringify(name)}: ${JSON.stringify(call, null, 2).replaceAll('\n', '\n    ')}`;
  });
  const body = members.length === 0 ? '{}' : `{\n${members.join(',\n')}\n  }`;
  return `{\n  "dlscope": 1,\n  "library": ${JSON.stringify(library)},\n  "calls": ${body}\n}\n`;
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
