/** Bounds of one file of calls; `bytes` of its text. */
export const callsFileLimits = {
  calls: 1000,
  pinned: 500,
  bytes: 4_000_000,
  nameLength: 200,
  prototypeLength: 100_000,
  arguments: 256,
} as const;
