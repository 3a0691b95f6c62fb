import type { RecordType } from '../../electron/contract/prototype.ts';
import { isCString } from '../../electron/ctypes/type-spelling.ts';
import {
  defaultDirection,
  type PointerForm,
  type PointerMode,
  type PointerType,
  takesBytes,
} from './pointer-form.ts';

/** A way to fill a pointer that the user can choose; `text` is there for what none of them fits. */
export type ChosenMode = Exclude<PointerMode, 'empty' | 'text'>;

/** The ways to fill a pointer of this type, most likely first. */
export function modesFor(type: PointerType, records: readonly RecordType[]): readonly ChosenMode[] {
  const nullable: readonly ChosenMode[] = type.reference === true ? [] : ['null'];
  const rest: readonly ChosenMode[] = [...nullable, 'saved', 'address'];
  if (type.to.kind === 'function') return ['callback', 'symbol', ...rest];
  if (isCString(type)) return ['string', 'buffer', ...nullable, 'saved'];
  if (type.to.kind === 'void') return [...nullable, 'buffer', 'saved', 'address'];
  if (!hasLayout(type, records)) return rest;
  const values: readonly ChosenMode[] = type.toConst ? ['value', 'list'] : ['value', 'list', 'zeroed'];
  if (takesBytes(type)) return ['buffer', ...values, ...rest];
  return type.to.kind === 'pointer' && type.toConst ? ['list', 'value', ...rest] : [...values, ...rest];
}

function hasLayout({ to }: PointerType, records: readonly RecordType[]): boolean {
  if (to.kind === 'opaque' || to.kind === 'function') return false;
  return to.kind !== 'record' || (records[to.record]?.members ?? null) !== null;
}

/** What a pointer holds right after that way was chosen. */
export function startOf(mode: ChosenMode, type: PointerType, savedNames: readonly string[]): PointerForm {
  const direction = defaultDirection(type);
  switch (mode) {
    case 'null':
      return { mode, text: 'NULL' };
    case 'address':
      return { mode: 'empty' };
    case 'saved': {
      const name = savedNames.at(-1);
      return name === undefined ? { mode: 'empty' } : { mode, name };
    }
    case 'string':
      return { mode, text: '' };
    case 'buffer':
      return type.toConst
        ? { mode, direction, size: '', fill: 'text', content: '' }
        : { mode, direction, size: '64', fill: 'zero', content: '' };
    case 'value':
      return { mode, direction, text: '' };
    case 'list':
      return { mode, direction, items: [''] };
    case 'zeroed':
      return { mode, count: '1' };
    case 'callback':
      return { mode, returns: type.to.kind === 'function' && type.to.result.kind !== 'void' ? ['0'] : [] };
    case 'symbol':
      return { mode, name: '' };
  }
}

/** True where new memory is made, which the function may read, write, or both. */
export function hasDirection(mode: PointerMode): boolean {
  return mode === 'buffer' || mode === 'value' || mode === 'list' || mode === 'zeroed';
}

/** The same memory with another direction: what is only written begins as zero, and what is read has a content. */
export function withDirection(form: PointerForm, direction: 'in' | 'out' | 'inout'): PointerForm {
  switch (form.mode) {
    case 'buffer':
      return { ...form, direction };
    case 'value':
      return direction === 'out' ? { mode: 'zeroed', count: '1' } : { ...form, direction };
    case 'list':
      return direction === 'out'
        ? { mode: 'zeroed', count: String(Math.max(form.items.length, 1)) }
        : { ...form, direction };
    case 'zeroed': {
      const count = /^\d{1,3}$/.test(form.count) ? Number(form.count) : 1;
      if (direction === 'out') return form;
      return count === 1
        ? { mode: 'value', direction, text: '' }
        : { mode: 'list', direction, items: Array.from({ length: count }, () => '') };
    }
    default:
      return form;
  }
}
