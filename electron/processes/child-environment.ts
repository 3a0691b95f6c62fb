const allowedNames = new Set([
  'HOME',
  'PATH',
  'LANG',
  'LANGUAGE',
  'TZ',
  'USER',
  'LOGNAME',
  'SHELL',
  'TMPDIR',
  'TERM',
  'DISPLAY',
  'WAYLAND_DISPLAY',
  'XAUTHORITY',
  'LD_LIBRARY_PATH',
]);

/**
 * The environment of a child that runs a library: what a library may rightly ask for, and nothing that would change
 * what is loaded (LD_PRELOAD, LD_AUDIT) or how this program's own run time behaves (NODE_OPTIONS, ELECTRON_*).
 */
export function childEnvironment(
  source: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  const environment: Record<string, string> = {};
  for (const [name, value] of Object.entries(source)) {
    const isAllowed = allowedNames.has(name) || name.startsWith('LC_') || name.startsWith('XDG_');
    if (isAllowed && value !== undefined) environment[name] = value;
  }
  return environment;
}
