import type { CType, Member, RecordType } from '../contract/prototype.ts';

/** A record beside the table that its members refer to. */
export interface RecordInTable {
  readonly record: RecordType;
  readonly records: readonly RecordType[];
}

// Hostile records lie in each other without end, or twice in each other level by level.
const maximumComparisons = 2000;

interface Budget {
  left: number;
}

/** True when two records have one spelling and one layout, down to the records that lie inside them; pointees count by name. */
export function isSameRecord(one: RecordInTable, other: RecordInTable): boolean {
  return isSame(one, other, { left: maximumComparisons });
}

function isSame(one: RecordInTable, other: RecordInTable, budget: Budget): boolean {
  budget.left -= 1;
  const [a, b] = [one.record, other.record];
  if (a.keyword !== b.keyword || a.spelling !== b.spelling || a.size !== b.size) return false;
  if (a.alignment !== b.alignment || a.passedByReference !== b.passedByReference) return false;
  if (a.members === null || b.members === null) {
    return a.members === b.members && isTag(a.spelling);
  }
  if (a.members.length !== b.members.length || budget.left < 0) return false;
  return a.members.every((member, index) => {
    const twin = b.members?.[index];
    return (
      twin !== undefined &&
      isSameMember(member, twin) &&
      isSameInside([member.type, one], [twin.type, other], budget)
    );
  });
}

/** True when `declaration` names the record that `definition` lays out, and says nothing of its members itself. */
export function isDeclarationOf(declaration: RecordType, definition: RecordType): boolean {
  return (
    declaration.members === null &&
    declaration.spelling === definition.spelling &&
    (declaration.size === 0 || declaration.size === definition.size) &&
    isTag(declaration.spelling)
  );
}

/** Nameless records share their spelling, so it does not identify them. */
function isTag(spelling: string): boolean {
  return !/[({]|anonymous|unnamed|^(?:struct|union|class)?$/.test(spelling);
}

function isSameMember(a: Member, b: Member): boolean {
  return (
    a.name === b.name &&
    a.offset === b.offset &&
    a.bits?.offset === b.bits?.offset &&
    a.bits?.size === b.bits?.size &&
    a.type.kind === b.type.kind &&
    a.type.spelling === b.type.spelling
  );
}

type TypeInside = readonly [CType, RecordInTable];

function isSameInside([a, one]: TypeInside, [b, other]: TypeInside, budget: Budget): boolean {
  if (a.kind === 'array' && b.kind === 'array') {
    return a.count === b.count && isSameInside([a.of, one], [b.of, other], budget);
  }
  if (a.kind !== 'record' || b.kind !== 'record') return true;
  const [left, right] = [one.records[a.record], other.records[b.record]];
  if (!left || !right) return false;
  return isSame({ record: left, records: one.records }, { record: right, records: other.records }, budget);
}
