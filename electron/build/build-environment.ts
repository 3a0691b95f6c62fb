import { childEnvironment } from '../processes/child-environment.ts';

/** What people set to steer compilers and build tools. */
const steering = new Set([
  'AR',
  'AS',
  'CC',
  'CXX',
  'LD',
  'NM',
  'RANLIB',
  'STRIP',
  'CFLAGS',
  'CXXFLAGS',
  'CPPFLAGS',
  'LDFLAGS',
  'LDLIBS',
  'CPATH',
  'C_INCLUDE_PATH',
  'CPLUS_INCLUDE_PATH',
  'LIBRARY_PATH',
  'LD_RUN_PATH',
  'MAKEFLAGS',
  'SOURCE_DATE_EPOCH',
  'RUSTFLAGS',
  'VIRTUAL_ENV',
]);
const steeringPrefixes = [
  'CMAKE_',
  'CARGO_',
  'RUSTUP_',
  'RUSTC_',
  'CCACHE_',
  'SCCACHE_',
  'NINJA_',
  'PKG_CONFIG',
  'NIX_',
];

/**
 * The environment of a build: that of a called library and what steers build tools. No colours, and messages in
 * English, since they are read by this program as well.
 */
export function buildEnvironment(
  source: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  const environment = childEnvironment(source);
  for (const [name, value] of Object.entries(source)) {
    const isSteering = steering.has(name) || steeringPrefixes.some((prefix) => name.startsWith(prefix));
    if (isSteering && value !== undefined) environment[name] = value;
  }
  // Where make started this program, these name descriptors of that make, which are not here.
  if (/--jobserver/.test(environment.MAKEFLAGS ?? '')) delete environment.MAKEFLAGS;
  // With LANGUAGE set, gettext would translate in C.UTF-8 too.
  delete environment.LANGUAGE;
  return { ...environment, LC_ALL: 'C.UTF-8', TERM: 'dumb' };
}
