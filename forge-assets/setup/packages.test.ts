import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { missingPackages, requireNode, unlistedOptionalPackages } from './packages.mjs';
import { inRepository } from './repository.mjs';

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

test.each(['20.19.0', '20.20.2', '22.0.0', '24.1.0'])('Node %s will do', (version) => {
  expect(() => requireNode(version)).not.toThrow();
});

test.each(['18.20.0', '20.18.3'])('Node %s is too old', (version) => {
  expect(() => requireNode(version)).toThrow(`Node 20.19 or newer is needed; this is ${version}.`);
});

test('tells a lock file that npm ci would refuse', () => {
  const packages = {
    '': {},
    'node_modules/koffi': {
      optionalDependencies: { '@koromix/koffi-linux-x64': '3.3.4', '@koromix/koffi-win32-x64': '3.3.4' },
    },
    'node_modules/koffi/node_modules/@koromix/koffi-linux-x64': { version: '3.3.4', optional: true },
  };
  expect(unlistedOptionalPackages({ packages })).toEqual(['@koromix/koffi-win32-x64']);
});

test("this repository's lock file lists the packages of every platform", () => {
  const own = JSON.parse(readFileSync(inRepository('package-lock.json'), 'utf8'));
  expect(unlistedOptionalPackages(own)).toEqual([]);
});
