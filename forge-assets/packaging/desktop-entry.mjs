/**
 * The keys and values of a desktop file's `[Desktop Entry]` group
 * (https://specifications.freedesktop.org/desktop-entry-spec/latest/, section 3).
 * @param {string} text
 * @returns {Record<string, string>}
 */
export function desktopEntry(text) {
  /** @type {Record<string, string>} */
  const entry = {};
  let inside = false;
  for (const line of text.split('\n')) {
    if (line.startsWith('[')) inside = line.trim() === '[Desktop Entry]';
    const at = line.indexOf('=');
    if (inside && at > 0 && !line.startsWith('#'))
      entry[line.slice(0, at).trim()] = line.slice(at + 1).trim();
  }
  return entry;
}
