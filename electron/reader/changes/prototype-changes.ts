import { type BuildChangeFact, type ChangeSeverity, worse } from '../../contract/build-changes.ts';
import type { CType, Parameter } from '../../contract/prototype.ts';
import { formatPrototype } from '../../ctypes/type-spelling.ts';
import { makeFact, shortened } from './change-words.ts';
import type { FunctionShape } from './export-types.ts';
import type { Direction, TypeDifference } from './type-difference.ts';
import type { Origin } from './type-graph.ts';
import { typeTexts } from './type-words.ts';

const prototypeLength = 2000;

/** An export of both builds: how a sentence calls it, and how dlsym does. */
export interface ComparedExport {
  readonly index: number;
  readonly title: string;
  readonly symbol: string;
}

interface Difference {
  readonly severity: ChangeSeverity;
  readonly text: string;
}

/** What differs in how a function is called, as one change; the types inside go to the graph of `types`. */
export function prototypeChange(
  types: TypeDifference,
  compared: ComparedExport,
  before: FunctionShape,
  after: FunctionShape,
): BuildChangeFact | null {
  const origin: Origin = { from: 'export', index: compared.index };
  const compare = (old: CType, now: CType, direction: Direction) =>
    types.between(old, now, { origin, edge: 'value', direction });
  const differences = [
    ...resultDifference(before, after, compare),
    ...countDifference(before, after),
    ...parameterDifferences(before, after, compare),
    ...variadicDifference(before, after),
  ];
  if (differences.length === 0) return null;
  const severity = differences.reduce<ChangeSeverity | null>(
    (worst, one) => worse(worst, one.severity),
    null,
  );
  const sentence = `\`${shortened(compared.title)}\` ${differences.map(({ text }) => text).join('; ')}.`;
  return makeFact('prototype-changed', severity ?? 'compatible', sentence, {
    subject: compared.title,
    symbols: [compared.symbol],
    sides: { before: prototypeText(before), after: prototypeText(after) },
  });
}

/** What differs in the type of an exported variable. */
export function variableChange(
  types: TypeDifference,
  compared: ComparedExport,
  before: CType,
  after: CType,
): BuildChangeFact | null {
  const origin: Origin = { from: 'export', index: compared.index };
  const severity = types.between(before, after, { origin, edge: 'value', direction: 'both' });
  if (severity === null) return null;
  const { old, now } = typeTexts(before, after);
  const sentence = `The variable \`${shortened(compared.title)}\` is ${now} now, was ${old}.`;
  return makeFact('variable-changed', severity, sentence, {
    subject: compared.title,
    symbols: [compared.symbol],
    sides: { before: old, after: now },
  });
}

/** As C writes it; templates have parameters of many thousand characters, which nobody reads. */
function prototypeText(shape: FunctionShape): string {
  const text = formatPrototype({ ...shape, records: [] });
  return text.length <= prototypeLength ? text : `${text.slice(0, prototypeLength)}…`;
}

type Compare = (old: CType, now: CType, direction: Direction) => ChangeSeverity | null;

function resultDifference(
  before: FunctionShape,
  after: FunctionShape,
  compare: Compare,
): readonly Difference[] {
  const found = compare(before.result, after.result, 'out');
  if (found === null) return [];
  // Who expected nothing looks at nothing; but a record's place is one more, hidden parameter.
  const isNew = before.result.kind === 'void' && after.result.kind !== 'record';
  const { old, now } = typeTexts(before.result, after.result);
  return [{ severity: isNew ? 'risky' : found, text: `returns ${now} now, was ${old}` }];
}

function countDifference(before: FunctionShape, after: FunctionShape): readonly Difference[] {
  const [old, now] = [before.parameters.length, after.parameters.length];
  if (old === now) return [];
  const count = now === 1 ? '1 parameter' : `${now} parameters`;
  return [
    { severity: 'breaking', text: `takes ${count} now, was ${old}: ${shortened(prototypeText(after))}` },
  ];
}

function parameterDifferences(
  before: FunctionShape,
  after: FunctionShape,
  compare: Compare,
): readonly Difference[] {
  return before.parameters.flatMap((old, index) => {
    const now = after.parameters[index];
    return now === undefined ? [] : parameterDifference(index, old, now, compare);
  });
}

function parameterDifference(
  index: number,
  before: Parameter,
  after: Parameter,
  compare: Compare,
): readonly Difference[] {
  const severity = compare(before.type, after.type, 'in');
  const place = `parameter ${index + 1}`;
  if (severity !== null) {
    const { old, now } = typeTexts(before.type, after.type);
    const name = after.name === null ? place : `${place} (${shortened(after.name)})`;
    return [{ severity, text: `takes ${now} as ${name} now, was ${old}` }];
  }
  if (before.name === null || after.name === null || before.name === after.name) return [];
  const text = `calls ${place} ${shortened(after.name)} now, was ${shortened(before.name)}`;
  return [{ severity: 'compatible', text }];
}

function variadicDifference(before: FunctionShape, after: FunctionShape): readonly Difference[] {
  if (before.variadic === after.variadic) return [];
  const text = after.variadic ? 'takes further arguments (...) now' : 'takes no further arguments (...) now';
  return [{ severity: 'breaking', text }];
}
