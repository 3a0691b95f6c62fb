import type { ReactNode } from 'react';
import type { StateChange } from '../../electron/contract/variables.ts';
import { Shape } from '../ui/shape.tsx';
import { countOf } from '../wording/quantity.ts';

/** In a few words what a reload did to the variables; nothing where none lost its value. */
export function StateSummary({ state }: { readonly state: StateChange | null }): ReactNode {
  if (state === null) return null;
  const failed = state.variables.filter(({ fate }) => fate === 'not-carried').length;
  const parts = [
    state.resetCount === 0 ? '' : `${countOf(state.resetCount, 'variable')} reset`,
    state.carriedCount === 0 ? '' : `${countOf(state.carriedCount, 'variable')} carried`,
    failed === 0 ? '' : `${countOf(failed, 'variable')} not carried`,
  ].filter(Boolean);
  if (parts.length === 0) return null;
  const isWarning = state.resetCount + failed > 0;
  return (
    <span className="history-part">
      {isWarning ? <Shape shape="triangle" tone="warn" /> : null} {parts.join(', ')}
    </span>
  );
}
