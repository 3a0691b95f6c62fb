import { copyFile, rename } from 'node:fs/promises';
import { linkObject } from '../../../../native-samples/build-library.ts';
import { waysInPlace, waysToLeaveAsItIs, waysToReplace } from '../../../../native-samples/replace-library.ts';
import type { ReloadStrategy } from '../../../contract/generation.ts';
import type { LibrarySite } from './library-site.ts';

/** One thing that happens to the library of a soak. */
export interface Step {
  readonly name: string;
  /** How often the library may be loaded for it; once at least, unless this is 0. */
  readonly mostLoads: number;
  readonly perform: (site: LibrarySite) => Promise<void>;
}

const replacements: readonly Step[] = Object.entries(waysToReplace).map(([name, replace]) => ({
  name,
  mostLoads: 1,
  perform: async (site) => replace(site.library, await site.next()),
}));

const inQuickSuccession: Step = {
  name: 'three builds in quick succession',
  mostLoads: 3,
  perform: async (site) => {
    for (let turn = 0; turn < 3; turn += 1) {
      const staged = `${site.library}.staged`;
      await copyFile((await site.next()).library, staged);
      await rename(staged, site.library);
    }
  },
};

const leavings: readonly Step[] = [
  ...Object.entries(waysToLeaveAsItIs).map(([name, leave]) => ({
    name,
    mostLoads: 0,
    perform: (site: LibrarySite) => leave(site.library),
  })),
  {
    name: 'identical rebuild',
    mostLoads: 0,
    perform: ({ current, library }) => linkObject(current.object, library, current.flags),
  },
];

/** All steps that a strategy stands: strict maps the file itself, so nobody may write into it. */
export function stepsFor(strategy: ReloadStrategy): readonly Step[] {
  const inPlace: ReadonlySet<string> = new Set(waysInPlace);
  const standing =
    strategy === 'strict' ? replacements.filter(({ name }) => !inPlace.has(name)) : replacements;
  return [...standing, inQuickSuccession, ...leavings];
}
