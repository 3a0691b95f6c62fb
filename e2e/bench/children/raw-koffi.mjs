// Calls `int add(int, int)` of the library in argv[2] argv[3] times through koffi alone and prints the mean in nanoseconds.
import koffi from 'koffi';

const [, , library = '', repeat = '1'] = process.argv;
const add = koffi.load(library).func('int add(int, int)');
const count = Number(repeat);
const startedAt = process.hrtime.bigint();
for (let done = 0; done < count; done++) add(3, 4);
process.stdout.write(String(Number(process.hrtime.bigint() - startedAt) / count));
