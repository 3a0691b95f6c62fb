/** Names a value of a recorded call for `call:save-value`. */
export interface ValueOrigin {
  readonly recordId: string;
  /** The result, or the index of an `out` value. */
  readonly from: 'result' | number;
}
