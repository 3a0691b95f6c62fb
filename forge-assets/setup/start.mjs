import { onInterrupt, startProcess } from './child-process.mjs';
import { displayKind, launchArguments } from './launch-arguments.mjs';
import { prepareAll } from './prepare.mjs';
import { say } from './progress.mjs';
import { inRepository, repositoryRoot } from './repository.mjs';
import { ensureSandbox } from './sandbox.mjs';
import { runCommandLine, SetupError } from './setup-error.mjs';
import { forwardErrors } from './terminal-noise.mjs';
import { startVirtualDisplay } from './virtual-display.mjs';

const sampleLibrary = inRepository('native-samples/build/libctest.so');

await runCommandLine(async () => {
  const named = process.argv.slice(2);
  const electron = await prepareAll();
  const asRoot = process.getuid?.() === 0;
  if (asRoot) say("Running as root: Chromium's sandbox needs an ordinary user, so it is off (--no-sandbox)");
  else await ensureSandbox(electron.executable);
  const kind = displayKind(process.env);
  const display = kind === 'virtual' ? await virtualDisplay() : undefined;
  const args = launchArguments({
    appFolder: repositoryRoot,
    named: named.some((name) => !name.startsWith('-')) ? named : [...named, sampleLibrary],
    // npm runs scripts in the repository's folder and keeps the user's own here.
    folder: process.env.INIT_CWD ?? process.cwd(),
    asRoot,
    display: kind,
  });
  return runToTheEnd(electron.executable, args, display);
});

async function virtualDisplay() {
  const display = await startVirtualDisplay();
  say(
    `No display here: the window opens on a virtual one (Xvfb, ${display.name}); what happens is told below`,
  );
  return display;
}

/**
 * Runs the program until it ends or is interrupted, and leaves nothing running behind.
 * @param {string} executable
 * @param {readonly string[]} args
 * @param {import('./virtual-display.mjs').VirtualDisplay | undefined} display
 * @returns {Promise<number>} the exit code
 */
async function runToTheEnd(executable, args, display) {
  const env = { ...process.env, ...display?.env };
  const program = startProcess(executable, args, { env, stdio: ['ignore', 'inherit', 'pipe'] });
  const displayRefused = program.child.stderr ? forwardErrors(program.child.stderr) : () => false;
  /** @type {number | undefined} */
  let interrupted;
  const stopListening = onInterrupt(async (exitCode) => {
    interrupted = exitCode;
    await program.stop();
  });
  const code = await program.ended;
  await program.stop();
  await display?.stop();
  stopListening();
  if (interrupted === undefined && code !== 0 && displayRefused()) {
    throw new SetupError(
      `No window can be opened on the display ${env.DISPLAY || env.WAYLAND_DISPLAY}.\nType this for a virtual one: env -u DISPLAY -u WAYLAND_DISPLAY npm start`,
    );
  }
  return interrupted ?? code;
}
