import { readFileSync, writeFileSync } from 'node:fs';
import { app, BrowserWindow } from 'electron';

/** The sizes that desktops ask for, in pixels. */
const sizes = [16, 24, 32, 48, 64, 128, 256, 512];
const here = new URL('.', import.meta.url);

// Electron is ready only after this module has run: no waiting at the top level.
app
  .whenReady()
  .then(drawAll)
  .then(
    () => app.quit(),
    (error) => {
      console.error(error);
      app.exit(1);
    },
  );

async function drawAll() {
  const window = new BrowserWindow({ show: false });
  await window.loadURL('data:text/html,<!doctype html>');
  const drawing = readFileSync(new URL('dlscope.svg', here), 'base64');
  for (const size of sizes) {
    const script = `(${draw})('data:image/svg+xml;base64,${drawing}', ${size})`;
    const png = await window.webContents.executeJavaScript(script);
    writeFileSync(new URL(`${size}x${size}.png`, here), Buffer.from(png.split(',')[1], 'base64'));
    console.log(`${size}x${size}.png`);
  }
}

/**
 * Runs in the page.
 * @param {string} address of the drawing
 * @param {number} size in pixels
 * @returns {Promise<string>} the PNG as a data address
 */
async function draw(address, size) {
  const image = new Image(size, size);
  image.src = address;
  await image.decode();
  const canvas = Object.assign(document.createElement('canvas'), { width: size, height: size });
  canvas.getContext('2d')?.drawImage(image, 0, 0, size, size);
  return canvas.toDataURL('image/png');
}
