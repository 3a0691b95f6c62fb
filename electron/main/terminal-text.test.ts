import { expect, test } from 'vitest';
import { visibleText } from './terminal-text.ts';

test('plain text of any script stays as it is', () => {
  expect(visibleText('geometry::Kreis<π>::fläche() const')).toBe('geometry::Kreis<π>::fläche() const');
});

test('what moves a cursor or deceives an eye is shown escaped', () => {
  expect(visibleText('a\x1b[2Jb')).toBe('a\\x1b[2Jb');
  expect(visibleText('two\nlines\tand\r\x07bell\x9b')).toBe('two\\nlines\\tand\\x0d\\x07bell\\x9b');
  expect(visibleText('safe\u202Eevil\u200B\u2028\uD800')).toBe(
    'safe\\u{202e}evil\\u{200b}\\u{2028}\\u{d800}',
  );
});

test('long text is cut', () => {
  expect(visibleText('x'.repeat(1_000_000), 10)).toBe(`${'x'.repeat(10)}…`);
});
