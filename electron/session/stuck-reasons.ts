import type { StaleWarning, StuckReason, UnloadProof } from '../contract/generation.ts';
import type { ImageUse, UnloadEvidence } from '../contract/runner-protocol.ts';

/** What is known of an image that stayed after dlclose. */
export interface StuckFacts {
  /** What the process showed; null when it could not be asked. */
  readonly evidence: UnloadEvidence | null;
  /** DF_1_NODELETE of the file. */
  readonly noDelete: boolean;
  /** The file can have destructors of thread_local objects wait for the end of a thread. */
  readonly threadLocalDestructors: boolean;
}

/** Why the image stayed: what suffices alone first; only without that, what may be the cause; else that it is unknown. */
export function stuckReasons({ evidence, noDelete, threadLocalDestructors }: StuckFacts): StuckReason[] {
  const certain: StuckReason[] = [];
  if (evidence !== null && evidence.uniqueCount > 0) certain.push(unique(evidence));
  if (noDelete) certain.push(nodelete);
  if (evidence !== null && evidence.openedAs.length > 0) certain.push(openedTwice(evidence.openedAs));
  if (evidence !== null && evidence.neededBy.length > 0) certain.push(needed(evidence.neededBy));
  if (certain.length > 0) return certain;
  const likely = (evidence?.pointedToBy ?? []).map(pointedTo);
  if (threadLocalDestructors) likely.push(threadLocal);
  return likely.length > 0 ? likely : [unknown];
}

/** Why a library must not be closed: its code would be called after it is gone. Empty when it may be. */
export function reasonsOfUse({ threads, signals }: ImageUse): StuckReason[] {
  const reasons: StuckReason[] = [];
  if (threads > 0) {
    reasons.push({
      kind: 'thread',
      cause: `${threads === 1 ? 'A thread' : `${threads} threads`} that the library started still runs its code; unmapping that would crash the process.`,
      cure: 'Let a destructor function of the library end its threads and wait for them (pthread_join).',
      names: [],
    });
  }
  if (signals.length > 0) {
    reasons.push({
      kind: 'signal-handler',
      cause: `The library's handler of ${signals.join(', ')} is still installed; the next such signal would crash the process.`,
      cure: 'Let a destructor function of the library put the handler before it back (sigaction).',
      names: signals,
    });
  }
  return reasons;
}

/** What of an earlier build is still in use after a swap or strict: an image that stays keeps its variables until its process ends. */
export function staleAfter(before: StaleWarning | null, proof: UnloadProof | null): StaleWarning | null {
  if (proof !== null && !proof.gone) return staleStatics(proof);
  return before?.kind === 'statics' ? before : null;
}

/** What stays old, one sentence. */
export function staticsSentence({ generation, reasons }: UnloadProof): string {
  const shared = reasons.some(({ kind }) => kind === 'unique');
  const what = shared
    ? `variables that the whole process shares keep the values and the layout of #${generation}`
    : `its variables live on beside the new ones, unused by this build`;
  return `This build runs in the same process, where the image of #${generation} stayed: ${what}.`;
}

function staleStatics(proof: UnloadProof): StaleWarning {
  const causes = proof.reasons.map(({ cause }) => cause).join(' ');
  const wayOut =
    'Only a fresh process is free of it: choose one under “Reload strategy” or “If the old one stays” (out of the main process, under “Run in”) and reload.';
  return { kind: 'statics', warning: `${staticsSentence(proof)} ${causes} ${wayOut}` };
}

function unique({ unique, uniqueCount }: UnloadEvidence): StuckReason {
  const first = unique[0] ?? '';
  const others = uniqueCount - 1;
  const more = others <= 0 ? '' : ` and ${others} more`;
  return {
    kind: 'unique',
    cause: `It defines STB_GNU_UNIQUE symbols, of which a process has one for all: ${first}${more}. glibc never unloads such a library.`,
    cure: 'Compile with -fno-gnu-unique, or hide the symbols (-fvisibility=hidden).',
    names: unique,
  };
}

const nodelete: StuckReason = {
  kind: 'nodelete',
  cause: 'It is linked with -z nodelete (DF_1_NODELETE): dlclose leaves it where it is.',
  cure: 'Link without -z nodelete.',
  names: [],
};

function openedTwice(paths: readonly string[]): StuckReason {
  return {
    kind: 'opened-twice',
    cause: `The same file is open in this process once more, as ${paths.join(', ')}, and a process has one image for each file: it stays until the last one is closed.`,
    cure: 'Close the other tab, or run one of the two in a process of its own (Run in: Isolated process).',
    names: paths,
  };
}

function needed(objects: readonly string[]): StuckReason {
  return {
    kind: 'needed',
    cause: `Another library of the process needs it and holds it: ${objects.join(', ')}.`,
    cure: 'Let that library go first, or do not link it with this one.',
    names: objects,
  };
}

function pointedTo({
  object,
  symbols,
}: {
  readonly object: string;
  readonly symbols: readonly string[];
}): StuckReason {
  return {
    kind: 'pointed-to',
    cause: `${object} holds on to it: its data points to ${symbols[0] ?? 'it'}${symbols.length > 1 ? ` and ${symbols.length - 1} more` : ''}.`,
    cure: 'Hide the symbols that the other library bound itself to (-fvisibility=hidden).',
    names: symbols,
  };
}

const threadLocal: StuckReason = {
  kind: 'thread-local',
  cause:
    'A thread_local object of it was used, and its destructor waits for the end of the thread that makes the calls (__cxa_thread_atexit).',
  cure: 'Give thread_local objects no destructor, or use them in threads of the library that end before it is closed.',
  names: [],
};

const unknown: StuckReason = {
  kind: 'unknown',
  cause:
    'Something in the process holds it that could not be found, such as a dlopen of its own without a dlclose.',
  cure: '',
  names: [],
};
