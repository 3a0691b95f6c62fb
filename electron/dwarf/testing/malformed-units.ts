import { DW_AT, DW_ATE, DW_FORM, DW_TAG } from '../constants.ts';
import type { DebugInfo } from '../debug-info.ts';
import {
  type AttributeSpec,
  type AttributeValue,
  DwarfBuilder,
  type EntrySpec,
  label,
  type UnitSpec,
} from './dwarf-builder.ts';

/** Where the function of the damaged unit and that of the sound one begin. */
export const damagedAddress = 0x1000n;
export const soundAddress = 0x9000n;

const c17 = 0x2c;

export function entry(
  tag: keyof typeof DW_TAG,
  attributes: readonly AttributeSpec[],
  children?: readonly EntrySpec[],
): EntrySpec {
  return { tag: DW_TAG[tag], attributes, ...(children && { children }) };
}

export function labelled(name: string, spec: EntrySpec): EntrySpec {
  return { ...spec, label: name };
}

export const name = (text: string): AttributeSpec => [DW_AT.name, DW_FORM.string, text];
export const typed = (to: string): AttributeSpec => [DW_AT.type, DW_FORM.ref4, label(to)];
export const size = (bytes: number): AttributeSpec => [DW_AT.byte_size, DW_FORM.udata, bytes];
export const at = (offset: number): AttributeSpec => [DW_AT.data_member_location, DW_FORM.udata, offset];
export const flag = (attribute: keyof typeof DW_AT): AttributeSpec => [
  DW_AT[attribute],
  DW_FORM.flag_present,
];
export const attribute = (
  which: keyof typeof DW_AT,
  form: keyof typeof DW_FORM,
  value: AttributeValue = 0,
): AttributeSpec => [DW_AT[which], DW_FORM[form], value];

export const int = labelled(
  'int',
  entry('base_type', [name('int'), size(4), attribute('encoding', 'data1', DW_ATE.signed)]),
);

/** `int f(T x)` at the damaged address, whose T has the label `subject`. */
export function functionOfSubject(parameter: readonly AttributeSpec[] = [typed('subject')]): EntrySpec {
  return entry(
    'subprogram',
    [name('f'), typed('int'), attribute('low_pc', 'addr', damagedAddress), flag('external')],
    [entry('formal_parameter', [name('x'), ...parameter])],
  );
}

/** The entry of a unit in C that covers 256 bytes. */
export function unitEntry(
  address: bigint,
  children: readonly EntrySpec[],
  more: readonly AttributeSpec[] = [],
): EntrySpec {
  const range = [attribute('low_pc', 'addr', address), attribute('high_pc', 'data4', 256)];
  const language = [attribute('language', 'data1', c17)];
  // What `more` has of these, it has in its own way.
  const own = [...language, ...range].filter(([which]) => !more.some(([other]) => other === which));
  return entry('compile_unit', [...more, ...own], children);
}

/** A unit with `f` and the entries given. */
export function unitOf(
  entries: readonly EntrySpec[],
  { more = [], ...spec }: Partial<UnitSpec> & { readonly more?: readonly AttributeSpec[] } = {},
): UnitSpec {
  return { root: unitEntry(damagedAddress, [int, functionOfSubject(), ...entries], more), ...spec };
}

/** `int sound(int a)`: what has to be read, whatever lies beside it. */
export function soundUnit(): UnitSpec {
  const number = labelled('sound int', { tag: int.tag, attributes: int.attributes });
  const sound = entry(
    'subprogram',
    [name('sound'), typed('sound int'), attribute('low_pc', 'addr', soundAddress)],
    [entry('formal_parameter', [name('a'), typed('sound int')])],
  );
  return { root: unitEntry(soundAddress, [number, sound]) };
}

/** What is wrong, how it is written, and what is said of it. */
export interface MalformedCase {
  readonly title: string;
  readonly damage: (builder: DwarfBuilder) => void;
  /** What each sentence is like; null where nothing is lost that somebody would miss. */
  readonly says: RegExp | null;
  /** True where the damage hides what follows it: then the sound unit comes first. */
  readonly hides?: true;
  readonly check?: (debug: DebugInfo) => void;
}

export function build({ damage, hides }: MalformedCase): DwarfBuilder {
  const builder = new DwarfBuilder();
  if (hides) builder.unit(soundUnit());
  damage(builder);
  return hides ? builder : builder.unit(soundUnit());
}
