import { app } from 'electron';
import { registerPageScheme } from './app-protocol.ts';
import { isRemoteControlRefused, restrictChromium } from './chromium-switches.ts';
import { filesOnCommandLine } from './command-line.ts';
import { refuseDefaultMenu } from './menu.ts';
import { refuseNavigation } from './refusals.ts';
import { becomeTheOneInstance } from './second-instance.ts';
import { start } from './start.ts';

// No `await app.whenReady()` at the top level: Electron becomes ready only after this module has run.
registerPageScheme();
restrictChromium();
refuseNavigation();
refuseDefaultMenu();

const files = filesOnCommandLine({
  argv: process.argv,
  workingDirectory: process.cwd(),
  programFolder: app.isPackaged ? null : app.getAppPath(),
});

if (isRemoteControlRefused()) {
  console.error('dlscope: remote debugging of the window is refused in the packaged program.');
  app.exit(2);
} else if (!becomeTheOneInstance(files)) {
  console.log('dlscope runs already with this profile; what was named opens there.');
  app.exit(0);
} else {
  app
    .whenReady()
    .then(() => start(files))
    .catch((error: unknown) => {
      // Without its window the program would be there and nobody could see or end it.
      console.error('dlscope could not start:', error);
      app.exit(1);
    });
}
