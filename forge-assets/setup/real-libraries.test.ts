import { expect, test } from 'vitest';
import { recipeStamp } from './real-libraries.mjs';
import { recipes } from './real-library-recipes.mjs';

test('has a recipe for every library that native-samples/real-libraries.ts names', () => {
  expect(recipes.map(({ name }) => name)).toEqual(['zlib', 'sqlite3', 'jsoncpp', 'leveldb']);
});

test('another flag is another library', () => {
  const [first] = recipes;
  if (first === undefined) throw new Error('there are no recipes');
  expect(recipeStamp({ ...first })).toBe(recipeStamp(first));
  expect(recipeStamp({ ...first, flags: [...first.flags, '-O3'] })).not.toBe(recipeStamp(first));
});

test('C and C++ in both versions of DWARF', () => {
  const kinds = recipes.map(
    ({ compiler, flags }) => `${compiler} ${flags.find((flag) => /^-gdwarf/.test(flag))}`,
  );
  expect(kinds.sort()).toEqual(['g++ -gdwarf-4', 'g++ -gdwarf-5', 'gcc -gdwarf-4', 'gcc -gdwarf-5']);
});
