import { countsText } from './diff-text.ts';
import { visible } from './visible-text.ts';
import type { WatchEvent } from './watch-event.ts';

const buildLength = 12;

/** One event as one calm line for people. */
export function watchLine(event: WatchEvent): string {
  const parts = [
    event.at.slice(11, 23),
    event.event.padEnd(9),
    event.generation === null ? '–' : `#${event.generation}`,
    ...aboutParts(event),
    ...(event.reason === undefined ? [] : [visible(event.reason)]),
    ...dlerrorParts(event),
    ...outputParts(event),
  ];
  return parts.join('  ');
}

const changesShown = 3;

function aboutParts(event: WatchEvent): readonly string[] {
  if (event.event === 'changes') return changeParts(event);
  const about = event.event === 'result' ? [`= ${event.text ?? ''}`] : fileParts(event);
  return [...about, durationText(event)];
}

/** The counts, and the worst changes in their sentences. */
function changeParts({ summary, changes = [] }: WatchEvent): readonly string[] {
  if (summary === undefined) return [];
  const shown = changes.slice(0, changesShown).map(({ sentence }) => visible(sentence));
  const more = summary.breaking + summary.risky + summary.compatible - shown.length;
  return [countsText(summary), ...shown, ...(more > 0 ? [`and ${more} more`] : [])];
}

function fileParts(event: WatchEvent): readonly string[] {
  if (event.identity === null) return [];
  const build = event.build === null ? [] : [`build ${event.build.slice(0, buildLength)}`];
  return [`inode ${event.identity.ino}`, ...build];
}

function durationText(event: WatchEvent): string {
  return `${event.durationMs < 10 ? event.durationMs.toFixed(2) : Math.round(event.durationMs)} ms`;
}

function dlerrorParts({ dlerror, reason }: WatchEvent): readonly string[] {
  if (dlerror === undefined || reason?.includes(dlerror)) return [];
  return [visible(dlerror)];
}

function outputParts({ stdout, stderr }: WatchEvent): readonly string[] {
  return [
    ...(stdout ? [`stdout: ${visible(stdout)}`] : []),
    ...(stderr ? [`stderr: ${visible(stderr)}`] : []),
  ];
}
