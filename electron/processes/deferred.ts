/** A promise that is settled from outside (Promise.withResolvers, which Node 20 lacks). */
export class Deferred<T> {
  readonly promise: Promise<T>;
  readonly resolve: (value: T) => void;

  constructor() {
    let settle: ((value: T) => void) | undefined;
    this.promise = new Promise((resolve) => {
      settle = resolve;
    });
    this.resolve = (value) => settle?.(value);
  }
}
