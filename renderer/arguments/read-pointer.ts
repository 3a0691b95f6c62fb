import { isCString } from '../../electron/ctypes/type-spelling.ts';
import { isPointerForm, literalOf } from './literal-text.ts';
import type { PointerForm, PointerType } from './pointer-form.ts';
import { readPointerObject } from './read-pointer-object.ts';

const nullWords = ['NULL', 'nullptr', 'null'];

/** Reads the text of a pointer argument; what no editor fits is `text`. */
export function readPointer(type: PointerType, text: string): PointerForm {
  const word = text.trim();
  if (nullWords.includes(word) && (word !== 'null' || !isCString(type))) return { mode: 'null', text };
  const saved = /^\$([A-Za-z_]\w*)$/.exec(word)?.[1];
  if (saved !== undefined) return { mode: 'saved', name: saved };
  if (isCString(type)) return readCString(type, text);
  if (word === '') return { mode: 'empty' };
  if (/^(?:0x[0-9a-f]*|\d+)$/i.test(word)) return { mode: 'address', text };
  const literal = literalOf(text);
  if (literal === null) return { mode: 'text', text };
  return readPointerObject(type, literal) ?? { mode: 'text', text };
}

function readCString(type: PointerType, text: string): PointerForm {
  const literal = text.startsWith('{') ? literalOf(text) : null;
  if (literal === null || !isPointerForm(literal)) return { mode: 'string', text };
  return readPointerObject(type, literal) ?? { mode: 'text', text };
}
