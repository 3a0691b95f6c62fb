/** Milliseconds on a line for people: `0.04 ms`, `217 ms`. */
export function durationText(ms: number): string {
  return `${ms < 10 ? ms.toFixed(2) : Math.round(ms)} ms`;
}
