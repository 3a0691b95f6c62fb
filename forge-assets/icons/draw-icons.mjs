// Draws the icons: `node forge-assets/icons/draw-icons.mjs` turns dlscope.svg into N×N PNG files with the
// Electron of this checkout. Run it after a change of the drawing and commit what it writes.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { prepareMachine } from '../setup/prepare.mjs';
import { runCommandLine, SetupError } from '../setup/setup-error.mjs';
import { hasDisplay, startVirtualDisplay } from '../setup/virtual-display.mjs';

await runCommandLine(async () => {
  const { executable } = await prepareMachine();
  const display = hasDisplay(process.env) ? undefined : await startVirtualDisplay();
  const script = fileURLToPath(new URL('icon-window.mjs', import.meta.url));
  const flags = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const env = { ...process.env, ...display?.env };
  const { status } = spawnSync(executable, [...flags, '--disable-gpu', script], {
    env,
    stdio: ['ignore', 'inherit', 'ignore'],
  });
  await display?.stop();
  if (status !== 0) throw new SetupError('The icons could not be drawn.');
});
