import type { ReactNode } from 'react';
import { clippedText } from './visible-text.ts';
import { wholeName } from './whole-name.ts';

const none: readonly string[] = [];
const titleLength = 4000;

/** A sentence in which `names in backticks` are set as code; one that was shortened has as title what it is in `wholes`. */
export function Sentence({
  text,
  wholes = none,
}: {
  readonly text: string;
  readonly wholes?: readonly string[];
}): ReactNode {
  const parts = text.split('`');
  // A backtick without its partner is part of the text.
  if (parts.length % 2 === 0) return text;
  return parts.map((part, index) => {
    if (index % 2 === 0) return part;
    const whole = wholeName(part, wholes);
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: parts never move, and the same one may stand twice.
      <code key={index} title={whole === undefined ? undefined : clippedText(whole, titleLength)}>
        {part}
      </code>
    );
  });
}
