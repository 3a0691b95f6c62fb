import type { PinnedEffect, PinnedExample } from '../../electron/contract/pinned-effect.ts';
import { clippedText } from '../ui/visible-text.ts';
import { countOf } from '../wording/quantity.ts';

/** `broke 1 check: add(3, 4) 7 → 12 · 2 pinned calls changed`: what a build did to the pinned calls. */
export function pinnedNote(effect: PinnedEffect | null): string {
  if (effect === null) return '';
  const { examples, broken, failed, stale } = effect;
  const brokenOne = examples.find((example) => example.broken);
  const changedOne = examples.find((example) => !example.broken);
  // A check that broke by another result is told once.
  const changed = effect.changed - examples.filter(({ broken, after }) => broken && after !== null).length;
  const parts = [
    broken === 0 ? '' : `broke ${countOf(broken, 'check')}${oneText(broken, brokenOne, ': ')}`,
    changed <= 0 ? '' : changedText(changed, changedOne),
    failed === 0 ? '' : `${countOf(failed, 'pinned call')} failed`,
    stale === 0 ? '' : `${countOf(stale, 'pinned call')} stale`,
  ];
  return parts.filter((part) => part !== '').join(' · ');
}

function oneText(count: number, example: PinnedExample | undefined, before: string): string {
  if (count !== 1 || example === undefined) return '';
  return `${before}${clippedText(example.call, 120)}${arrowText(example)}`;
}

function changedText(count: number, example: PinnedExample | undefined): string {
  if (count !== 1 || example === undefined) return `${countOf(count, 'pinned call')} changed`;
  return `1 pinned call${arrowText(example)}`;
}

function arrowText({ before, after }: PinnedExample): string {
  return before === null || after === null ? '' : ` ${clippedText(before, 80)} → ${clippedText(after, 80)}`;
}
