import type { BuildChangeFact } from '../../contract/build-changes.ts';
import { makeFact } from './change-words.ts';

/**
 * Makes one of the changes that read the same: compilers write out a constructor for whole objects and one for bases, and
 * destructors likewise (Itanium C++ ABI, 5.1.4.3). What stands in each build is that of the first.
 */
export function mergeTwins(facts: readonly BuildChangeFact[]): readonly BuildChangeFact[] {
  const groups = new Map<string, BuildChangeFact[]>();
  for (const fact of facts) {
    const key = [fact.kind, fact.severity, fact.subject, fact.sentence].join('\n');
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [fact]);
    else group.push(fact);
  }
  return [...groups.values()].flatMap((group) => {
    const [first, ...others] = group;
    if (first === undefined || others.length === 0) return group;
    const symbols = group.flatMap((fact) => fact.symbols);
    return makeFact(first.kind, first.severity, first.sentence, { ...first, symbols });
  });
}
