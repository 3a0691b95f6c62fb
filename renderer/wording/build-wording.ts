import type { BuildCounts, BuildEnd, LibraryBuild } from '../../electron/contract/build-command.ts';
import { countOf, formatMilliseconds } from './quantity.ts';
import type { Sign } from './tone.ts';

/** How the last build of a library went, or how the one that runs goes; `counts` are those that came so far. */
export function describeBuild(build: LibraryBuild, counts: BuildCounts): Sign {
  const { run } = build;
  switch (run.kind) {
    case 'none':
      return { tone: 'quiet', shape: 'ring', label: 'Not built yet', meaning: '' };
    case 'running': {
      const said = countWords(counts);
      return {
        tone: 'busy',
        shape: 'spinner',
        label: said === '' ? 'Building' : `Building: ${said} so far`,
        meaning: build.again ? 'A source was saved: one more build follows.' : '',
      };
    }
    case 'ended': {
      const took = formatMilliseconds(run.durationMs);
      const said = countWords(run.counts);
      if (run.end.kind === 'cancelled') return { ...quiet, label: `Cancelled · ${took}` };
      if (run.end.kind === 'exit' && run.end.code === 0) {
        const label = said === '' ? `Built · ${took}` : `Built: ${said} · ${took}`;
        return { tone: run.counts.warnings > 0 ? 'warn' : 'good', shape: 'dot', label, meaning: '' };
      }
      const why = said === '' ? endWords(run.end) : said;
      return { tone: 'bad', shape: 'cross', label: `Failed: ${why} · ${took}`, meaning: '' };
    }
  }
}

const quiet = { tone: 'quiet', shape: 'square', meaning: '' } as const;

/** `2 errors, 1 warning`; empty for none. */
function countWords({ errors, warnings }: BuildCounts): string {
  const parts = [
    errors > 0 ? countOf(errors, 'error') : '',
    warnings > 0 ? countOf(warnings, 'warning') : '',
  ];
  return parts.filter((part) => part !== '').join(', ');
}

function endWords(end: BuildEnd): string {
  switch (end.kind) {
    case 'exit':
      // What the shell answers for a command that is not there or cannot be run.
      if (end.code === 127) return 'command not found';
      return end.code === 126 ? 'command cannot be run' : `exit code ${end.code}`;
    case 'signal':
      return `ended by ${end.signal}`;
    case 'cancelled':
      return 'cancelled';
    case 'not-started':
      return end.message;
  }
}
