const here = new URL('.', import.meta.url);

/** The folder of the built programs (`dist/`), with a slash at its end; this module may be built into a shared chunk below it. */
export const programFolder = here.pathname.endsWith('/chunks/') ? new URL('..', here) : here;
