// The article's reload with nothing around it: at each change of the folder dlclose, dlopen, dlsym, call; the result goes to the parent.
import { watch } from 'node:fs';
import { dirname } from 'node:path';
import koffi from 'koffi';

const path = process.argv[2] ?? '';
let library = koffi.load(path);

watch(dirname(path), () => {
  library.unload();
  library = koffi.load(path);
  process.send?.(library.func('int add(int, int)')(3, 4));
});
process.on('disconnect', () => process.exit(0));
process.send?.('ready');
