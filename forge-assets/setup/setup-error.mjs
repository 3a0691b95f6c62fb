/** Why the set-up cannot go on, as one sentence for the person at the terminal. */
export class SetupError extends Error {}

/**
 * The system's code of a failed operation, such as `ENOENT`; undefined for any other error.
 * @param {unknown} error
 * @returns {string | undefined}
 */
export function errorCode(error) {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}

/**
 * Runs a command's main function: a SetupError becomes one sentence and exit code 1, anything else a stack trace.
 * @param {() => Promise<number | void>} main resolves to the exit code, 0 when it says nothing
 */
export async function runCommandLine(main) {
  try {
    process.exitCode = (await main()) ?? 0;
  } catch (error) {
    process.exitCode = 1;
    process.stderr.write(`${explain(error)}
`);
  }
}

/** What the machine lacks, not the program. @type {Readonly<Record<string, string>>} */
const adviceFor = {
  ENOSPC: 'There is no space left on the disk. Free some and try again.',
  EDQUOT: 'Your share of the disk is used up. Free some space and try again.',
  EACCES: 'A file or folder belongs to somebody else. Use a checkout and a cache folder of your own.',
  EROFS: 'A file system is read-only. Use a checkout and a cache folder that can be written to.',
};

/** @param {unknown} error */
function explain(error) {
  if (error instanceof SetupError) return `\ndlscope: ${error.message}`;
  const advice = adviceFor[errorCode(error) ?? ''];
  if (advice && error instanceof Error) return `\ndlscope: ${advice}\n  ${error.message}`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
