import {
  symbolBindName,
  symbolTypeName,
  symbolVisibilityName,
} from '../../electron/contract/library-model.ts';
import type { SymbolColumnName } from '../state/page-state.ts';

export interface Word {
  readonly label: string;
  readonly meaning: string;
}

export const kindWords: Readonly<Record<string, Word>> = {
  FUNC: { label: 'func', meaning: 'Function: code that can be called.' },
  OBJECT: { label: 'data', meaning: 'Data: a variable or table; calling it would crash.' },
  TLS: { label: 'tls', meaning: 'Thread-local variable: every thread has its own.' },
  IFUNC: {
    label: 'ifunc',
    meaning: 'Indirect function: a resolver picks the code for this processor when the symbol is bound.',
  },
  NOTYPE: { label: 'none', meaning: 'The file does not say what it is; imports often carry no kind.' },
  COMMON: { label: 'common', meaning: 'Uninitialised data without a place yet.' },
};

export const bindWords: Readonly<Record<string, string>> = {
  LOCAL: 'Local: not visible to other files.',
  GLOBAL: 'Global: the first definition that the loader finds wins.',
  WEAK: 'Weak: gives way to another definition at link time; may be missing as an import.',
  UNIQUE:
    'Unique (STB_GNU_UNIQUE): one copy for the whole process. dlclose never unloads a library that defines one.',
};

export const visibilityWords: Readonly<Record<string, string>> = {
  DEFAULT: 'Default: exported, and another library may take its place.',
  PROTECTED: 'Protected: exported, but calls from inside always stay inside.',
  HIDDEN: 'Hidden: not exported.',
  INTERNAL: 'Internal: hidden, and only called from inside.',
};

export const columnWords: Readonly<Record<SymbolColumnName, Word>> = {
  name: { label: 'Name', meaning: 'The name that dlsym takes, or its C++ declaration when demangled.' },
  kind: {
    label: 'Kind',
    meaning: 'What it is: func, data, tls (thread-local), ifunc (chosen at load time).',
  },
  size: { label: 'Size', meaning: 'Bytes it occupies; 0 when the file does not say.' },
  address: { label: 'Address', meaning: 'Offset from the start of the loaded library (st_value).' },
  version: {
    label: 'Version',
    meaning: 'Symbol version. @@ marks the default one, which dlsym and the linker take; @ an older one.',
  },
  binding: {
    label: 'Binding',
    meaning: 'global, weak (gives way to others) or unique (one for the process).',
  },
  visibility: { label: 'Visibility', meaning: 'default (may be replaced) or protected (stays inside).' },
  change: {
    label: 'This build',
    meaning:
      'Against the build before: new for an added symbol, code for a function whose bytes differ, prototype, layout, size and so on for what changed in how it is used; the sign tells how much it matters.',
  },
};

/** Kind of a symbol as the grid shows it. */
export function kindOf(type: number, section: string): Word {
  const name = symbolTypeName(type, section);
  return kindWords[name] ?? { label: name.toLowerCase(), meaning: `Symbol type ${name}.` };
}

/** Binding as the grid shows it. */
export function bindingOf(bind: number): Word {
  const name = symbolBindName(bind);
  return { label: name.toLowerCase(), meaning: bindWords[name] ?? `Symbol binding ${name}.` };
}

/** Visibility as the grid shows it. */
export function visibilityOf(visibility: number): Word {
  const name = symbolVisibilityName(visibility);
  return { label: name.toLowerCase(), meaning: visibilityWords[name] ?? name };
}
