const flagWords: Readonly<Record<string, string>> = {
  ORIGIN: 'ORIGIN: its run path uses $ORIGIN.',
  SYMBOLIC: 'SYMBOLIC: its own definitions win over others.',
  TEXTREL: 'TEXTREL: its code is patched while loading (not built with -fPIC).',
  BIND_NOW: 'BIND_NOW: all functions it calls are looked up while loading, whatever “Bind” says.',
  STATIC_TLS: 'STATIC_TLS: its thread-local variables take scarce room, and loading may fail for want of it.',
  NOW: 'NOW: all functions it calls are looked up while loading, whatever “Bind” says.',
  GLOBAL: 'GLOBAL: its names are visible to libraries loaded later.',
  NODELETE: 'NODELETE: dlclose never unloads it; only a fresh process gets rid of it.',
  INITFIRST: 'INITFIRST: its constructors run before those of others.',
  NOOPEN: 'NOOPEN: it refuses to be opened with dlopen.',
  INTERPOSE: 'INTERPOSE: its names win over those of libraries before it.',
  PIE: 'PIE: it is a program, not a library.',
};

/** What a flag of DT_FLAGS or DT_FLAGS_1 means to somebody who reloads the library; empty for the rest. */
export function explainFlag(flag: string): string {
  return flagWords[flag] ?? '';
}
