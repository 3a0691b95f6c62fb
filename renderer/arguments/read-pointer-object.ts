import type { Literal } from '../../electron/ctypes/literal.ts';
import { elementText } from './element-text.ts';
import { isPointerForm, wholeText } from './literal-text.ts';
import {
  type BufferFill,
  type BufferForm,
  type Direction,
  defaultDirection,
  type PointerForm,
  type PointerType,
  takesBytes,
} from './pointer-form.ts';

const directionKeys: Readonly<Record<string, Direction>> = { $in: 'in', $out: 'out', $inout: 'inout' };
const fillKeys: Readonly<Record<string, BufferFill>> = { $text: 'text', $hex: 'hex', $file: 'file' };

/** Reads new memory, a callback or a symbol out of a literal; null when it is none that an editor shows. */
export function readPointerObject(type: PointerType, literal: Literal): PointerForm | null {
  if (!isPointerForm(literal)) return readContent(type, literal, defaultDirection(type));
  const [only] = literal.entries;
  if (literal.entries.length === 1 && only !== undefined) {
    const [key, value] = only;
    const direction = directionKeys[key];
    if (direction !== undefined) return readDirected(type, value, direction);
    if (key === '$symbol') return { mode: 'symbol', name: scalarText(value) ?? '' };
    if (key === '$callback') return readCallback(type, value);
  }
  return readBuffer(literal, defaultDirection(type));
}

function readDirected(type: PointerType, value: Literal, direction: Direction): PointerForm | null {
  const count = direction === 'out' ? countOf(value) : null;
  if (count !== null) {
    return takesBytes(type) && count !== 'true'
      ? { mode: 'buffer', direction, size: count, fill: 'zero', content: '' }
      : { mode: 'zeroed', count: count === 'true' ? '1' : count };
  }
  if (isPointerForm(value)) return readBuffer(value, direction) ?? readNested(type, value, direction);
  return readContent(type, value, direction);
}

/** A pointer to a pointer to new memory: the inner one is one value. */
function readNested(type: PointerType, value: Literal, direction: Direction): PointerForm | null {
  return type.to.kind === 'pointer' ? { mode: 'value', direction, text: elementText(type.to, value) } : null;
}

function readContent(type: PointerType, value: Literal, direction: Direction): PointerForm | null {
  if (type.to.kind === 'void' || type.to.kind === 'opaque' || type.to.kind === 'function') return null;
  if (value.kind === 'list') {
    return { mode: 'list', direction, items: value.items.map((item) => elementText(type.to, item)) };
  }
  return { mode: 'value', direction, text: elementText(type.to, value) };
}

function readBuffer(
  literal: Extract<Literal, { readonly kind: 'object' }>,
  direction: Direction,
): BufferForm | null {
  let form: BufferForm = { mode: 'buffer', direction, size: '', fill: 'zero', content: '' };
  for (const [name, value] of literal.entries) {
    const text = scalarText(value);
    const fill = fillKeys[name];
    if (text === null || (name !== '$size' && (fill === undefined || form.fill !== 'zero'))) return null;
    form = fill === undefined ? { ...form, size: text } : { ...form, fill, content: text };
  }
  return form;
}

function readCallback(type: PointerType, value: Literal): PointerForm | null {
  if (type.to.kind !== 'function') return null;
  const { result } = type.to;
  if (value.kind === 'list') {
    return { mode: 'callback', returns: value.items.map((item) => elementText(result, item)) };
  }
  const returns = wholeText(value) === 'null' ? [] : [elementText(result, value)];
  return { mode: 'callback', returns };
}

function countOf(value: Literal): string | null {
  const text = scalarText(value) ?? '';
  return /^(?:true|\d+)$/.test(text) ? text : null;
}

function scalarText(value: Literal): string | null {
  if (value.kind === 'string') return value.value;
  return value.kind === 'list' || value.kind === 'object' ? null : wholeText(value);
}
