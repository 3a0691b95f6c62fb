import type { CallRecord } from '../contract/call-record.ts';
import { fail, type Outcome, succeed } from '../contract/failure.ts';
import type { SavedValue, ShownValue } from '../contract/shown-value.ts';
import type { SavedArgument } from '../ctypes/encode-context.ts';
import type { Runner } from '../processes/runner.ts';
import { type GoneImage, inBackground, type Running, type SessionCore } from './session-core.ts';

/** Where in a recorded call a value stands: the result or an *out* argument, then children by index. */
export interface ValuePlace {
  readonly recordId: string;
  readonly from: 'result' | number;
  readonly path: readonly number[];
}

const savedAtMost = 200;
/** More builds than one process lives to see; a bound all the same. */
const goneImagesKept = 10_000;

/** Gives a value of a recorded call a name; a value that had the name is replaced. */
export function saveValue(core: SessionCore, place: ValuePlace, name: string): Outcome<null> {
  const record = core.calls.find(({ id }) => id === place.recordId);
  const node = record && valueAt(record, place);
  if (!record || !node) return fail('unknown-id', 'That value is not in the call log any more.');
  if (record.trigger === 'beside') {
    return fail('invalid-request', 'Values can be saved of the build that runs, not of the one beside it.');
  }
  const runner = core.callRunners.get(record);
  if (runner === undefined || !runner.alive) {
    return fail('not-loaded', 'The process in which this value lived has ended; make the call again.');
  }
  const argument = argumentOf(node);
  if (argument === null)
    return fail('invalid-request', 'This value lies nowhere and cannot be named; name one of its members.');
  const gone = goneImageOf(core, runner, record.generation, argument);
  if (gone !== null) {
    return fail(
      'not-loaded',
      `It points into the library's own memory in ${unloaded(gone)}; make the call again.`,
    );
  }
  const others = core.store.get().saved.filter((saved) => saved.name !== name);
  if (others.length >= savedAtMost)
    return fail('limit-reached', `${savedAtMost} values are saved; forget one first.`);
  forgetValue(core, name);
  core.kept.set(name, { argument, runner });
  if (argument.kind === 'address') keepBlocks(core, runner, { keep: [argument.value], free: [] });
  core.store.change({ saved: [...others, describeSaved(core, record, node, name)] });
  return succeed(null);
}

/** Forgets a name; memory that was kept for it may be reused. */
export function forgetValue(core: SessionCore, name: string): void {
  const kept = core.kept.get(name);
  core.kept.delete(name);
  core.store.change({ saved: core.store.get().saved.filter((saved) => saved.name !== name) });
  if (kept?.argument.kind !== 'address') return;
  const address = kept.argument.value;
  const stillNamed = [...core.kept.values()].some(
    ({ argument, runner }) =>
      runner === kept.runner && argument.kind === 'address' && argument.value === address,
  );
  if (!stillNamed) keepBlocks(core, kept.runner, { keep: [], free: [address] });
}

/** What `$name` is worth in a call of the running generation, or null when there is no such name. */
export function savedArgument(core: SessionCore, name: string): SavedArgument | null {
  const kept = core.kept.get(name);
  const saved = core.store.get().saved.find((value) => value.name === name);
  return kept && saved ? { ...kept.argument, dead: saved.dead } : null;
}

/** Marks the values of processes that no longer answer; a number needs no process. */
export function markDeadValues(core: SessionCore): void {
  const { saved, generation } = core.store.get();
  const runner = core.running?.runner ?? null;
  const marked = saved.map((value) => {
    const kept = core.kept.get(value.name);
    if (value.dead !== null || !kept || kept.argument.kind !== 'address' || kept.argument.value === 0n)
      return value;
    if (kept.runner === runner && runner.alive) return value;
    const now = generation === null ? '' : `; #${generation.number} runs in another one`;
    return { ...value, dead: `It lived in the process of #${value.generation}, which is gone${now}.` };
  });
  if (marked.some((value, index) => value !== saved[index])) core.store.change({ saved: marked });
}

/** Notes that the image of a generation has left its process while that lives on, and marks the values that point into it. */
export function buryValuesIn(
  core: SessionCore,
  { runner, generation }: Running,
  image: { readonly start: bigint; readonly end: bigint },
): void {
  const gone = { generation: generation.number, start: image.start, end: image.end };
  const before = core.goneImages.get(runner) ?? [];
  core.goneImages.set(runner, [...before, gone].slice(-goneImagesKept));
  const marked = core.store.get().saved.map((value) => {
    const kept = core.kept.get(value.name);
    if (value.dead !== null || kept?.runner !== runner || !pointsInto(gone, kept.argument)) return value;
    return { ...value, dead: `It pointed into the library's own memory in ${unloaded(gone)}.` };
  });
  core.store.change({ saved: marked });
}

/** The image that the address lay in when a generation gave it, if that image is gone; later ones may lie at the same place. */
function goneImageOf(
  core: SessionCore,
  runner: Runner,
  from: number,
  argument: SavedArgument,
): GoneImage | null {
  const images = core.goneImages.get(runner) ?? [];
  return images.find((image) => image.generation >= from && pointsInto(image, argument)) ?? null;
}

function pointsInto({ start, end }: GoneImage, argument: SavedArgument): boolean {
  return argument.kind === 'address' && argument.value >= start && argument.value < end;
}

function unloaded({ generation }: GoneImage): string {
  return `build #${generation}, which was unloaded`;
}

function keepBlocks(core: SessionCore, runner: Runner, request: Parameters<Runner['keep']>[0]): void {
  const kept = core.exclusive.run(async () => {
    if (runner.alive) await runner.keep(request);
  });
  inBackground(core, kept);
}

function valueAt(record: CallRecord, { from, path }: ValuePlace): ShownValue | null {
  if (record.outcome.kind !== 'returned') return null;
  let node = from === 'result' ? record.outcome.value : record.outcome.out[from];
  for (const index of path) node = node?.children[index];
  return node ?? null;
}

/** A pointer is saved as the address it holds, a struct or array as the address at which it lies, a scalar as itself. */
function argumentOf(node: ShownValue): SavedArgument | null {
  const { type, pointsTo, at, children, json, hex } = node;
  const base = { type, dead: null };
  if (pointsTo !== null) return { kind: 'address', value: BigInt(pointsTo), ...base };
  if (children.length > 0 || json === null) {
    return at === null ? null : { kind: 'address', value: BigInt(at), ...base, type: `${type} *` };
  }
  if (json === 'null') return { kind: 'address', value: 0n, ...base };
  if (json === 'true' || json === 'false') return { kind: 'bool', value: json === 'true', ...base };
  const text = json.replaceAll('"', '');
  if (hex !== null)
    return /^-?\d+$/.test(text) ? { kind: 'integer', value: BigInt(text), ...base } : integerOf(node, base);
  const float = floatOf(text);
  return float === null ? null : { kind: 'float', value: float, ...base };
}

/** An enum's leaf is its name in JSON; its bits say the number. */
function integerOf({ hex }: ShownValue, base: Pick<SavedArgument, 'type' | 'dead'>): SavedArgument | null {
  return hex !== null && /^0x[0-9a-f]+$/.test(hex) ? { kind: 'integer', value: BigInt(hex), ...base } : null;
}

function floatOf(text: string): number | null {
  if (text === 'nan') return Number.NaN;
  if (text === 'inf' || text === '-inf')
    return text === 'inf' ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
  const number = Number(text);
  return text === '' || Number.isNaN(number) ? null : number;
}

function describeSaved(core: SessionCore, record: CallRecord, node: ShownValue, name: string): SavedValue {
  const isBlock =
    node.pointsTo === null && node.at !== null && (node.children.length > 0 || node.json === null);
  return {
    name,
    type: isBlock ? `${node.type} *` : node.type,
    text: isBlock ? `${node.at}` : node.text,
    origin: `${record.input.symbol}${node.name === null ? '' : ` · ${node.name}`}`,
    generation: record.generation,
    savedAtMs: core.dependencies.clock.nowMs(),
    dead: null,
  };
}
