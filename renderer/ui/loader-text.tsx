import type { ReactNode } from 'react';
import { splitLoaderText } from '../wording/loader-wording.ts';
import { clippedText } from './visible-text.ts';
import './loader-text.css';

const shownLength = 2000;

/** The loader's message on one line, word for word: where room is short the path in front shrinks before the message does. */
export function LoaderLine({ text }: { readonly text: string }): ReactNode {
  const { path, message } = splitLoaderText(text);
  return (
    <code className="loader-line" title={clippedText(text, shownLength)}>
      {path === '' ? null : <span className="loader-path">{clippedText(path, shownLength)}</span>}
      <span className="loader-message">{clippedText(message, shownLength)}</span>
    </code>
  );
}
