/** The part of yauzl 3 that the set-up uses; the package ships no types. */
declare module 'yauzl' {
  import type { Readable } from 'node:stream';

  interface Entry {
    readonly fileName: string;
    readonly externalFileAttributes: number;
  }

  interface ZipFile {
    eachEntry(): AsyncIterable<Entry>;
    openReadStreamPromise(entry: Entry): Promise<Readable>;
    close(): void;
  }

  function openPromise(path: string, options?: { autoClose?: boolean }): Promise<ZipFile>;

  const yauzl: { openPromise: typeof openPromise };
  export default yauzl;
}
