import type { z } from 'zod';
import { longestExpected } from '../contract/check.ts';
import { suggestName } from '../ctypes/name-suggestion.ts';
import { callsFileLimits as limits } from './calls-file-limits.ts';

/** What each member has to be, as the end of a sentence. */
const rules: Readonly<Record<string, string>> = {
  dlscope: 'has to be 1',
  library: 'has to be the path of the library',
  calls: 'has to be an object with a call for each name',
  pinned: `has to be a list of at most ${limits.pinned} calls`,
  symbol: 'has to be the name of the function',
  prototype: `has to be a text of at most ${limits.prototypeLength} characters`,
  arguments: `has to be a list of at most ${limits.arguments} arguments`,
  name: `has to be a text of 1 to ${limits.nameLength} characters without blanks around it`,
  expected: `has to be at most ${longestExpected} characters long`,
};

const whenMissing: Readonly<Record<string, string>> = {
  dlscope: ': 1, by which such files are known',
  prototype: ', which may be "" where the library or a header tells it',
  arguments: ', which is [] for a function without any',
};

/** Other words for a member that people write, too far from it to be slips. */
const otherWords: Readonly<Record<string, string>> = {
  arg: 'arguments',
  args: 'arguments',
  parameters: 'arguments',
  proto: 'prototype',
  signature: 'prototype',
  function: 'symbol',
  lib: 'library',
};

/** Why the value at `where` does not fit, in one clause that names the member. */
export function misfit(where: string, value: unknown, error: z.ZodError): string {
  const [member] = error.issues[0]?.path ?? [];
  if (typeof member !== 'string') return `${where} has to be a JSON object`;
  if (!hasMember(value, member)) return `${where} has no "${member}"${whenMissing[member] ?? ''}`;
  if (member === 'dlscope' && Number(value.dlscope) > 1)
    return `"dlscope" is ${String(value.dlscope)}: a newer release wrote it, and this one reads 1`;
  return `"${member}"${where === 'it' ? '' : ` of ${where}`} ${rules[member] ?? 'does not fit'}`;
}

/**
 * Why a member that nobody knows is not passed over: it seems to mean one that is not there. Null where none does, so
 * that files of newer releases and members for people stay readable.
 */
export function misspelling(where: string, value: unknown, known: readonly string[]): string | null {
  if (typeof value !== 'object' || value === null) return null;
  for (const member of Object.keys(value)) {
    if (known.includes(member)) continue;
    const meant = otherWords[member.toLowerCase()] ?? suggestName(member.slice(0, 40), known);
    if (meant === null || !known.includes(meant) || hasMember(value, meant)) continue;
    return `${where} has ${JSON.stringify(member.slice(0, 40))}, did you mean "${meant}"?`;
  }
  return null;
}

function hasMember(value: unknown, member: string): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, member);
}
