import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { inRepository } from '../setup/repository.mjs';
import { builderConfiguration } from './builder-configuration.mjs';

const release = builderConfiguration({ electronVersion: '45.4.1', output: 'release', inspectable: false });
const forTests = builderConfiguration({
  electronVersion: '45.4.1',
  output: 'release/inspectable',
  inspectable: true,
});

test('closes every way around the program in a release', () => {
  expect(release.electronFuses).toMatchObject({
    runAsNode: false,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    onlyLoadAppFromAsar: true,
    grantFileProtocolExtraPrivileges: false,
  });
});

test('the package for tests differs in the inspector fuse and the folder only', () => {
  const { afterPack: _release, ...released } = release;
  const { afterPack: _forTests, ...tested } = forTests;
  expect({ ...tested, directories: released.directories, electronFuses: released.electronFuses }).toEqual(
    released,
  );
  expect(tested.electronFuses).toEqual({ ...released.electronFuses, enableNodeCliInspectArguments: true });
});

test('downloads nothing and takes in only what runs', () => {
  expect(release).toMatchObject({ npmRebuild: false, publish: null, electronVersion: '45.4.1' });
  expect(release.files).toContain('!dist/**/*.map');
});

test('names files that exist', () => {
  const files = Array.isArray(release.extraFiles) ? release.extraFiles : [];
  const missing = files.filter(
    (file) => typeof file === 'object' && !existsSync(inRepository(file.from ?? '')),
  );
  expect(files.length).toBeGreaterThan(8);
  expect(missing).toEqual([]);
});

test('the menu entry opens shared libraries', () => {
  expect(release.linux?.desktop?.entry).toMatchObject({
    Name: 'dlscope',
    MimeType: 'application/x-sharedlib;',
  });
  expect(release.linux?.desktop?.entry).not.toHaveProperty('Exec');
});
