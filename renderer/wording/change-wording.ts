import type { BuildChangeKind, ChangeSeverity } from '../../electron/contract/build-changes.ts';
import type { Sign } from './tone.ts';

/** What a change means for programs that were built with the build before. */
export const severitySigns: Readonly<Record<ChangeSeverity, Sign>> = {
  breaking: {
    tone: 'bad',
    shape: 'cross',
    label: 'breaking',
    meaning: 'Programs built with the old build fail, or call it wrongly, until they are built again.',
  },
  risky: {
    tone: 'warn',
    shape: 'triangle',
    label: 'risky',
    meaning: 'Programs built with the old build go on working in most cases; look at how they use it.',
  },
  compatible: {
    tone: 'quiet',
    shape: 'ring',
    label: 'compatible',
    meaning: 'Programs built with the old build do not notice, but for other results.',
  },
};

/** Two builds of a library between which nothing differs; `elsewhere` when a library that it needs changed. */
export function nothingChanged(elsewhere: boolean): string {
  const where = elsewhere ? ' in the library itself' : '';
  return `Nothing changed${where} that programs could notice.`;
}

/** One or two words for what is different, as the list of symbols shows it. */
export const changeLabels: Readonly<Record<BuildChangeKind, string>> = {
  'machine-changed': 'machine',
  'soname-changed': 'SONAME',
  'needed-added': 'needed',
  'needed-removed': 'needed',
  'needed-reordered': 'needed',
  'run-path-changed': 'run path',
  'compiler-changed': 'compiler',
  'flags-changed': 'flags',
  'export-added': 'new',
  'export-removed': 'removed',
  'export-renamed': 'renamed',
  'type-changed': 'kind',
  'binding-changed': 'binding',
  'visibility-changed': 'visibility',
  'version-changed': 'version',
  'size-changed': 'size',
  'virtual-table-changed': 'vtable',
  'code-changed': 'code',
  'prototype-changed': 'prototype',
  'variable-changed': 'type',
  'layout-changed': 'layout',
  'enum-changed': 'enum',
};
