import { expect, test } from 'vitest';
import { addressIn } from './saved-address.ts';

test('a pointer tells its address', () => {
  expect(addressIn({ type: 'sqlite3 *', text: '0x55d0c8a2' })).toBe('0x55d0c8a2');
  expect(addressIn({ type: 'char *', text: '"hi" at 0x7F00' })).toBe('0x7f00');
});

test('NULL and numbers have none', () => {
  expect(addressIn({ type: 'void *', text: 'NULL' })).toBeNull();
  expect(addressIn({ type: 'void *', text: '0x0' })).toBeNull();
  expect(addressIn({ type: 'unsigned int', text: '0xff' })).toBeNull();
});
