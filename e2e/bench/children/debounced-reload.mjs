// A usual design: 500 ms after the last change of the folder dlclose, dlopen, call; the result goes to the parent.
import { watch } from 'node:fs';
import { dirname } from 'node:path';
import koffi from 'koffi';

const path = process.argv[2] ?? '';
let library = koffi.load(path);
let timer;

watch(dirname(path), () => {
  clearTimeout(timer);
  timer = setTimeout(() => {
    library.unload();
    library = koffi.load(path);
    process.send?.(library.func('int add(int, int)')(3, 4));
  }, 500);
});
process.on('disconnect', () => process.exit(0));
process.send?.('ready');
