import { app, type WebContents } from 'electron';
import { pageUrl } from './page-address.ts';

/** Refuses, for every web contents there will ever be, to leave the page, to open a window and to embed another page. */
export function refuseNavigation(): void {
  app.on('web-contents-created', (_event, contents) => refuseIn(contents));
  app.on('select-client-certificate', (event) => event.preventDefault());
  app.on('login', (event) => event.preventDefault());
}

function refuseIn(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.on('will-navigate', (event) => event.preventDefault());
  contents.on('will-frame-navigate', (event) => event.preventDefault());
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.on('select-bluetooth-device', (event) => event.preventDefault());
  contents.on('did-navigate', (_event, url) => {
    // Cannot happen; were it to happen, nothing but our page may live in a window with a preload.
    if (url !== pageUrl && !url.startsWith('devtools://')) contents.close();
  });
}
