import { realpath } from 'node:fs/promises';
import { z } from 'zod';
import type { BuildSettings } from '../contract/build-command.ts';
import type { JsonFile } from './json-file.ts';

/** More than anybody confirms; the oldest are forgotten and asked for again. */
const trustedAtMost = 200;

/** A command in a folder, named by its real path, that the user confirmed in main's dialog. */
export type TrustedBuild = Pick<BuildSettings, 'folder' | 'command'>;

export const trustedBuildsSchema = z.object({
  /** Newest first. */
  builds: z
    .array(z.object({ folder: z.string().startsWith('/').max(8192), command: z.string().min(1).max(4000) }))
    .max(trustedAtMost),
});
export type TrustedBuilds = z.infer<typeof trustedBuildsSchema>;

export const noTrustedBuilds: TrustedBuilds = { builds: [] };

/**
 * Which commands may run where: exactly those that the user confirmed, character by character, and the one that came
 * with the sample, in the folder that this program wrote. Folders count by their real paths, so that a link that is
 * turned to another folder takes no trust along.
 */
export class BuildTrust {
  readonly #file: Pick<JsonFile<TrustedBuilds>, 'value' | 'set'>;
  readonly #own: TrustedBuild | null;

  constructor(file: Pick<JsonFile<TrustedBuilds>, 'value' | 'set'>, own: TrustedBuild | null) {
    this.#file = file;
    this.#own = own;
  }

  /** Looks at the folder as it is now; false when it is not there. */
  async isTrusted(build: TrustedBuild): Promise<boolean> {
    const real = await realFolder(build);
    if (real === null) return false;
    const own = this.#own === null ? null : await realFolder(this.#own);
    return (
      (own !== null && isSame(own, real)) || this.#file.value.builds.some((other) => isSame(other, real))
    );
  }

  /** Notes that the user confirmed a command for the folder with this real path. */
  trust(confirmed: TrustedBuild): void {
    const others = this.#file.value.builds.filter((other) => !isSame(other, confirmed));
    const { folder, command } = confirmed;
    this.#file.set({ builds: [{ folder, command }, ...others].slice(0, trustedAtMost) });
  }

  /** The user wants to be asked again. */
  async forget(build: TrustedBuild): Promise<void> {
    const real = (await realFolder(build)) ?? build;
    this.#file.set({ builds: this.#file.value.builds.filter((other) => !isSame(other, real)) });
  }
}

/** The same build with the real path of its folder; null when that is not there. */
export async function realFolder({ folder, command }: TrustedBuild): Promise<TrustedBuild | null> {
  const real = await realpath(folder).catch(() => null);
  return real === null ? null : { folder: real, command };
}

function isSame(one: TrustedBuild, other: TrustedBuild): boolean {
  return one.folder === other.folder && one.command === other.command;
}
