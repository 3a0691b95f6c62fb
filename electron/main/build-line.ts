import type { EndedBuild } from './build-service.ts';
import { visibleText } from './terminal-text.ts';

/** One line for a build that ended: how, what the compilers counted, and how long it took. */
export function buildLine(name: string, run: EndedBuild): string {
  const parts = [
    endText(run),
    countText(run.counts.errors, 'error'),
    countText(run.counts.warnings, 'warning'),
  ];
  const said = parts.filter((part) => part !== '').join(' · ');
  return `${visibleText(name, 80)}  ${said} · ${Math.round(run.durationMs)} ms`;
}

function endText({ end }: EndedBuild): string {
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

function countText(count: number, one: string): string {
  return count === 0 ? '' : `${count} ${one}${count === 1 ? '' : 's'}`;
}
