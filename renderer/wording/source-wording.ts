import type {
  PrototypeSource,
  PrototypeSuggestion,
  SourceLocation,
} from '../../electron/contract/prototype.ts';
import { clippedText } from '../ui/visible-text.ts';

/** A source of prototypes in two words. */
export const sourceNames: Readonly<Record<PrototypeSource, string>> = {
  dwarf: 'DWARF',
  header: 'header',
  mangled: 'mangled name',
  hand: 'typed by hand',
};

/** Why a prototype from this source can be relied on, and where that ends. */
export const sourceMeanings: Readonly<Record<PrototypeSource, string>> = {
  dwarf:
    'Taken from the debug information (DWARF) that the compiler wrote for this very build: types, sizes and names are those of the code.',
  header:
    'Taken from a header that you added. It is as right as the header: one of another version of the library gives wrong results or a crash.',
  mangled:
    'Taken from the mangled C++ name, which tells the types of the parameters, but neither their names nor the type of the result.',
  hand: 'The prototype is taken as you typed it. dlscope never guesses one: a wrong type gives wrong results or a crash.',
};

/** `shared_sum.cpp:4`: the file without its folder. */
export function locationText({ file, line }: SourceLocation): string {
  return `${clippedText(file.slice(file.lastIndexOf('/') + 1), 60)}:${line}`;
}

/** `Use DWARF's`: the way back from a prototype typed by hand. */
export function wayBackTo({ source }: Pick<PrototypeSuggestion, 'source'>): string {
  switch (source) {
    case 'dwarf':
      return "Use DWARF's";
    case 'header':
      return "Use the header's";
    case 'mangled':
      return "Use the mangled name's";
  }
}
