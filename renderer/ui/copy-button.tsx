import { type ReactNode, useEffect, useState } from 'react';

const thanksMs = 1400;

/** Writes the text to the clipboard and says so for a moment. */
export function CopyButton({
  text,
  label,
  children = 'Copy',
}: {
  readonly text: string;
  /** What is copied, for those who do not see the place: `Copy build-id`. */
  readonly label: string;
  readonly children?: ReactNode;
}): ReactNode {
  const [answer, setAnswer] = useState<'copied' | 'refused' | null>(null);
  useEffect(() => {
    if (answer === null) return;
    const timer = setTimeout(() => setAnswer(null), thanksMs);
    return () => clearTimeout(timer);
  }, [answer]);
  const copy = () => {
    navigator.clipboard.writeText(text).then(
      () => setAnswer('copied'),
      () => setAnswer('refused'),
    );
  };
  return (
    <button
      type="button"
      className="copy"
      aria-label={label}
      onClick={(event) => {
        event.stopPropagation();
        copy();
      }}
    >
      {answer === null ? children : answer === 'copied' ? 'Copied' : 'Not allowed'}
      <span className="unseen" role="status">
        {answer === 'copied' ? 'Copied' : ''}
      </span>
    </button>
  );
}
