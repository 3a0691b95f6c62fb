import { randomBytes } from 'node:crypto';

const latePattern = /\0dlscope-end-[0-9a-f]{32}\0/g;

/** A text that nothing else prints: the runner writes it where the output of one request ends. */
export function mintOutputMarker(): string {
  return `\0dlscope-end-${randomBytes(16).toString('hex')}\0`;
}

/** Takes out markers that came when nobody waited for them any more. */
export function withoutMarkers(text: string): string {
  return text.replace(latePattern, '');
}
