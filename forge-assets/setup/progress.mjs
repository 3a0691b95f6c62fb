/** A step shorter than this says nothing: there was nothing to do. */
const quietBelowMs = 700;
/** A step that goes on this long says so, and again after as long. */
const reminderMs = 15_000;

/** Where the lines go: a command whose result is on stdout sends them to stderr. */
let write = (/** @type {string} */ line) => process.stdout.write(`${line}\n`);

/** Keeps stdout free for a command's result. */
export function reportOnStderr() {
  write = (line) => process.stderr.write(`${line}\n`);
}

/**
 * Announces a step that takes long, runs it, and says how long it took.
 * @template T
 * @param {string} title what is being done, such as "Building the program"
 * @param {() => Promise<T> | T} work
 * @returns {Promise<T>}
 */
export async function longStep(title, work) {
  const started = Date.now();
  write(`· ${title} …`);
  const reminder = setInterval(() => write(`  still ${lowerFirst(title)} (${seconds(started)})`), reminderMs);
  try {
    const result = await work();
    const tookMs = Date.now() - started;
    if (tookMs >= quietBelowMs) write(`  ${title}: ${seconds(started)}`);
    return result;
  } finally {
    clearInterval(reminder);
  }
}

/**
 * Announces a step that shows its own progress, runs it, and says how long it took.
 * @template T
 * @param {string} title
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function talkativeStep(title, work) {
  const started = Date.now();
  write(`· ${title} …`);
  const result = await work();
  write(`  ${title}: ${seconds(started)}`);
  return result;
}

/**
 * Says one plain line.
 * @param {string} line
 */
export function say(line) {
  write(`· ${line}`);
}

/** @param {string} text */
function lowerFirst(text) {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

/** @param {number} startedMs */
function seconds(startedMs) {
  return `${((Date.now() - startedMs) / 1000).toFixed(1)} s`;
}
