import type { CType } from '../../contract/prototype.ts';
import { shortened } from './change-words.ts';

/** Two types as a sentence tells them apart: a typedef that changed says what it is. */
export function typeTexts(before: CType, after: CType): { readonly old: string; readonly now: string } {
  const [old, now] = [shortened(before.spelling), shortened(after.spelling)];
  if (old !== now) return { old, now };
  return { old: `${old} (${meaningText(before)})`, now: `${now} (${meaningText(after)})` };
}

function meaningText(type: CType): string {
  switch (type.kind) {
    case 'integer':
      return `${type.signed ? 'signed' : 'unsigned'}, ${type.bits} bits`;
    case 'float':
      return `floating-point, ${type.bits} bits`;
    case 'enum':
      return `an enum of ${type.bits} bits`;
    case 'pointer':
      return `a pointer to ${meaningText(type.to)}`;
    case 'array':
      return `${type.count} elements`;
    case 'function':
      return `a function of ${type.parameters.length} parameters`;
    case 'opaque':
      return type.size === null ? 'of unknown layout' : `${type.size} bytes`;
    case 'record':
      return 'a struct, union or class';
    default:
      return type.kind;
  }
}
