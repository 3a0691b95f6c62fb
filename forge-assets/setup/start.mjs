import { onInterrupt, startProcess } from './child-process.mjs';
import { displayKind, launchArguments } from './launch-arguments.mjs';
import { prepareAll } from './prepare.mjs';
import { say } from './progress.mjs';
import { inRepository, repositoryRoot } from './repository.mjs';
import { runCommandLine } from './setup-error.mjs';
import { forwardErrors } from './terminal-noise.mjs';
import { startVirtualDisplay } from './virtual-display.mjs';

const sampleLibrary = inRepository('native-samples/build/libctest.so');

await runCommandLine(async () => {
  const named = process.argv.slice(2);
  const electron = await prepareAll();
  const kind = displayKind(process.env);
  const display = kind === 'virtual' ? await startVirtualDisplay() : undefined;
  if (display) {
    say(
      `No display here: the window opens on a virtual one (Xvfb, ${display.name}); what happens is told below`,
    );
  }
  const asRoot = process.getuid?.() === 0;
  if (asRoot) say("Running as root: Chromium's sandbox needs an ordinary user, so it is off (--no-sandbox)");
  const args = launchArguments({
    appFolder: repositoryRoot,
    named: named.some((name) => !name.startsWith('-')) ? named : [...named, sampleLibrary],
    // npm runs scripts in the repository's folder and keeps the user's own here.
    folder: process.env.INIT_CWD ?? process.cwd(),
    asRoot,
    display: kind,
  });
  try {
    return await runToTheEnd(electron.executable, args, { ...process.env, ...display?.env });
  } finally {
    await display?.stop();
  }
});

/**
 * @param {string} executable
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<number>}
 */
async function runToTheEnd(executable, args, env) {
  const program = startProcess(executable, args, { env, stdio: ['ignore', 'inherit', 'pipe'] });
  if (program.child.stderr) forwardErrors(program.child.stderr);
  /** @type {number | undefined} */
  let interrupted;
  const stopListening = onInterrupt(async (exitCode) => {
    interrupted = exitCode;
    await program.stop();
  });
  const code = await program.ended;
  stopListening();
  await program.stop();
  return interrupted ?? code;
}
