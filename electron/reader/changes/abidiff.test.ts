import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BuildChanges, joinChanges } from '../../contract/build-changes.ts';
import { createDemangler } from '../../demangle/demangle.ts';
import { hostMachine } from '../host-machine.ts';
import { LibraryReader } from '../library-reader.ts';
import { buildPairs } from './testing/build-pairs.ts';
import { type AbidiffReport, askAbidiff, type BuiltPair, buildPair } from './testing/built-pairs.ts';

const folder = mkdtempSync(join(tmpdir(), 'dlscope-abidiff-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const reader = new LibraryReader({ demangle: createDemangler(), host: hostMachine() });
const found = new Map<string, { readonly ours: BuildChanges; readonly abidiff: AbidiffReport }>();

async function changesOf({ before, after }: BuiltPair): Promise<BuildChanges> {
  const exports = reader.compare({ before, after });
  const types = await reader.compareTypes({
    before: { path: before, originalPath: before },
    after: { path: after, originalPath: after },
  });
  if (!exports.ok || !types.ok) throw new Error('the builds cannot be compared');
  return joinChanges(exports.value, types.value);
}

beforeAll(async () => {
  for (const [index, pair] of buildPairs.entries()) {
    const built = await buildPair(join(folder, String(index)), pair);
    const [ours, abidiff] = await Promise.all([changesOf(built), askAbidiff(built)]);
    found.set(pair.name, { ours, abidiff });
  }
}, 120_000);
describe('dump', () => {
  it('dumps', () => {
    for (const p of buildPairs) {
      const f = found.get(p.name)!;
      const worst = f.ours.changes[0]?.severity ?? null;
      const kinds = f.ours.changes.map(c=>c.kind).filter(k=>k!=='code-changed');
      const touched = f.ours.changes.filter(c=>c.severity!=='compatible').flatMap(c=>c.symbols).sort();
      const bad = worst!==p.worst || JSON.stringify(kinds)!==JSON.stringify(p.kinds) || JSON.stringify(touched)!==JSON.stringify([...p.touched].sort());
      const weChanged = f.ours.counts.breaking+f.ours.counts.risky>0;
      const dis = weChanged!==f.abidiff.isChanged ? 'DISAGREE':'';
      const inc = f.abidiff.isIncompatible && f.ours.counts.breaking===0 ? 'INCOMPAT':'';
      console.log(`${bad?'BAD ':''}${p.name}: ${dis}${inc} abidiff ${f.abidiff.isChanged} ${f.abidiff.isIncompatible}\n`+f.ours.changes.map(c=>`   ${c.severity} ${c.kind} [${c.symbols}] ${c.sentence}`).join('\n') + (dis||inc ? '\n'+f.abidiff.text : ''));
    }
    expect(1).toBe(1);
  });
});
