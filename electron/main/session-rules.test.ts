import { describe, expect, test } from 'vitest';
import { isAllowedAddress, isAllowedPermission } from './session-rules.ts';

describe('permissions', () => {
  test('writing text to the clipboard is allowed to the page alone', () => {
    expect(isAllowedPermission('clipboard-sanitized-write', 'app://dlscope')).toBe(true);
    expect(isAllowedPermission('clipboard-sanitized-write', 'app://dlscope/index.html')).toBe(true);
    expect(isAllowedPermission('clipboard-sanitized-write', 'https://example.org/')).toBe(false);
  });

  test.each([
    'clipboard-read',
    'media',
    'geolocation',
    'notifications',
    'midi',
    'midiSysex',
    'pointerLock',
    'fullscreen',
    'openExternal',
    'display-capture',
    'mediaKeySystem',
    'hid',
    'serial',
    'usb',
    'idle-detection',
    'window-management',
    'fileSystem',
    'storage-access',
    'keyboardLock',
    'unknown',
  ])('%s is refused', (permission) => {
    expect(isAllowedPermission(permission, 'app://dlscope')).toBe(false);
  });
});

describe('addresses', () => {
  test('only the page, and developer tools where they exist', () => {
    expect(isAllowedAddress('app://dlscope/index.html', false)).toBe(true);
    expect(isAllowedAddress('devtools://devtools/bundled/x.html', false)).toBe(false);
    expect(isAllowedAddress('devtools://devtools/bundled/x.html', true)).toBe(true);
  });

  test.each([
    'https://example.org/',
    'http://127.0.0.1:80/',
    'ws://localhost/',
    'file:///etc/passwd',
    'data:text/html,x',
    'app://dlscope.evil/',
    'app://other/index.html',
    'chrome://gpu',
  ])('%s is refused', (url) => {
    expect(isAllowedAddress(url, true)).toBe(false);
  });
});
