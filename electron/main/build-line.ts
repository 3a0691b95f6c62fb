import type { BuildCounts } from '../contract/build-command.ts';
import type { EndedBuild } from './build-service.ts';
import { visibleText } from './terminal-text.ts';

/** One line for a build that ended: how, what the compilers counted, and how long it took. */
export function buildLine(name: string, run: EndedBuild): string {
  const parts = [endText(run), countsText(run.counts), `${Math.round(run.durationMs)} ms`];
  return `${visibleText(name, 80)}  ${parts.filter((part) => part !== '').join(' · ')}`;
}

/** How a build ended, `build failed with exit code 2`. */
export function endText({ end }: EndedBuild): string {
  switch (end.kind) {
    case 'exit':
      return end.code === 0 ? 'built' : `build failed with exit code ${end.code}`;
    case 'signal':
      return `build ended by ${end.signal}`;
    case 'cancelled':
      return 'build cancelled';
    case 'not-started':
      return visibleText(end.message);
  }
}

/** `2 errors, 1 warning`; empty for none. */
export function countsText({ errors, warnings }: BuildCounts): string {
  const parts = [countText(errors, 'error'), countText(warnings, 'warning')];
  return parts.filter((part) => part !== '').join(', ');
}

function countText(count: number, one: string): string {
  return count === 0 ? '' : `${count} ${one}${count === 1 ? '' : 's'}`;
}
