import type { CType, RecordType, SourceLocation } from './prototype.ts';

/** A variable of a library that its code can write: state, which a reload resets. */
export interface LibraryVariable {
  /** The same in every build while it keeps its name and, for a static one, its file: names it in what is remembered. */
  readonly key: string;
  /** As the source has it: `geometry::count`, `counter()::calls` for a static one of a function. */
  readonly name: string;
  /** The name given to dlsym; null for one that is not exported. */
  readonly symbol: string | null;
  /** `guard`: the compiler's note that a static variable of a function was initialised. */
  readonly kind: 'export' | 'static' | 'guard';
  /** Link-time address; for a thread-local one the offset in its thread's block. */
  readonly offset: bigint;
  /** In bytes. */
  readonly size: number;
  /** Refers to the records of the list; null where neither debug information nor a header tells. */
  readonly type: CType | null;
  readonly location: SourceLocation | null;
  /** Each thread has its own. */
  readonly threadLocal: boolean;
  /** The note that it was initialised, where that happens at the first call of its function; null elsewhere. */
  readonly guard: GuardPlace | null;
}

/** Where a guard variable lies: its first byte is 1 once the variable was initialised (Itanium C++ ABI, 3.3.3). */
export type GuardPlace = Pick<LibraryVariable, 'symbol' | 'offset' | 'size'>;

/** The most variables of one library that are listed. */
export const variableLimit = 5000;

/** The writable variables of one build. */
export interface VariableList {
  /** By name; the first `variableLimit`. */
  readonly variables: readonly LibraryVariable[];
  readonly records: readonly RecordType[];
  /** All of them, guards included, also those that are not listed. */
  readonly total: number;
  /** Without it static variables are not known. */
  readonly hasDebugInfo: boolean;
}

/** Functions of the library that are called around a reload; the names are those given to dlsym. */
export interface ReloadHooks {
  /** In the old build, before it is closed. */
  readonly before: string | null;
  /** In the new build, after it was opened. */
  readonly after: string | null;
}

/** What the user chose about the state of one library; remembered. */
export interface StateChoices {
  /** Keys of the variables whose values the next build takes over. */
  readonly carry: readonly string[];
  readonly hooks: ReloadHooks;
}

/** One choice at a time, so that two that follow each other closely do not undo one another. */
export type StateChoice =
  | { readonly kind: 'carry'; readonly key: string; readonly carried: boolean }
  | { readonly kind: 'hook'; readonly which: keyof ReloadHooks; readonly symbol: string | null };

export const noStateChoices: StateChoices = { carry: [], hooks: { before: null, after: null } };

/** The most variables that can be chosen to be carried. */
export const carryLimit = 200;

/** What became of a variable's value at a reload. */
export const variableFates = [
  /** It had changed since its build was loaded, and has the new build's initial value now. */
  'reset',
  /** Its value was written into the new build. */
  'carried',
  /** It lies outside the new image, so that the value is what it was: the first definition in the process counts. */
  'kept',
  /** It was to be carried and could not be. */
  'not-carried',
] as const;

export type VariableFate = (typeof variableFates)[number];

/** One variable in the history entry of a reload. */
export interface VariableChange {
  readonly name: string;
  readonly key: string;
  readonly fate: VariableFate;
  /** Its last value in the old build, in short. */
  readonly before: string;
  /** Its first value in the new build; null for one that the new build lacks. */
  readonly after: string | null;
  /** Why it could not be carried, or what to mind, one sentence; empty where there is nothing to say. */
  readonly note: string;
}

/** The most variables that one history entry names. */
export const changedVariablesLimit = 50;

/** What a reload did to the state of the library. */
export interface StateChange {
  /** The first `changedVariablesLimit`, those that were reset first. */
  readonly variables: readonly VariableChange[];
  readonly resetCount: number;
  readonly carriedCount: number;
  /** Variables that were too large to be compared, or too many. */
  readonly notCompared: number;
}
