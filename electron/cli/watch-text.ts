import { countsText } from './diff-text.ts';
import { durationText } from './duration-text.ts';
import { countsLine } from './pinned-text.ts';
import { visible, visibleOnOneLine } from './visible-text.ts';
import type { WatchEvent, WatchedCheck } from './watch-event.ts';

const buildLength = 12;

/** One event as one calm line for people. */
export function watchLine(event: WatchEvent): string {
  const parts = [
    event.at.slice(11, 23),
    event.event.padEnd(9),
    event.generation === null ? '–' : `#${event.generation}`,
    ...aboutParts(event),
    ...(event.reason === undefined ? [] : [visibleOnOneLine(event.reason)]),
    ...dlerrorParts(event),
    ...outputParts(event),
  ];
  return parts.join('  ');
}

const changesShown = 3;

function aboutParts(event: WatchEvent): readonly string[] {
  if (event.event === 'changes') return changeParts(event);
  if (event.counts) return [countsLine(event.counts)];
  return [...saidParts(event), ...durationParts(event)];
}

/** A call is told in nanoseconds; of what took no time of its own nothing is said. */
function durationParts({ durationNs, durationMs }: WatchEvent): readonly string[] {
  const ns = durationNs ?? durationMs * 1e6;
  return ns > 0 ? [durationText(ns)] : [];
}

function saidParts(event: WatchEvent): readonly string[] {
  if (event.check) return checkParts(event.check, event.text);
  return event.event === 'result' ? [`= ${event.text ?? ''}`] : fileParts(event);
}

/** The counts, and the worst changes in their sentences. */
function changeParts({ summary, changes = [] }: WatchEvent): readonly string[] {
  if (summary === undefined) return [];
  const shown = changes.slice(0, changesShown).map(({ sentence }) => visible(sentence));
  const more = summary.breaking + summary.risky + summary.compatible - shown.length;
  return [countsText(summary), ...shown, ...(more > 0 ? [`and ${more} more`] : [])];
}

/** `fail  add(3, 4)  7 → 12  since #2`. */
function checkParts(check: WatchedCheck, text: string | undefined): readonly string[] {
  const { name, state, before, brokenBy } = check;
  const now = text === undefined ? [] : [before === undefined ? `= ${text}` : `${before} → ${text}`];
  const since = brokenBy === undefined ? [] : [`since #${brokenBy.generation}`];
  return [state, visible(name, 200), ...now.map((shown) => visible(shown)), ...since];
}

function fileParts(event: WatchEvent): readonly string[] {
  if (event.identity === null) return [];
  const build = event.build === null ? [] : [`build ${event.build.slice(0, buildLength)}`];
  return [`inode ${event.identity.ino}`, ...build];
}

function dlerrorParts({ dlerror, reason }: WatchEvent): readonly string[] {
  if (dlerror === undefined || reason?.includes(dlerror)) return [];
  return [visibleOnOneLine(dlerror)];
}

function outputParts(event: WatchEvent): readonly string[] {
  const { stdout = '', stderr = '', stdoutDroppedBytes = 0, stderrDroppedBytes = 0 } = event;
  return [
    ...streamParts('stdout', stdout, stdoutDroppedBytes),
    ...streamParts('stderr', stderr, stderrDroppedBytes),
  ];
}

function streamParts(name: string, text: string, droppedBytes: number): readonly string[] {
  if (text === '') return [];
  const dropped = droppedBytes > 0 ? ` (after ${droppedBytes} bytes that were dropped)` : '';
  return [`${name}${dropped}: ${visibleOnOneLine(text)}`];
}
