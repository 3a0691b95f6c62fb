const networkFailure =
  /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT/;
const shownLines = 6;

/** Gives up after seconds, not minutes, where nobody answers. */
export const impatient = [
  '--fetch-retries',
  '2',
  '--fetch-retry-mintimeout',
  '1000',
  '--fetch-retry-maxtimeout',
  '4000',
];

/**
 * One sentence for a failed npm command, and npm's own reason.
 * @param {string} what what cannot be had now, such as `The packages cannot be installed`
 * @param {string} output
 * @returns {string}
 */
export function npmFailure(what, output) {
  // npm gives the reason first, then stack traces and general advice.
  const lines = output
    .split('\n')
    .filter((line) => line.trim() !== '' && line.trim() !== 'npm error' && !/^(npm error)?\s+at /.test(line));
  return [sentence(what, output), ...lines.slice(0, shownLines).map((line) => `  ${line}`)].join('\n');
}

/**
 * @param {string} what
 * @param {string} output
 */
function sentence(what, output) {
  if (/ENOSPC|EDQUOT/.test(output)) {
    return `${what}: there is no space left on the disk. Free some, or name another folder with XDG_CACHE_HOME, and try again.`;
  }
  if (/EACCES|EROFS/.test(output)) return `${what}: a folder cannot be written to.`;
  if (networkFailure.test(output)) {
    return `${what}: no npm registry can be reached. Check the network (npm config get registry) and try again.`;
  }
  return `${what}.`;
}
