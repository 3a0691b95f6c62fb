import type { CType } from '../../electron/contract/prototype.ts';

export type EnumType = Extract<CType, { readonly kind: 'enum' }>;

/** What the list of an enum shows: a constant by its name, nothing yet, or another number that is typed. */
export type EnumChoice =
  | { readonly kind: 'none' }
  | { readonly kind: 'constant'; readonly name: string }
  | { readonly kind: 'typed' };

/** What a text chooses; a name that the enum does not have, and every number, is typed. */
export function enumChoice(type: EnumType, text: string): EnumChoice {
  const word = text.trim();
  if (word === '') return { kind: 'none' };
  return type.constants.some(({ name }) => name === word)
    ? { kind: 'constant', name: word }
    : { kind: 'typed' };
}

/** The number behind a text, where another number is typed after a constant was chosen; else the text itself. */
export function asNumber(type: EnumType, text: string): string {
  const constant = type.constants.find(({ name }) => name === text.trim());
  return constant === undefined ? text : constant.value.toString();
}
