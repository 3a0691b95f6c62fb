import type { VariableFate } from '../../electron/contract/variables.ts';
import type { Sign } from './tone.ts';

/** What became of a variable at a reload. */
export const fateSigns: Readonly<Record<VariableFate, Sign>> = {
  reset: {
    tone: 'warn',
    shape: 'triangle',
    label: 'reset',
    meaning: 'Its value had changed since the build was loaded; the new build began with its initial value.',
  },
  carried: {
    tone: 'good',
    shape: 'dot',
    label: 'carried',
    meaning: 'Its value was written into the new build before anything was called there.',
  },
  kept: {
    tone: 'quiet',
    shape: 'ring',
    label: 'kept',
    meaning: 'Its definition in another object of the process counts, so a reload does not touch it.',
  },
  'not-carried': {
    tone: 'bad',
    shape: 'cross',
    label: 'not carried',
    meaning: 'It was to be carried and could not be; the reload history says why.',
  },
};

/** For a variable that no reload touched. */
export const changedSign: Sign = {
  tone: 'busy',
  shape: 'diamond',
  label: 'changed',
  meaning: 'It is another value than when the build was loaded: a reload resets it, unless it is carried.',
};
