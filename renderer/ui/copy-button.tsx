import { type ReactNode, useEffect, useState } from 'react';
import './copy-button.css';

const thanksMs = 1400;

type Answer = 'copied' | 'refused' | null;

/**
 * Writes the text to the clipboard and says so for a moment. Without words of its own it is an icon that shows while its
 * surroundings are pointed at or have the focus.
 */
export function CopyButton({
  text,
  label,
  children,
}: {
  /** A function for a text that is long to put together. */
  readonly text: string | (() => string);
  /** What is copied, for those who do not see the place: `Copy build-id`. */
  readonly label: string;
  readonly children?: ReactNode;
}): ReactNode {
  const [answer, setAnswer] = useState<Answer>(null);
  useEffect(() => {
    if (answer === null) return;
    const timer = setTimeout(() => setAnswer(null), thanksMs);
    return () => clearTimeout(timer);
  }, [answer]);
  const copy = () => {
    navigator.clipboard.writeText(typeof text === 'string' ? text : text()).then(
      () => setAnswer('copied'),
      () => setAnswer('refused'),
    );
  };
  return (
    <button
      type="button"
      className={`${children === undefined ? 'copy-icon' : 'mini-button'} ${answer === null ? '' : 'answering'}`}
      aria-label={label}
      title={label}
      onClick={(event) => {
        event.stopPropagation();
        copy();
      }}
    >
      {children === undefined ? <Icon answer={answer} /> : (answerWords(answer) ?? children)}
      <span className="unseen" role="status">
        {answer === 'copied' ? 'Copied' : ''}
      </span>
    </button>
  );
}

function answerWords(answer: Answer): string | null {
  if (answer === null) return null;
  return answer === 'copied' ? 'Copied' : 'Not allowed';
}

function Icon({ answer }: { readonly answer: Answer }): ReactNode {
  return (
    <svg
      className={answer === null ? '' : answer === 'copied' ? 'tone-good' : 'tone-bad'}
      viewBox="0 0 14 14"
      width="14"
      height="14"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.3"
      aria-hidden="true"
    >
      <path d={drawings[answer ?? 'ready']} />
    </svg>
  );
}

const drawings = {
  ready: 'M5.2 4.7h6.1v7.1H5.2zM8.8 4.5V2.2H2.7v7.1h2.4',
  copied: 'M2.5 7.5l3 3 6-6.5',
  refused: 'M3.5 3.5l7 7M10.5 3.5l-7 7',
} as const;
