import { fail, type Outcome, succeed } from '../contract/failure.ts';
import type { TypeWithRecords } from '../contract/prototype.ts';
import type { ShownValue } from '../contract/shown-value.ts';
import { parseType } from '../ctypes/parse-type.ts';
import { showValue } from '../ctypes/show-value.ts';
import { resolveType } from './resolve-prototype.ts';
import type { SessionCore } from './session-core.ts';

/** How the bytes at an address are shown. */
export type MemoryView =
  | { readonly kind: 'string' }
  | { readonly kind: 'bytes'; readonly count: number }
  /** `count` values of a type written in C; 1 for one alone. */
  | { readonly kind: 'type'; readonly type: string; readonly count: number };

/** Reads memory of the running generation's process, while no call is open there; what is not mapped is said, never a fault. */
export async function viewMemory(
  core: SessionCore,
  address: bigint,
  as: MemoryView,
): Promise<Outcome<ShownValue>> {
  const type = await typeOfView(core, as);
  if (!type.ok) return type;
  return core.exclusive.run(async () => {
    const runner = core.running?.runner;
    if (runner === undefined || !runner.alive) {
      return fail('not-loaded', 'The process whose memory this was has ended.');
    }
    const isText = as.kind === 'string';
    const { outcome } = await runner.read({ address, ...type.value, as: isText ? 'pointer' : 'memory' });
    if (!outcome.ok) return outcome;
    return succeed(showValue(type.value, outcome.value, { name: null, at: isText ? null : address }));
  });
}

async function typeOfView(core: SessionCore, as: MemoryView): Promise<Outcome<TypeWithRecords>> {
  if (as.kind === 'string') return parseType('const char *');
  if (as.kind === 'bytes') return parseType(`unsigned char[${as.count}]`);
  const element = await resolveType(core, as.type);
  if (!element.ok || as.count === 1) return element;
  const { type, records } = element.value;
  const spelling = `${type.spelling}[${as.count}]`;
  return succeed({ type: { kind: 'array', spelling, of: type, count: as.count }, records });
}
