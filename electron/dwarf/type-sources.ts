import type { CType } from '../contract/prototype.ts';
import type { Definitions } from './definitions.ts';
import type { Layouts } from './layouts.ts';
import type { Names } from './names.ts';
import type { TypeShapes } from './type-shapes.ts';
import type { Values } from './values.ts';

/** What types are built from, shared by all types of one file. */
export interface TypeSources {
  readonly values: Values;
  readonly names: Names;
  readonly definitions: Definitions;
  readonly shapes: TypeShapes;
  readonly layouts: Layouts;
  /** Types without a record in them by the offset of their entry: they are the same in every prototype. */
  readonly plainTypes: Map<number, CType>;
  /** All types as outlines have them, where records are names. */
  readonly outlineTypes: Map<number, CType>;
}
