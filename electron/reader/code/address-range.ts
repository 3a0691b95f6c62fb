/** A range of addresses in one build. */
export interface AddressRange {
  readonly start: number;
  readonly size: number;
}

/** The function whose code leads somewhere, in both builds. */
export interface FunctionRanges {
  readonly before: AddressRange;
  readonly after: AddressRange;
}
