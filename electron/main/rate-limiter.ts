/** How much is allowed at once, and how much comes back each second. */
export interface Rate {
  readonly burst: number;
  readonly perSecond: number;
}

/** A token bucket for each key; `take` is false when the key has used up what it may. */
export class RateLimiter {
  readonly #buckets = new Map<string, { tokens: number; atMs: number }>();
  readonly #rate: Rate;
  readonly #now: () => number;

  constructor(rate: Rate, now: () => number) {
    this.#rate = rate;
    this.#now = now;
  }

  take(key: string): boolean {
    const atMs = this.#now();
    const bucket = this.#buckets.get(key) ?? { tokens: this.#rate.burst, atMs };
    const refill = (Math.max(0, atMs - bucket.atMs) * this.#rate.perSecond) / 1000;
    const tokens = Math.min(this.#rate.burst, bucket.tokens + refill);
    const allowed = tokens >= 1;
    this.#buckets.set(key, { tokens: allowed ? tokens - 1 : tokens, atMs });
    return allowed;
  }
}
