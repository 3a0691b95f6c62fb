import type { ReactNode } from 'react';
import type { StuckReason, UnloadProof } from '../../electron/contract/generation.ts';
import { Shape } from '../ui/shape.tsx';
import { clippedText } from '../ui/visible-text.ts';

const namesShown = 20;

/** Whether the build before left its process, and what kept it. */
export function ProofDetails({ proof }: { readonly proof: UnloadProof }): ReactNode {
  if (proof.gone) {
    return (
      <p>
        <Shape shape="dot" tone="good" /> Build #{proof.generation} is gone: dlclose unmapped it, and neither
        the loader (RTLD_NOLOAD) nor the memory maps know it any more.
      </p>
    );
  }
  const [first, ...others] = proof.reasons;
  return (
    <div className="history-proof">
      <p>
        <Shape shape="triangle" tone="warn" /> Build #{proof.generation} could not leave its process.{' '}
        {first === undefined || others.length > 0 ? null : <Reason reason={first} />}
      </p>
      {others.length === 0 ? null : (
        <ul>
          {proof.reasons.map((reason) => (
            <li key={reason.cause}>
              <Reason reason={reason} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function Reason({ reason }: { readonly reason: StuckReason }): ReactNode {
  const { cause, cure, names } = reason;
  return (
    <>
      {clippedText(cause, 2000)}
      {cure === '' ? null : <strong className="history-cure"> {cure}</strong>}
      {names.length < 2 ? null : (
        <code className="history-proof-names">
          {names
            .slice(0, namesShown)
            .map((name) => clippedText(name, 200))
            .join(', ')}
        </code>
      )}
    </>
  );
}
