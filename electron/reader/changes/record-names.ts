import type { RecordType } from '../../contract/prototype.ts';
import { canonicalName } from '../../dwarf/canonical-name.ts';

/** The name of a record without its keyword, which C++ leaves out; null for one that has none. */
export function tagOf({ spelling }: RecordType): string | null {
  const tag = spelling.replace(/^(?:struct|union|class) ?/, '');
  return /^$|\{|\(anonymous|<unnamed|\(unnamed|^\?$/.test(tag) ? null : tag;
}

/** Whether two names are one; compilers write template arguments in several ways. */
export function isSameName(before: string, after: string): boolean {
  return before === after || (before.includes('<') && canonicalName(before) === canonicalName(after));
}

/** Whether two records of different names have the same members at the same places. */
export function isSameShape(before: RecordType, after: RecordType): boolean {
  if (before.members === null || after.members === null) return before.size === after.size;
  return (
    before.size === after.size &&
    before.members.length === after.members.length &&
    before.members.every((member, index) => {
      const twin = after.members?.[index];
      return (
        twin !== undefined &&
        member.offset === twin.offset &&
        member.bits?.offset === twin.bits?.offset &&
        member.type.kind === twin.type.kind &&
        member.type.spelling === twin.type.spelling
      );
    })
  );
}
