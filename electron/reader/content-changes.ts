import type { BuildChangeFact } from '../contract/build-changes.ts';
import { bytesText, makeFact } from './changes/change-words.ts';
import type { ExportSide } from './changes/export-side.ts';
import type { ExportPair, PairedExports } from './changes/paired-exports.ts';
import type { ExportSides } from './changes/renamed-exports.ts';
import type { AddressRange } from './code/address-range.ts';
import { BuildPlaces } from './code/build-places.ts';
import { FunctionBytes } from './code/function-bytes.ts';
import { hiddenFacts } from './code/hidden-facts.ts';
import { pairLocals, rangeOf, splitFrom } from './code/local-changes.ts';
import { PlaceComparison } from './code/place-comparison.ts';
import { isSameContent } from './code/same-content.ts';
import { changedValues } from './code/value-changes.ts';
import { CodeComparison, type CodeDifference } from './code-comparison.ts';
import type { ComparedBuild } from './compared-build.ts';

/** Functions that may behave otherwise, and what is told of the content of the files. */
export interface ContentChanges {
  readonly changed: readonly ExportPair[];
  readonly facts: readonly BuildChangeFact[];
}

interface ChangedFunction {
  readonly pair: ExportPair;
  readonly difference: CodeDifference;
}

/** What differs in the code, the constants and the initial data of two builds; `told` is what is known of their exports. */
export function contentChanges(
  builds: { readonly before: ComparedBuild; readonly after: ComparedBuild },
  sides: ExportSides,
  paired: PairedExports,
  told: readonly BuildChangeFact[],
): ContentChanges {
  const files = { before: builds.before.file, after: builds.after.file };
  if (isSameContent(files.before, files.after)) return { changed: [], facts: [] };
  const before = new BuildPlaces(files.before);
  const after = new BuildPlaces(files.after);
  const places = new PlaceComparison(before, after);
  const bytes = { before: new FunctionBytes(files.before), after: new FunctionBytes(files.after) };
  const code = new CodeComparison({ ...bytes, places, isX86: before.isX86 && after.isX86 });
  const functions = functionPairs(sides, paired);
  for (const pair of functions) code.look(...rangesOf(sides, pair));
  const locals = pairLocals(before, after);
  for (const local of locals.functions) code.look(rangeOf(local.before), rangeOf(local.after));

  const splits = new Map<string, CodeDifference>();
  for (const local of locals.functions) {
    const name = splitFrom(local.after);
    const difference = name === null ? null : code.differenceOf(rangeOf(local.before), rangeOf(local.after));
    if (name !== null && difference !== null) splits.set(name, difference);
  }
  const changed = functions.flatMap((pair): readonly ChangedFunction[] => {
    const difference =
      code.differenceOf(...rangesOf(sides, pair)) ?? splits.get(sides.after.name(pair.after)) ?? null;
    return difference === null ? [] : [{ pair, difference }];
  });
  const values = changedValues({ files, before, after, places }, sides, paired);
  const facts = [
    ...changed.map((one) => codeFact(sides, one)),
    ...values.map((pair) => valueFact(sides, pair, isConstantAt(after, sides.after, pair.after))),
  ];
  const isTold = facts.length > 0 || told.length > 0;
  const areConstantsTold = changed.some(({ difference }) => difference === 'constants') || values.length > 0;
  const exported = new Set(functions.map((pair) => sides.after.name(pair.after)));
  const hidden = hiddenFacts({ before, after, places, code, locals, exported, isTold, areConstantsTold });
  return { changed: changed.map(({ pair }) => pair), facts: [...facts, ...hidden] };
}

/** In the order of their addresses: the code is read in blocks, and each block once. */
function functionPairs({ before, after }: ExportSides, { pairs }: PairedExports): readonly ExportPair[] {
  const address = (pair: ExportPair) => Number(after.columns.value[pair.after] ?? 0n);
  return pairs
    .filter((pair) => after.isFunction(pair.after) && before.isFunction(pair.before))
    .sort((left, right) => address(left) - address(right));
}

function rangesOf({ before, after }: ExportSides, pair: ExportPair): readonly [AddressRange, AddressRange] {
  return [rangeIn(before, pair.before), rangeIn(after, pair.after)];
}

function rangeIn({ columns }: ExportSide, row: number): AddressRange {
  return { start: Number(columns.value[row] ?? 0n), size: Number(columns.size[row] ?? 0n) };
}

function isConstantAt({ image }: BuildPlaces, { columns }: ExportSide, row: number): boolean {
  return image.sectionAt(Number(columns.value[row] ?? 0n))?.isConstant === true;
}

function codeFact({ before, after }: ExportSides, { pair, difference }: ChangedFunction): BuildChangeFact {
  const title = after.quoted(pair.after);
  const sentence =
    difference === 'code' ? `The code of ${title} changed.` : `The constants that ${title} uses changed.`;
  return makeFact('code-changed', 'compatible', sentence, {
    subject: after.title(pair.after),
    symbols: [after.name(pair.after)],
    sides: {
      before: bytesText(before.columns.size[pair.before] ?? 0n),
      after: bytesText(after.columns.size[pair.after] ?? 0n),
    },
  });
}

function valueFact({ after }: ExportSides, pair: ExportPair, isConstant: boolean): BuildChangeFact {
  const sentence = `The ${isConstant ? '' : 'first '}value of ${after.quoted(pair.after)} changed.`;
  return makeFact('variable-changed', 'compatible', sentence, {
    subject: after.title(pair.after),
    symbols: [after.name(pair.after)],
  });
}
