import { assertNever, type Failure, fail } from '../contract/failure.ts';
import type { ReloadStrategy, RunPlace, StaleWarning } from '../contract/generation.ts';
import type { ReloadTrigger } from '../contract/history-entry.ts';
import type { BuildKey, FileIdentity } from '../contract/identity.ts';
import type { ElfFacts } from '../contract/library-model.ts';

/** What a settled look at the file found. */
export type FoundFile =
  | { readonly kind: 'missing' }
  | { readonly kind: 'unreadable'; readonly failure: Failure }
  | {
      readonly kind: 'build';
      readonly identity: FileIdentity;
      readonly build: BuildKey;
      readonly facts: ElfFacts;
    };

export interface ReloadQuestion {
  readonly trigger: ReloadTrigger;
  readonly found: FoundFile;
  /** The build that answers calls, or null. */
  readonly running: BuildKey | null;
  /** True when a needed library that belongs to the build is another one than that which runs. */
  readonly neededChanged: boolean;
  /** True when a build of that content crashed while loading. */
  readonly crashedBefore: boolean;
  /** True when it is the build that was on disk when the user went back to an earlier one. */
  readonly passedOver: boolean;
  readonly place: RunPlace;
  readonly strategy: ReloadStrategy;
}

export type ReloadDecision =
  | { readonly action: 'note-missing' }
  | { readonly action: 'reject'; readonly failure: Failure }
  /** The build that runs is the build on disk. */
  | { readonly action: 'keep' }
  /** The user went back from the build on disk. */
  | { readonly action: 'pass-over' }
  | { readonly action: 'load'; readonly strategy: ReloadStrategy };

/** In main there is no other process to load into, so a reload is always the article's. */
export function effectiveStrategy(place: RunPlace, strategy: ReloadStrategy): ReloadStrategy {
  return place === 'in-main' ? 'strict' : strategy;
}

/** ET_DYN (gABI, e_type): the only file type that dlopen takes. */
const sharedObjectType = 3;

/** Why the facts alone forbid to load; null when it can be tried. */
export function refusalOfFacts(facts: ElfFacts, size: bigint): Failure | null {
  if (!facts.complete) {
    const message = `The file has ${size} bytes and its own tables reach to byte ${facts.expectedSize}: it is not complete.`;
    return fail('incomplete-file', message).failure;
  }
  if (facts.cannotLoad === null) return null;
  const code = facts.fileType.code === sharedObjectType ? 'wrong-machine' : 'not-a-shared-library';
  return fail(code, facts.cannotLoad).failure;
}

/** Decides what to do about a settled look; the same question always has the same answer. */
export function decideReload(question: ReloadQuestion): ReloadDecision {
  const { found } = question;
  switch (found.kind) {
    case 'missing':
      return { action: 'note-missing' };
    case 'unreadable':
      return { action: 'reject', failure: found.failure };
    case 'build':
      return decideBuild(question, found);
    default:
      return assertNever(found);
  }
}

function decideBuild(question: ReloadQuestion, found: Extract<FoundFile, { kind: 'build' }>): ReloadDecision {
  const refusal = refusalOfFacts(found.facts, found.identity.size);
  if (refusal !== null) return { action: 'reject', failure: refusal };
  // Who asks for a reload gets one: fresh statics are a reason to ask although the build is the same.
  const runs = question.running?.hash === found.build.hash && !question.neededChanged;
  if (question.trigger !== 'manual' && runs) return { action: 'keep' };
  if (question.trigger !== 'manual' && question.passedOver) return { action: 'pass-over' };
  if (question.crashedBefore && question.trigger !== 'manual') {
    const message =
      'This build crashed while it was loaded before. It is not loaded again by itself; another build is.';
    return { action: 'reject', failure: fail('build-crashed-before', message).failure };
  }
  return { action: 'load', strategy: effectiveStrategy(question.place, question.strategy) };
}

/**
 * The warning that a generation must carry when the loader gave an image that the process had open before; `refusal` is
 * why dlclose failed, null when it returned 0.
 */
export function staleCodeAfter(refusal: Failure | null): StaleWarning {
  return { kind: 'code', warning: staleCodeSentence(refusal) };
}

function staleCodeSentence(refusal: Failure | null): string {
  if (refusal !== null) {
    return `dlclose failed, so the old code keeps running: ${refusal.detail ?? refusal.message}`;
  }
  return 'dlclose returned 0 and an older image of this file is still mapped: the old code keeps running. To get the new code, choose the strategy Swap or Fresh process and reload; out of the main process, go back to an isolated one.';
}
