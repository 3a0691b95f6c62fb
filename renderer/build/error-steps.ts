import { showBuildPanel } from './build-intents.ts';

type Step = 1 | -1;

let listener: ((step: Step) => void) | null = null;
let waiting: Step | null = null;

/** Goes to the next or the previous error of the build; shows the panel first where it is not in view. */
export function stepToError(step: Step): void {
  if (listener !== null) {
    listener(step);
    return;
  }
  waiting = step;
  showBuildPanel();
}

/** The list of the output takes the steps, also the one that brought it into view; returns the function that ends it. */
export function takeSteps(take: (step: Step) => void): () => void {
  listener = take;
  const step = waiting;
  waiting = null;
  if (step !== null) take(step);
  return () => {
    listener = null;
  };
}
