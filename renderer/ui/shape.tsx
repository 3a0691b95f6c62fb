import type { ReactNode } from 'react';
import type { ShapeName, Tone } from '../wording/tone.ts';

const drawings: Readonly<Record<ShapeName, ReactNode>> = {
  dot: <circle cx="5" cy="5" r="4" fill="currentColor" />,
  ring: <circle cx="5" cy="5" r="3.2" fill="none" stroke="currentColor" strokeWidth="1.8" />,
  cross: <path d="M1.8 1.8l6.4 6.4M8.2 1.8L1.8 8.2" stroke="currentColor" strokeWidth="1.8" />,
  square: (
    <rect x="1.6" y="1.6" width="6.8" height="6.8" fill="none" stroke="currentColor" strokeWidth="1.6" />
  ),
  diamond: <path d="M5 .6L9.4 5 5 9.4.6 5z" fill="currentColor" />,
  triangle: <path d="M5 .9l4.4 8.2H.6z" fill="currentColor" />,
  pause: <path d="M3 1.4v7.2M7 1.4v7.2" stroke="currentColor" strokeWidth="2" />,
  spinner: (
    <path
      d="M5 1.2A3.8 3.8 0 1 1 1.2 5"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.8"
      className="spin"
    />
  ),
  plus: <path d="M5 1v8M1 5h8" stroke="currentColor" strokeWidth="1.8" />,
  back: (
    <path
      d="M4 1.2L1.4 3.8 4 6.4M1.6 3.8h4.2a2.5 2.5 0 0 1 0 5H3.4"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
    />
  ),
};

/** A sign of ten pixels; the words beside it say the same. */
export function Shape({ shape, tone }: { readonly shape: ShapeName; readonly tone: Tone }): ReactNode {
  return (
    <svg className={`shape tone-${tone}`} viewBox="0 0 10 10" width="10" height="10" aria-hidden="true">
      {drawings[shape]}
    </svg>
  );
}
