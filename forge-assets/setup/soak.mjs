import { prepareAll } from './prepare.mjs';
import { reportOnStderr } from './progress.mjs';
import { inRepository } from './repository.mjs';
import { runCommandLine } from './setup-error.mjs';

/** Exports `runSoak(args)`: it prints one JSON document on stdout and resolves to the exit code. */
const soak = inRepository('electron/session/testing/soak/soak.ts');

await runCommandLine(async () => {
  reportOnStderr();
  await prepareAll();
  const { runnerImport } = await import('vite');
  const { module } = await runnerImport(soak, { configFile: false, root: inRepository() });
  return await module.runSoak(process.argv.slice(2));
});
