import type { CType, Prototype, SourceLocation, TypeWithRecords } from '../../contract/prototype.ts';
import type { FlatMember } from './flat-members.ts';
import { gdbMembers, ourMembers } from './flat-members.ts';
import type { GdbEnum, GdbFunction, GdbRecord, GdbType } from './gdb.ts';
import { shapeOf } from './shapes.ts';
import { sameSpelling } from './spellings.ts';

/** One thing that our reader and the oracle see differently. */
export interface Difference {
  /** The function, record or enum. */
  readonly about: string;
  readonly what: string;
  readonly ours: string;
  readonly theirs: string;
}

type OurFunction =
  | { readonly prototype: Prototype; readonly location: SourceLocation | null }
  | null
  | undefined;

/** How our prototype of a function differs from gdb's: types, spellings, names, `...`, file and line. */
export function functionDifferences(
  about: string,
  ours: OurFunction,
  theirs: GdbFunction | null,
): readonly Difference[] {
  if (!ours || theirs === null) {
    const known = (side: unknown) => (side ? 'known' : 'unknown');
    return differing(about, [['function', known(ours), known(theirs)]]);
  }
  const { prototype, location } = ours;
  const { parameters, records } = prototype;
  const count = Math.max(parameters.length, theirs.parameters.length);
  const rows = Array.from({ length: count }, (_, index) => {
    const own = parameters[index];
    const other = theirs.parameters[index];
    return [
      ...typeRows(`parameter ${index + 1}`, own?.type, records, other),
      [`name ${index + 1}`, own?.name ?? '', theirs.names[index] ?? ''],
    ] as const;
  });
  return differing(about, [
    ...typeRows('result', prototype.result, records, theirs.result),
    ...rows.flat(),
    ['variadic', String(prototype.variadic), String(theirs.variadic)],
    ['place', placeOf(location?.file, location?.line), placeOf(theirs.file, theirs.line)],
  ]);
}

type Row = readonly [what: string, ours: string, theirs: string];

function typeRows(
  what: string,
  ours: CType | undefined,
  records: Prototype['records'],
  theirs: GdbType | undefined,
): readonly Row[] {
  return [
    [
      what,
      ours ? sameSpelling(shapeOf(ours, records)) : 'none',
      theirs ? sameSpelling(theirs.shape) : 'none',
    ],
    [
      `${what} as written`,
      ours ? sameSpelling(ours.spelling) : '',
      theirs ? sameSpelling(theirs.spelling) : '',
    ],
  ];
}

function placeOf(file: string | undefined, line: number | undefined): string {
  return `${file?.split('/').at(-1)}:${line}`;
}

/** How our layout of a record differs from gdb's. */
export function recordDifferences(
  about: string,
  ours: TypeWithRecords | null,
  theirs: GdbRecord,
): readonly Difference[] {
  const record = ours?.type.kind === 'record' ? ours.records[ours.type.record] : undefined;
  if (ours === null || record === undefined) {
    return differing(about, [['record', ours === null ? 'unknown' : ours.type.kind, 'known']]);
  }
  return differing(about, [
    ['size', String(record.size), String(theirs.size)],
    ['alignment', String(record.alignment), String(theirs.alignment)],
    ['members', membersText(ourMembers(record, ours.records)), membersText(gdbMembers(theirs))],
  ]);
}

function membersText(members: readonly FlatMember[]): string {
  const lines = members.map(({ path, bit, bitSize, shape }) => `${path}@${bit}:${bitSize} ${shape}`);
  return lines.sort().join('; ');
}

/** How our constants of an enum differ from gdb's. */
export function enumDifferences(
  about: string,
  ours: TypeWithRecords | null,
  theirs: GdbEnum,
): readonly Difference[] {
  if (ours?.type.kind !== 'enum') return differing(about, [['enum', ours?.type.kind ?? 'unknown', 'known']]);
  const { bits, signed, constants } = ours.type;
  return differing(about, [
    ['size', `${signed ? 'i' : 'u'}${bits}`, `${theirs.signed ? 'i' : 'u'}${theirs.size * 8}`],
    [
      'constants',
      constantsText(constants.map(({ name, value }) => [name, String(value)])),
      constantsText(theirs.constants),
    ],
  ]);
}

/** gdb says a constant's namespace too. */
function constantsText(constants: readonly (readonly [name: string, value: string])[]): string {
  return constants.map(([name, value]) => `${name.split('::').at(-1)}=${value}`).join(' ');
}

function differing(about: string, rows: readonly Row[]): readonly Difference[] {
  return rows
    .filter(([, ours, theirs]) => ours !== theirs)
    .map(([what, ours, theirs]) => ({ about, what, ours, theirs }));
}

/** Why a difference may be: `explains` is narrow, and `atMost` so many of them are known. */
export interface Reason {
  readonly why: string;
  readonly explains: (difference: Difference) => boolean;
  readonly atMost: number;
}

/** The differences that no reason explains, as sentences, and a sentence for each reason that explains too many. */
export function unexplained(
  differences: readonly Difference[],
  reasons: readonly Reason[],
): readonly string[] {
  const counts = new Map<Reason, number>();
  const left = differences.filter((difference) => {
    const reason = reasons.find(({ explains }) => explains(difference));
    if (reason !== undefined) counts.set(reason, (counts.get(reason) ?? 0) + 1);
    return reason === undefined;
  });
  const tooMany = [...counts].filter(([{ atMost }, count]) => count > atMost);
  return [
    ...left.map(({ about, what, ours, theirs }) => `${about}: ${what}: here ${ours}, there ${theirs}`),
    ...tooMany.map(([{ why, atMost }, count]) => `${count} differences and not ${atMost}: ${why}`),
  ];
}
