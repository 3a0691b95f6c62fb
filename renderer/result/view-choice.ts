import type { ViewAs } from '../../electron/contract/request-inputs.ts';

/** How memory is looked at, as its fields hold it. */
export interface ViewChoice {
  readonly kind: ViewAs['kind'];
  /** Bytes of a dump. */
  readonly bytes: string;
  readonly type: string;
  /** Elements of the type. */
  readonly count: string;
}

export const byteLimit = 65_536;
export const countLimit = 1000;

/** How the memory behind a pointer of this type is best looked at: text, a struct, or bytes. */
export function firstChoice(pointerType: string): ViewChoice {
  const target = pointeeOf(pointerType);
  const common = { bytes: '64', count: '1' };
  if (target === 'char') return { ...common, kind: 'string', type: target };
  if (target === null || isByte(target)) return { ...common, kind: 'bytes', type: target ?? '' };
  return { ...common, kind: 'type', type: target };
}

/** `const struct point *` → `struct point`; null where there is no type behind the pointer that could be read. */
export function pointeeOf(pointerType: string): string | null {
  const target = /^(.*?)\s*[*&]\s*(?:const\s*)?$/s.exec(pointerType.trim())?.[1];
  const plain = target
    ?.replace(/\bconst\b|\bvolatile\b/g, '')
    .replace(/\s+/g, ' ')
    .trim();
  if (plain === undefined || plain === '' || plain === 'void' || plain.includes('(')) return null;
  return plain;
}

function isByte(type: string): boolean {
  return ['unsigned char', 'signed char', 'uint8_t', 'int8_t', 'std::byte', 'char8_t'].includes(type);
}

/** The request that the fields stand for, or null while a number in them does not fit. */
export function viewOfChoice({ kind, bytes, type, count }: ViewChoice): ViewAs | null {
  switch (kind) {
    case 'string':
      return { kind };
    case 'bytes': {
      const number = wholeNumber(bytes, byteLimit);
      return number === null ? null : { kind, count: number };
    }
    case 'type': {
      const number = wholeNumber(count, countLimit);
      return number === null || type.trim() === '' ? null : { kind, type: type.trim(), count: number };
    }
  }
}

function wholeNumber(text: string, limit: number): number | null {
  const number = /^\s*\d{1,6}\s*$/.test(text) ? Number(text) : 0;
  return number >= 1 && number <= limit ? number : null;
}
