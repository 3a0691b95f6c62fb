import type { CallRecord } from './call-record.ts';
import type { Failure } from './failure.ts';

/** What the build beside made of a call. */
export type BesideAnswer =
  | { readonly kind: 'called'; readonly record: CallRecord }
  /** The call does not fit that build, or it is not there any more: no record was made. */
  | { readonly kind: 'refused'; readonly generation: number | null; readonly failure: Failure };

/** The same call on the running build and on the one beside. */
export interface CallOnBoth {
  readonly record: CallRecord;
  readonly beside: BesideAnswer;
}
