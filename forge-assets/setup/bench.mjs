import { prepareAll } from './prepare.mjs';
import { reportOnStderr, say } from './progress.mjs';
import { ensureRealLibraries } from './real-libraries.mjs';
import { inRepository } from './repository.mjs';
import { runCommandLine } from './setup-error.mjs';
import { hasDisplay, startVirtualDisplay } from './virtual-display.mjs';

/** Exports `runBench(args)`: it prints one JSON document on stdout and resolves to the exit code. */
const benchmarks = inRepository('e2e/bench/bench.ts');

await runCommandLine(async () => {
  reportOnStderr();
  await prepareAll({ references: true });
  await ensureRealLibraries();
  const display = hasDisplay(process.env) ? undefined : await startVirtualDisplay();
  if (display) Object.assign(process.env, display.env);
  say('Measuring; nothing else should run meanwhile');
  try {
    const { runnerImport } = await import('vite');
    const { module } = await runnerImport(benchmarks, { configFile: false, root: inRepository() });
    return await module.runBench(process.argv.slice(2));
  } finally {
    await display?.stop();
  }
});
