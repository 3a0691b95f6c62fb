import { type Literal, readLiteral } from './literal.ts';
import { isPointerForm, type PointerForm, readPointerForm } from './pointer-form.ts';

const directionWords = { in: 'in', out: 'out', inout: 'in/out' } as const;

/**
 * The text of an argument as people say it: `out` for `{"$out": true}`, `"hello"` for `{"$text": "hello"}`, `&compare` for
 * `{"$symbol": "compare"}`, `{x: 1}` for `{"x": 1}`; every other text as it is. It is for reading: the text itself stays what is called with.
 */
export function shortArgument(text: string): string {
  if (!/^\s*[[{]/.test(text)) return text;
  const literal = readLiteral(text);
  return literal.ok ? shortLiteral(literal.value) : text;
}

function shortLiteral(literal: Literal): string {
  switch (literal.kind) {
    case 'word':
      return literal.text === 'null' ? 'NULL' : literal.text;
    case 'string':
      return JSON.stringify(literal.value);
    case 'list':
      return `[${literal.items.map(shortLiteral).join(', ')}]`;
    case 'object':
      return shortObject(literal);
  }
}

type ObjectLiteral = Extract<Literal, { readonly kind: 'object' }>;

function shortObject(literal: ObjectLiteral): string {
  const form = isPointerForm(literal) ? readPointerForm(literal) : null;
  if (form?.ok) return shortForm(form.value);
  return `{${literal.entries.map(([key, value]) => `${key}: ${shortLiteral(value)}`).join(', ')}}`;
}

function shortForm(form: PointerForm): string {
  switch (form.kind) {
    case 'symbol':
      return `&${form.name}`;
    case 'address':
      return form.text;
    case 'callback':
      return `callback → ${shortLiteral(form.returns)}`;
    case 'buffer':
      return form.value.kind === 'object' ? shortBuffer(form.value) : shortLiteral(form.value);
    case 'memory': {
      const type = form.type === null ? '' : ` ${form.type}`;
      return `${directionWords[form.direction]}${type}${shortMemory(form)}`;
    }
  }
}

/** What lies in new memory; nothing where it is one zeroed element. */
function shortMemory({ direction, value }: Extract<PointerForm, { readonly kind: 'memory' }>): string {
  if (value.kind === 'word' && value.text === 'true' && direction === 'out') return '';
  if (value.kind === 'word' && /^\d+$/.test(value.text) && direction === 'out') return `[${value.text}]`;
  return ` ${shortLiteral(value)}`;
}

function shortBuffer(buffer: ObjectLiteral): string {
  const parts = new Map(buffer.entries.map(([key, value]) => [key, value]));
  const content = contentOf(parts);
  const size = parts.get('$size');
  if (size === undefined) return content;
  const bytes = `${shortLiteral(size)} bytes`;
  return content === '' ? bytes : `${content} in ${bytes}`;
}

function contentOf(parts: ReadonlyMap<string, Literal>): string {
  const [text, hex, file] = ['$text', '$hex', '$file'].map((key) => parts.get(key));
  if (text !== undefined) return shortLiteral(text);
  if (hex !== undefined) return `hex ${plainText(hex)}`;
  return file === undefined ? '' : `file ${plainText(file).replace(/^.*\//s, '')}`;
}

function plainText(literal: Literal): string {
  return literal.kind === 'string' ? literal.value : shortLiteral(literal);
}
