import { describe, expect, test } from 'vitest';
import { installFailure, missingPackages, requireNode } from './packages.mjs';

const lock = {
  packages: {
    '': { version: '0.1.0' },
    'node_modules/zod': { version: '4.6.7' },
    'node_modules/@koromix/koffi-win32-x64': { version: '3.3.4', optional: true },
  },
};

describe('missingPackages', () => {
  test('is empty when all is there and another platform is not', () => {
    expect(missingPackages(lock, { packages: { 'node_modules/zod': { version: '4.6.7' } } })).toEqual([]);
  });

  test('names what is absent or of another version', () => {
    expect(missingPackages(lock, {})).toEqual(['node_modules/zod']);
    expect(missingPackages(lock, { packages: { 'node_modules/zod': { version: '4.6.6' } } })).toEqual([
      'node_modules/zod',
    ]);
  });

  test('names an optional package of another version', () => {
    const installed = {
      packages: {
        'node_modules/zod': { version: '4.6.7' },
        'node_modules/@koromix/koffi-win32-x64': { version: '3.0.0' },
      },
    };
    expect(missingPackages(lock, installed)).toEqual(['node_modules/@koromix/koffi-win32-x64']);
  });
});

describe('installFailure', () => {
  test('tells a network that does not answer', () => {
    const text = installFailure('npm error code EAI_AGAIN\nnpm error request to the registry failed\n');
    expect(text).toMatch(/^No npm registry can be reached/);
    expect(text).toContain('EAI_AGAIN');
  });

  test("shows npm's last words for anything else", () => {
    expect(installFailure('first\n\nnpm error code EUSAGE\n')).toBe(
      'The packages could not be installed.\n  first\n  npm error code EUSAGE',
    );
  });
});

test.each(['20.19.0', '20.20.2', '22.0.0', '24.1.0'])('Node %s will do', (version) => {
  expect(() => requireNode(version)).not.toThrow();
});

test.each(['18.20.0', '20.18.3'])('Node %s is too old', (version) => {
  expect(() => requireNode(version)).toThrow(`Node 20.19 or newer is needed; this is ${version}.`);
});
