import { writeSync } from 'node:fs';
import { callLogLine } from './bounded-record.ts';
import { callLogFormat } from './call-log-lines.ts';
import { callRecord } from './call-records-for-tests.ts';
import { JsonLinesStore } from './json-lines-store.ts';

/** The program of the kill test: appends calls to the file of its first argument without end, and says which are kept. */
const [, , file = '', from = '0'] = process.argv;
const fail = (failure: unknown) => {
  writeSync(2, `${JSON.stringify(failure)}\n`);
};
// Compacted every few lines, so that kills meet that too.
const format = { ...callLogFormat, growth: { lines: 7, bytes: 1_000_000 } };
const store = await JsonLinesStore.open(file, format, fail);
for (let number = Number(from); ; number += 1) {
  const record = callRecord(number);
  const line = callLogLine('/lib/a.so', record) ?? '';
  store.content.add('/lib/a.so', line, record.atMs);
  store.append(line);
  await store.flush();
  writeSync(1, `${number}\n`);
}
