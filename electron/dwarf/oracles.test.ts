import { describe, expect, test } from 'vitest';
import { type RealLibraryName, realLibrary } from '../../native-samples/real-libraries.ts';
import type { Prototype } from '../contract/prototype.ts';
import { readLibrary } from './testing/all-prototypes.ts';
import {
  enumDifferences,
  functionDifferences,
  recordDifferences,
  unexplained,
} from './testing/differences.ts';
import { exportedFunctions } from './testing/exported-functions.ts';
import { askGdb } from './testing/gdb.ts';
import { mangledParameterCounts } from './testing/mangled-parameters.ts';
import { askPahole } from './testing/pahole.ts';
import { paholeDifferences } from './testing/pahole-differences.ts';
import { reasonsOf } from './testing/reasons.ts';

interface Expected {
  readonly language: 'c' | 'c++';
  /** Also the types that no exported function leads to; gdb needs long for those of the large library. */
  readonly allTypes: boolean;
  /** At least so many are compared: a comparison of nothing proves nothing. */
  readonly functions: number;
  readonly records: number;
  readonly enums: number;
}

const libraries: Readonly<Record<RealLibraryName, Expected>> = {
  zlib: { language: 'c', allTypes: true, functions: 80, records: 9, enums: 2 },
  sqlite3: { language: 'c', allTypes: true, functions: 250, records: 180, enums: 0 },
  jsoncpp: { language: 'c++', allTypes: true, functions: 400, records: 300, enums: 10 },
  leveldb: { language: 'c++', allTypes: false, functions: 500, records: 250, enums: 5 },
};

const cases = Object.entries(libraries) as (readonly [RealLibraryName, Expected])[];

describe.each(cases)('%s', (name, expected) => {
  test('reads as gdb and pahole read it', { timeout: 120_000 }, async () => {
    const { path } = realLibrary(name);
    const functions = exportedFunctions(path);
    const [gdb, pahole] = await Promise.all([askGdb(path, functions, expected.allTypes), askPahole(path)]);
    const ours = readLibrary(path, functions);
    const reasons = reasonsOf(name);

    const ofFunctions = Object.entries(gdb.functions).flatMap(([symbol, theirs]) =>
      functionDifferences(symbol, ours.functions.get(symbol), theirs),
    );
    expect.soft(unexplained(ofFunctions, reasons.functions), 'functions').toEqual([]);
    const ofRecords = Object.entries(gdb.records).flatMap(([record, theirs]) =>
      recordDifferences(record, ours.typeNamed(record), theirs),
    );
    expect.soft(unexplained(ofRecords, reasons.records), 'records of gdb').toEqual([]);
    const ofEnums = Object.entries(gdb.enums).flatMap(([name, theirs]) =>
      enumDifferences(name, ours.typeNamed(name), theirs),
    );
    expect.soft(unexplained(ofEnums, reasons.enums), 'enums of gdb').toEqual([]);
    const known = Object.keys(gdb.records);
    const ofPahole = paholeDifferences(pahole, known, ours.typeNamed);
    expect.soft(unexplained(ofPahole.differences, reasons.pahole), 'records of pahole').toEqual([]);
    expect.soft(ours.problems, 'problems').toEqual([]);

    const counts = mangledParameterCounts([...functions.keys()]);
    const ofNames = [...counts].filter(([symbol, count]) => {
      const prototype = ours.functions.get(symbol)?.prototype;
      return prototype !== undefined && count !== givenParameters(prototype);
    });
    expect.soft(ofNames, 'numbers of parameters of mangled names').toEqual([]);
    expect(counts.size > 100).toBe(expected.language === 'c++');

    expect(Object.keys(gdb.functions).length).toBeGreaterThanOrEqual(expected.functions);
    expect(Object.keys(gdb.records).length).toBeGreaterThanOrEqual(expected.records);
    expect(Object.keys(gdb.enums).length).toBeGreaterThanOrEqual(expected.enums);
    expect(ofPahole.compared).toBeGreaterThanOrEqual(expected.records / 3);
  });
});

/** With `...`, without the object and what only constructors and destructors of classes with virtual bases take. */
function givenParameters({ parameters, variadic }: Prototype): number {
  const given = parameters.filter(
    ({ isThis, name }) => isThis !== true && !/^__(in_chrg|vtt_parm)$/.test(name ?? ''),
  );
  return given.length + (variadic ? 1 : 0);
}
