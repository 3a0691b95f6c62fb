import type { CType, Prototype } from '../contract/prototype.ts';
import { isByte, sizeOf } from './type-size.ts';
import { isCString } from './type-spelling.ts';

type PointerType = Extract<CType, { readonly kind: 'pointer' }>;
type Typed = Pick<Prototype, 'name' | 'parameters' | 'records'>;

/** What a form proposes for a field that nobody touched; empty where the user must say it: numbers, strings, addresses and buffers. */
export function defaultArgumentText(prototype: Typed, index: number): string {
  const parameter = prototype.parameters[index];
  if (!parameter) return '';
  const { type } = parameter;
  if (parameter.isThis) return thisText(prototype, type);
  switch (type.kind) {
    case 'bool':
      return 'false';
    case 'enum':
      return type.constants[0]?.name ?? '';
    case 'record':
      return '{}';
    case 'pointer':
      return isCString(type) ? stringText(type) : pointerText(prototype, type);
    default:
      return '';
  }
}

/** What is not const is written: room for a text, which a text of its own length would not have. */
function stringText({ toConst }: PointerType): string {
  return toConst ? '' : '{"$out": {"$size": 256}}';
}

/** A constructor makes the object that it is called on; every other method needs one that lives. */
function thisText(prototype: Typed, type: CType): string {
  const isComplete = type.kind === 'pointer' && sizeOf(type.to, prototype.records) !== null;
  return isComplete && isConstructor(prototype.name) ? '{"$out": true}' : '';
}

/** As written in C++, `Shape::Shape`, or mangled: `C1`, `C2` or `C3` in front of the end of the nested name (Itanium C++ ABI, 5.1.4.3). */
function isConstructor(name: string): boolean {
  if (/^_ZN.*C[1-3]E/.test(name)) return true;
  const parts = name
    .replace(/<[^<>]*>/g, '')
    .replace(/\(.*$/, '')
    .split('::');
  return parts.length > 1 && parts.at(-1) === parts.at(-2);
}

function pointerText(prototype: Typed, type: PointerType): string {
  const { to, toConst } = type;
  switch (to.kind) {
    case 'function':
      return callbackText(to.result);
    case 'record': {
      const isComplete = (prototype.records[to.record]?.members ?? null) !== null;
      if (!isComplete) return '';
      return toConst ? '{"$in": {}}' : '{"$inout": {}}';
    }
    case 'pointer':
      if (!toConst) return '{"$out": true}';
      return isCString(to) ? '[]' : '';
    case 'bool':
    case 'enum':
    case 'float':
    case 'integer':
      return toConst || isByte(to) ? '' : '{"$out": true}';
    default:
      return '';
  }
}

function callbackText(result: CType): string {
  switch (result.kind) {
    case 'integer':
    case 'enum':
    case 'float':
      return '{"$callback": 0}';
    case 'bool':
      return '{"$callback": false}';
    case 'record':
      return '{"$callback": {}}';
    default:
      return '{"$callback": null}';
  }
}
