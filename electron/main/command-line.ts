import path from 'node:path';

/** How the program was started. */
export interface Launch {
  readonly argv: readonly string[];
  readonly workingDirectory: string;
  /** The folder of the program when it was named on the command line (`electron FOLDER`), else null. */
  readonly programFolder: string | null;
}

/**
 * The libraries named on the command line, as absolute paths: everything that is no switch, and everything after
 * `--`. Switches, Chromium's and unknown ones, are not ours and are left alone.
 */
export function filesOnCommandLine({ argv, workingDirectory, programFolder }: Launch): readonly string[] {
  const own = argv.slice(1 + indexOfProgram(argv.slice(1), workingDirectory, programFolder));
  const end = own.indexOf('--');
  const named = (end === -1 ? own : own.slice(0, end)).filter((argument) => !argument.startsWith('-'));
  const after = end === -1 ? [] : own.slice(end + 1);
  return [...named, ...after]
    .filter((argument) => argument !== '' && !argument.includes('\0'))
    .map((argument) => path.resolve(workingDirectory, argument));
}

/** How many arguments to leave out because they belong to the command that started the program. */
function indexOfProgram(argv: readonly string[], workingDirectory: string, folder: string | null): number {
  if (folder === null) return 0;
  return argv.findIndex((argument) => path.resolve(workingDirectory, argument) === folder) + 1;
}
