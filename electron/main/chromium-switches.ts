import { url as inspectorUrl } from 'node:inspector';
import { app } from 'electron';

const remoteControl = ['remote-debugging-port', 'remote-debugging-pipe', 'remote-debugging-address'] as const;

/**
 * True when the packaged program was asked to let strangers steer its window. With the inspector of the main process
 * open (only in builds made for tests, whose fuse allows it) everything can be steered anyway.
 */
export function isRemoteControlRefused(): boolean {
  const asked = remoteControl.some((name) => app.commandLine.hasSwitch(name));
  return asked && app.isPackaged && inspectorUrl() === undefined;
}

/** Sandboxes every page and turns off what Chromium would do on the network by itself. */
export function restrictChromium(): void {
  // With `--no-sandbox`, which root needs, it would make every child process refuse to start.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
  app.commandLine.appendSwitch('host-resolver-rules', 'MAP * ~NOTFOUND');
  for (const name of [
    'disable-background-networking',
    'disable-component-update',
    'disable-domain-reliability',
    'disable-sync',
    'no-pings',
    'no-proxy-server',
  ]) {
    app.commandLine.appendSwitch(name);
  }
}
