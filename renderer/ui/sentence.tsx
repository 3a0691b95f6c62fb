import type { ReactNode } from 'react';

/** A sentence in which `names in backticks` are set as code. */
export function Sentence({ text }: { readonly text: string }): ReactNode {
  const parts = text.split('`');
  // A backtick without its partner is part of the text.
  if (parts.length % 2 === 0) return text;
  return parts.map((part, index) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: parts never move, and the same one may stand twice.
    index % 2 === 1 ? <code key={index}>{part}</code> : part,
  );
}
