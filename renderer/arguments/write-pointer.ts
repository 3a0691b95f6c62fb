import { assertNever } from '../../electron/contract/failure.ts';
import { type Literal, writeLiteral } from '../../electron/ctypes/literal.ts';
import { elementOf } from './element-text.ts';
import { wholeText } from './literal-text.ts';
import {
  type BufferForm,
  type Direction,
  defaultDirection,
  type PointerForm,
  type PointerType,
} from './pointer-form.ts';

const directionKeys: Readonly<Record<Direction, string>> = { in: '$in', out: '$out', inout: '$inout' };

/** The text of a pointer argument; reading it again gives the same form. */
export function writePointer(type: PointerType, form: PointerForm): string {
  switch (form.mode) {
    case 'empty':
      return '';
    case 'null':
    case 'address':
    case 'string':
    case 'text':
      return form.text;
    case 'saved':
      return `$${form.name}`;
    case 'symbol':
      return writeLiteral(objectOf(['$symbol', { kind: 'string', value: form.name }]));
    case 'buffer':
      return writeLiteral(directed(type, form.direction, bufferLiteral(form)));
    case 'value':
      return writeLiteral(valueLiteral(type, form));
    case 'list': {
      const items = form.items.map((item) => elementOf(type.to, item));
      return writeLiteral(directed(type, form.direction, { kind: 'list', items }));
    }
    case 'zeroed':
      return writeLiteral(objectOf(['$out', form.count === '1' ? wordLiteral('true') : scalar(form.count)]));
    case 'callback':
      return writeLiteral(objectOf(['$callback', callbackLiteral(type, form.returns)]));
    default:
      return assertNever(form);
  }
}

function valueLiteral(
  type: PointerType,
  { direction, text }: Extract<PointerForm, { readonly mode: 'value' }>,
): Literal {
  const value = elementOf(type.to, text);
  // A number alone would be read as an address, and a list as several values: only a struct says what it is.
  const tellsItself = type.to.kind === 'record' && value.kind === 'object';
  return tellsItself ? directed(type, direction, value) : objectOf([directionKeys[direction], value]);
}

function bufferLiteral({ size, fill, content }: BufferForm): Literal {
  const parts: [string, Literal][] = [];
  if (fill !== 'zero') parts.push([`$${fill}`, { kind: 'string', value: content }]);
  if (size.trim() !== '' || fill === 'zero') parts.push(['$size', scalar(size)]);
  return objectOf(...parts);
}

function callbackLiteral({ to }: PointerType, returns: readonly string[]): Literal {
  if (to.kind !== 'function') return wordLiteral('null');
  const items = returns.map((text) => elementOf(to.result, text));
  const [only] = items;
  // One pointer that is NULL would be read as no value at all.
  if (items.length === 1 && only !== undefined && !isListOrNull(only)) return only;
  return items.length === 0 ? wordLiteral('null') : { kind: 'list', items };
}

function isListOrNull(literal: Literal): boolean {
  return literal.kind === 'list' || ['NULL', 'nullptr', 'null'].includes(wholeText(literal));
}

function directed(type: PointerType, direction: Direction, value: Literal): Literal {
  return direction === defaultDirection(type) ? value : objectOf([directionKeys[direction], value]);
}

/** A number as it is, anything else as the text it is. */
function scalar(text: string): Literal {
  return /^(?:0|[1-9]\d*)$/.test(text.trim()) ? wordLiteral(text.trim()) : { kind: 'string', value: text };
}

function wordLiteral(text: string): Literal {
  return { kind: 'word', text };
}

function objectOf(...entries: readonly (readonly [string, Literal])[]): Literal {
  return { kind: 'object', entries };
}
