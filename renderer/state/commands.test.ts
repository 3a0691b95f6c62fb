import { expect, test, vi } from 'vitest';

vi.stubGlobal('window', { dlscope: {} });
const { commandOfKey } = await import('./commands.ts');

const press = (key: string, held: { ctrl?: boolean; shift?: boolean; alt?: boolean } = {}) =>
  commandOfKey({
    key,
    ctrlKey: held.ctrl ?? false,
    shiftKey: held.shift ?? false,
    altKey: held.alt ?? false,
    metaKey: false,
  });

test('the keys of the window', () => {
  expect(['o', 'f', 'r', 'b', 'w', 'Enter', 'Tab'].map((key) => press(key, { ctrl: true }))).toEqual([
    'open',
    'focus-filter',
    'reload',
    'build',
    'close-library',
    'call',
    'next-library',
  ]);
  expect(press('Tab', { ctrl: true, shift: true })).toBe('previous-library');
  expect(press('F1')).toBe('show-help');
  expect([press('F8'), press('F8', { shift: true })]).toEqual(['next-error', 'previous-error']);
});

test('plain typing and other modifiers are left alone', () => {
  expect([press('o'), press('Enter'), press('o', { ctrl: true, alt: true })]).toEqual([null, null, null]);
  expect(press('R', { ctrl: true, shift: true })).toBeNull();
});
