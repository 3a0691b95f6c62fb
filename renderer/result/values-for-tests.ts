import type { ShownValue } from '../../electron/contract/shown-value.ts';

/** A value as main would send it: an unnamed int that says `text`, changed by what is given. */
export function shown(text: string, change: Partial<ShownValue> = {}): ShownValue {
  return {
    name: null,
    type: 'int',
    text,
    hex: null,
    at: null,
    pointsTo: null,
    children: [],
    more: 0,
    json: null,
    ...change,
  };
}
