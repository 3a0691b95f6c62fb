import type { BuildChangeFact } from '../../contract/build-changes.ts';
import { makeFact } from '../changes/change-words.ts';
import type { CodeComparison } from '../code-comparison.ts';
import type { BuildPlaces } from './build-places.ts';
import { localChanges, type PairedLocals, splitFrom } from './local-changes.ts';
import type { PlaceComparison } from './place-comparison.ts';
import { changedSections } from './section-changes.ts';

/** What is known when it is asked what no export shows. */
export interface HiddenParts {
  readonly before: BuildPlaces;
  readonly after: BuildPlaces;
  readonly places: PlaceComparison;
  readonly code: CodeComparison;
  readonly locals: PairedLocals;
  /** Names of exported functions, whose parts are theirs. */
  readonly exported: ReadonlySet<string>;
  /** Whether anything was told that may be why sections differ. */
  readonly isTold: boolean;
  readonly areConstantsTold: boolean;
}

/** What changed besides exports: by .symtab where there is one, and by whole sections where nothing else tells. */
export function hiddenFacts(parts: HiddenParts): readonly BuildChangeFact[] {
  const { locals, exported, isTold, areConstantsTold } = parts;
  const functions = locals.functions.filter((pair) => !exported.has(splitFrom(pair.after) ?? ''));
  const changes = localChanges({ functions, objects: locals.objects }, parts);
  const facts = [
    ...(changes.code ? [codeFact()] : []),
    ...(areConstantsTold ? [] : changes.constants.map(constantsFact)),
    ...changes.data.map(dataFact),
  ];
  return isTold || facts.length > 0 ? facts : sectionFacts(parts);
}

function sectionFacts(parts: HiddenParts): readonly BuildChangeFact[] {
  const { areFunctionsSame } = parts.locals;
  const sections = changedSections(parts);
  const isCodeChanged =
    areFunctionsSame === null ? sections.some(({ isExecutable }) => isExecutable) : !areFunctionsSame;
  return [
    ...(isCodeChanged ? [codeFact()] : []),
    ...sections
      .filter(({ isExecutable }) => !isExecutable)
      .map(({ name, isConstant }) => (isConstant ? constantsFact(name) : dataFact(name))),
  ];
}

function codeFact(): BuildChangeFact {
  return sectionFact('Code that is not exported changed.', '.text');
}

function constantsFact(section: string): BuildChangeFact {
  return sectionFact(`Constants changed (${section}).`, section);
}

function dataFact(section: string): BuildChangeFact {
  return sectionFact(`Initial data changed (${section}).`, section);
}

function sectionFact(sentence: string, subject: string): BuildChangeFact {
  return makeFact('code-changed', 'compatible', sentence, { subject });
}
