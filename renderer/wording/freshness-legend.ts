import type { Sign } from './tone.ts';

/** The signs of the freshness badge for the legend, without the details of one library. */
export const freshnessLegend: readonly Sign[] = [
  {
    tone: 'good',
    shape: 'dot',
    label: 'running = on disk',
    meaning: 'The code that answers is the build on disk.',
  },
  {
    tone: 'busy',
    shape: 'ring',
    label: 'settling',
    meaning: 'The file is being written; it is loaded when quiet.',
  },
  { tone: 'busy', shape: 'spinner', label: 'loading', meaning: 'The build is being loaded right now.' },
  {
    tone: 'bad',
    shape: 'cross',
    label: 'older, not loaded, ended',
    meaning: 'The build on disk was refused, or the process is gone; the words beside it say why.',
  },
  {
    tone: 'warn',
    shape: 'triangle',
    label: 'missing, or old code',
    meaning: 'The file is gone, or it could not be proved that the old code left the process.',
  },
  {
    tone: 'warn',
    shape: 'back',
    label: 'earlier build',
    meaning: 'You went back to an earlier build; the file holds a newer one.',
  },
  {
    tone: 'quiet',
    shape: 'pause',
    label: 'paused',
    meaning: '“Watch file” is off: press Reload to load changes.',
  },
  { tone: 'quiet', shape: 'square', label: 'released', meaning: 'Nothing is loaded, held or watched.' },
];
