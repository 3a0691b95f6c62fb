import type { ReactNode } from 'react';
import { Shape } from '../ui/shape.tsx';
import type { Word } from '../wording/symbol-wording.ts';
import type { Sign } from '../wording/tone.ts';

/** Signs with their words. */
export function SignLegend({ signs }: { readonly signs: readonly Sign[] }): ReactNode {
  return (
    <dl className="legend">
      {signs.map((sign) => (
        <div key={sign.label}>
          <dt className={`verdict tone-${sign.tone}`}>
            <Shape shape={sign.shape} tone={sign.tone} /> {sign.label}
          </dt>
          <dd>{sign.meaning}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Short words with their meaning. */
export function WordLegend({ words }: { readonly words: readonly Word[] }): ReactNode {
  return (
    <dl className="legend">
      {words.map((word) => (
        <div key={word.label}>
          <dt>{word.label}</dt>
          <dd>{word.meaning}</dd>
        </div>
      ))}
    </dl>
  );
}
