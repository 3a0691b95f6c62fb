import type { StuckReason, UnloadProof } from '../../electron/contract/generation.ts';

const shortReasons: Readonly<Record<StuckReason['kind'], string>> = {
  unique: 'STB_GNU_UNIQUE symbols',
  nodelete: '-z nodelete',
  'opened-twice': 'it is open twice',
  needed: 'another library needs it',
  'pointed-to': 'another library holds it',
  'thread-local': 'thread_local destructors',
  thread: 'a thread runs its code',
  'signal-handler': 'its signal handler',
  refused: 'dlclose failed',
  unknown: 'something holds it',
};

/** Why the build before stayed, in a few words; empty when it is gone. */
export function stuckWords({ generation, gone, reasons }: UnloadProof): string {
  if (gone) return '';
  return `#${generation} stayed: ${reasons.map(({ kind }) => shortReasons[kind]).join(', ')}`;
}
