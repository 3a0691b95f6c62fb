/**
 * The V8 option that a reader is started with: room for 2 MB of young objects.
 *
 * V8 takes up to 16 MB for them, and a reader that walks debug information fills all of it with objects that die at
 * once, which made it hold more than three times the size of the debug sections. Plain Node takes the option as it
 * is, a utility process only within `--js-flags`.
 */
export const readerHeapOption = '--max-semi-space-size=2';
