import { DW_AT, DW_OP, DW_TAG } from './constants.ts';
import { Cursor } from './cursor.ts';
import type { Entry } from './entries.ts';
import type { TypeSources } from './type-sources.ts';

/** A virtual function that a class declares. */
export interface VirtualFunction {
  readonly name: string;
  /** As the linker knows it, where the compiler says; else the name. */
  readonly symbol: string;
  /** Its place in the table of virtual functions, from 0 (DW_AT_vtable_elem_location). */
  readonly slot: number;
}

/** More have no class; each is compared by name. */
const functionLimit = 10_000;

/** The virtual functions that a class declares and whose places are known (DWARF 5, 5.7.8). */
export function virtualFunctionsOf(
  { values, names }: TypeSources,
  record: Entry,
): readonly VirtualFunction[] {
  // Compilers name the class whose table it has of every class that has one.
  if (!values.entries.has(record, DW_AT.containing_type)) return [];
  const methods = values.entries.children(record, (tag) => tag === DW_TAG.subprogram);
  return methods.slice(0, functionLimit).flatMap((method) => {
    if (!values.entries.has(method, DW_AT.vtable_elem_location)) return [];
    const name = names.simple(method);
    const slot = slotOf(values, method);
    return name === null || slot === null ? [] : [{ name, symbol: names.linkage(method) ?? name, slot }];
  });
}

/** A constant, or an expression that is one. */
function slotOf(values: TypeSources['values'], method: Entry): number | null {
  const constant = values.number(method, DW_AT.vtable_elem_location);
  if (constant !== null) return constant;
  const block = values.block(method, DW_AT.vtable_elem_location);
  if (block === null) return null;
  const cursor = new Cursor(block, values.entries.cursor.little);
  if (cursor.u8() !== DW_OP.constu) return null;
  const slot = cursor.uleb();
  return cursor.at >= block.length ? slot : null;
}
