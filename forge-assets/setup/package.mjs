import { registryElectronVersion } from './electron-registry.mjs';
import { packageProgram, variants } from './package-program.mjs';
import { prepareAll } from './prepare.mjs';
import { say } from './progress.mjs';
import { inRepository } from './repository.mjs';
import { runCommandLine, SetupError } from './setup-error.mjs';

/** These work without a network. deb and AppImage make electron-builder download their tools first. */
const offlineTargets = ['dir', 'tar.gz'];
const knownTargets = [...offlineTargets, 'deb', 'AppImage'];

await runCommandLine(async () => {
  const words = process.argv.slice(2);
  const inspectable = words.includes('--inspectable');
  const targets = words.filter((word) => word !== '--inspectable');
  const unknown = targets.find((target) => !knownTargets.includes(target));
  if (unknown) {
    throw new SetupError(
      `npm run package does not know ${unknown}. After --, name any of ${knownTargets.join(', ')}, or --inspectable for the package that tests drive.`,
    );
  }
  const { version } = await prepareAll();
  if (version === registryElectronVersion) {
    say(
      `This package carries Electron ${version}, which is past its support: package for users where Electron's release page can be reached`,
    );
  }
  const variant = inspectable ? variants.inspectable : variants.release;
  await packageProgram(variant, targets.length > 0 ? targets : offlineTargets);
  say(`Done: ${inRepository(variant.output)}`);
});
