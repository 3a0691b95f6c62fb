import { expect, test } from 'vitest';
import { clippedText, visibleLines, visibleText } from './visible-text.ts';

test('leaves ordinary text of any language alone', () => {
  const text = 'operator<<(std::ostream&) naïve 名前 😀 `$@`';
  expect(visibleText(text)).toBe(text);
});

test('writes out what could not be seen or would change the order', () => {
  expect(visibleText('a\u202eb')).toBe('a\\u{202e}b');
  expect(visibleText('\u001b[31m\u0007\u200b\ufeff\u00ad\u3164\u00a0\ud800')).toBe(
    '\\u{1b}[31m\\u{7}\\u{200b}\\u{feff}\\u{ad}\\u{3164}\\u{a0}\\u{d800}',
  );
  expect(visibleText('a\n\tb\r')).toBe('a\\n\\tb\\r');
});

test('keeps line ends and tabs in text of several lines', () => {
  expect(visibleLines('one\n\ttwo\u0000\r\n')).toBe('one\n\ttwo\\u{0}\\r\n');
});

test('clips long text and says so', () => {
  expect(clippedText('x'.repeat(1000), 5)).toBe('xxxxx…');
  expect(clippedText('short')).toBe('short');
});
