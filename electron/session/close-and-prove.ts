import path from 'node:path';
import type { Failure } from '../contract/failure.ts';
import type { UnloadProof } from '../contract/generation.ts';
import type { ImageUse, UnloadEvidence } from '../contract/runner-protocol.ts';
import { atWork, type Running, type SessionCore } from './session-core.ts';
import { reasonsOfUse, stuckReasons } from './stuck-reasons.ts';

/** How a generation left its process; `proof` is null when the process ended over it. */
export interface Closing {
  readonly proof: UnloadProof | null;
  /** Why dlclose failed, null when it returned 0. */
  readonly refusal: Failure | null;
}

/** Where a generation lies, and why nothing can be put in its place there. */
export interface GenerationUse {
  readonly image: ImageUse['image'];
  /** Why it must not be closed; null when it may be. */
  readonly stuck: UnloadProof | null;
  /** Other libraries of the process whose files were replaced. */
  readonly replaced: readonly string[];
}

/** Asks whether another build can take the place of the generation in its process. */
export async function findUse(
  core: SessionCore,
  { runner, handle, generation, build }: Running,
): Promise<GenerationUse> {
  // A busy machine may keep it waiting, and whoever does not answer is ended with all the state.
  const { outcome } = await runner.use(handle, { timeoutMs: core.limits.unloadTimeoutMs });
  if (!outcome.ok) return { image: null, stuck: null, replaced: [] };
  const reasons = reasonsOfUse(outcome.value);
  const stuck = reasons.length === 0 ? null : { generation: generation.number, gone: false, reasons };
  // A copy is never replaced: its folder went with the generation that it was made for.
  const copies = `${path.dirname(build.folder.path)}/`;
  const replaced = outcome.value.replaced.filter((file) => !file.startsWith(copies));
  return { image: outcome.value.image, stuck, replaced };
}

/** dlclose, the proof that the image is gone, and where it is not, the search for what keeps it. */
export async function closeAndProve(core: SessionCore, old: Running): Promise<Closing> {
  const limits = { timeoutMs: core.limits.unloadTimeoutMs };
  const { outcome } = await atWork(core, old.runner, 'unload', () => old.runner.unload(old.handle, limits));
  const generation = old.generation.number;
  if (!old.runner.alive) return { proof: null, refusal: null };
  if (!outcome.ok) {
    const { failure } = outcome;
    const cause = `dlclose failed: ${failure.detail ?? failure.message}`;
    const reasons = [{ kind: 'refused', cause, cure: '', names: [] }] as const;
    return { proof: { generation, gone: false, reasons }, refusal: failure };
  }
  if (!outcome.value.stillMapped) return { proof: { generation, gone: true, reasons: [] }, refusal: null };
  return { proof: { generation, gone: false, reasons: await explain(core, old) }, refusal: null };
}

async function explain(core: SessionCore, old: Running): Promise<UnloadProof['reasons']> {
  const { reader } = core.dependencies;
  const { build, runner, handle } = old;
  const hints = await reader.unloadHints({ path: build.file });
  const { unique, threadLocalDestructors } = hints.ok
    ? hints.value
    : { unique: [], threadLocalDestructors: false };
  const limits = { timeoutMs: core.limits.unloadTimeoutMs };
  const { outcome } = await runner.explain({ handle, unique }, limits);
  const evidence = outcome.ok ? await demangled(core, outcome.value) : null;
  const noDelete = build.snapshot.facts.flags.includes('NODELETE');
  return stuckReasons({ evidence, noDelete, threadLocalDestructors });
}

async function demangled(core: SessionCore, evidence: UnloadEvidence): Promise<UnloadEvidence> {
  const names = [...evidence.unique, ...evidence.pointedToBy.flatMap(({ symbols }) => symbols)];
  const answer = await core.dependencies.reader.demangle({ names });
  if (!answer.ok) return evidence;
  const text = new Map(names.map((name, index) => [name, answer.value.names[index] ?? name]));
  const plain = (list: readonly string[]) => list.map((name) => text.get(name) ?? name);
  return {
    ...evidence,
    unique: plain(evidence.unique),
    pointedToBy: evidence.pointedToBy.map(({ object, symbols }) => ({ object, symbols: plain(symbols) })),
  };
}
