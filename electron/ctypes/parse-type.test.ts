import { describe, expect, it } from 'vitest';
import { parseType } from './parse-type.ts';

function spellingOf(text: string): string {
  const parsed = parseType(text);
  return parsed.ok ? parsed.value.type.spelling : parsed.failure.message;
}

describe('the name of a type', () => {
  it.each([
    ['int', 'int'],
    ['unsigned long const', 'unsigned long'],
    ['struct point *', 'struct point *'],
    ['struct point', 'struct point'],
    ['int (*)(int)', 'int (*)(int)'],
    ['int(int)', 'int (int)'],
    ['char[16]', 'char[16]'],
    ['const char *const *', 'const char *const *'],
    ['int (*[4])(const char *, ...)', 'int (*[4])(const char *, ...)'],
    ['double [2][3]', 'double[2][3]'],
    ['geometry::Circle *', 'geometry::Circle *'],
    ['void', 'void'],
    ['', 'The type is empty; write one like struct point *.'],
    ['int x', 'A type alone has no name; leave out x.'],
    ['unit8_t', 'The type: the type name unit8_t is unknown; did you mean uint8_t?'],
    ['int, int', 'At character 4: "," is not expected after the type.'],
    ['int &&&', 'The type is a reference to a reference, which C++ does not have.'],
    ['int[99999999999]', 'At character 5: The type: 99999999999 is not the length of an array.'],
  ])('%s is %s', (text, written) => {
    expect(spellingOf(text)).toBe(written);
    expect(spellingOf(spellingOf(text))).toBe(
      written.includes(' ') && !parseType(written).ok ? spellingOf(written) : written,
    );
  });
});
