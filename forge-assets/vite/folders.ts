import { fileURLToPath } from 'node:url';

/** The repository's root folder, absolute, without a trailing slash. */
export const repositoryRoot = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');

/** Chromium of the oldest Electron that runs the program (Electron 33 carries Chromium 130). */
export const pageTarget = 'chrome130';

/** Node of the oldest run time: the command line on Node 20, and Electron 33's own Node 20.18. */
export const nodeTarget = 'node20';
