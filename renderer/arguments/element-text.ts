import type { CType } from '../../electron/contract/prototype.ts';
import type { Literal } from '../../electron/ctypes/literal.ts';
import { isCString } from '../../electron/ctypes/type-spelling.ts';
import { partOf, partText } from './literal-text.ts';

/** The text that a field shows for an element of a list, which is there and so never left out: nothing typed is an empty string. */
export function elementText(of: CType, element: Literal): string {
  const isEmpty = element.kind === 'string' && element.value === '';
  return isEmpty && isCString(of) ? '' : partText(of, element);
}

/** The literal for an element; one that is empty is all zero, or an empty string. */
export function elementOf(of: CType, text: string): Literal {
  return partOf(of, text) ?? emptyElement(of);
}

function emptyElement(of: CType): Literal {
  if (isCString(of)) return { kind: 'string', value: '' };
  switch (of.kind) {
    case 'record':
      return { kind: 'object', entries: [] };
    case 'array':
      return { kind: 'list', items: [] };
    case 'pointer':
      return { kind: 'word', text: 'NULL' };
    case 'bool':
      return { kind: 'word', text: 'false' };
    default:
      return { kind: 'word', text: '0' };
  }
}
