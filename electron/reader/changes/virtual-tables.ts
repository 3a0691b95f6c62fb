import type { BuildChangeFact } from '../../contract/build-changes.ts';
import { demangledParts } from '../../ctypes/demangled-parts.ts';
import { splitScope } from '../../ctypes/scoped-name.ts';
import { Relocations } from '../code/relocations.ts';
import type { ComparedBuild } from '../compared-build.ts';
import { makeFact, shortened, sideText } from './change-words.ts';
import type { ExportSide } from './export-side.ts';
import type { ExportPair, PairedExports } from './paired-exports.ts';
import type { ExportSides } from './renamed-exports.ts';

const slotSize = 8;
/** Of one table, and of all together. */
const slotLimit = 10_000;
const allSlotsLimit = 1_000_000;
const title = 'vtable for ';

interface ComparedBuilds {
  readonly before: ComparedBuild;
  readonly after: ComparedBuild;
}

/**
 * Tables of virtual functions (Itanium C++ ABI, 2.5) of the same size that have another function in some place, by its
 * name without the class: an override in a derived class takes the place of what it overrides.
 */
export function virtualTableChanges(
  builds: ComparedBuilds,
  sides: ExportSides,
  { pairs }: PairedExports,
): readonly BuildChangeFact[] {
  const tables = pairs.filter((pair) => isSameSizedTable(sides, pair));
  if (tables.length === 0) return [];
  const old = new TableSlots(
    builds.before,
    sides.before,
    tables.map((pair) => pair.before),
  );
  const now = new TableSlots(
    builds.after,
    sides.after,
    tables.map((pair) => pair.after),
  );
  return tables.flatMap((pair) => tableChange(sides, pair, old, now));
}

function isSameSizedTable({ before, after }: ExportSides, pair: ExportPair): boolean {
  const size = after.columns.size[pair.after] ?? 0n;
  return (
    after.columns.type[pair.after] === 1 &&
    size === before.columns.size[pair.before] &&
    size <= BigInt(slotLimit * slotSize) &&
    after.name(pair.after).startsWith('_ZTV')
  );
}

function tableChange(
  { after }: ExportSides,
  pair: ExportPair,
  old: TableSlots,
  now: TableSlots,
): readonly BuildChangeFact[] {
  const count = Number(after.columns.size[pair.after] ?? 0n) / slotSize;
  for (let slot = 0; slot < count; slot += 1) {
    const [oldMethods, newMethods] = [old.methodsAt(pair.before, slot), now.methodsAt(pair.after, slot)];
    const [was] = oldMethods;
    const [is] = newMethods;
    if (was === undefined || is === undefined || oldMethods.some((name) => newMethods.includes(name)))
      continue;
    const table = after.demangled(pair.after);
    const className = shortened(table.startsWith(title) ? table.slice(title.length) : table);
    const sentence = `The table of virtual functions of \`${className}\` has ${shortened(is)} now where ${shortened(was)} was: programs call the wrong one.`;
    return [
      makeFact('virtual-table-changed', 'breaking', sentence, {
        subject: after.title(pair.after),
        symbols: [after.name(pair.after)],
        sides: { before: sideText(was), after: sideText(is) },
      }),
    ];
  }
  return [];
}

/** The functions in the tables of one build. */
class TableSlots {
  readonly #side: ExportSide;
  readonly #slots: ReadonlyMap<number, number>;
  readonly #methods = new Map<number, string[]>();

  constructor({ file }: ComparedBuild, side: ExportSide, tables: readonly number[]) {
    this.#side = side;
    const wanted = new Set<number>();
    for (const row of tables) {
      const count = Number(side.columns.size[row] ?? 0n) / slotSize;
      for (let slot = 0; slot < count && wanted.size < allSlotsLimit; slot += 1) {
        wanted.add(this.#addressOf(row) + slot * slotSize);
      }
    }
    this.#slots = new Relocations(file).targetsOf(wanted);
    this.#nameTargets(new Set(this.#slots.values()));
  }

  /** Names of the function in a place, of which aliases have several; empty where it is not exported. */
  methodsAt(table: number, slot: number): readonly string[] {
    const target = this.#slots.get(this.#addressOf(table) + slot * slotSize);
    return target === undefined ? [] : (this.#methods.get(target) ?? []);
  }

  #nameTargets(targets: ReadonlySet<number>): void {
    for (let row = 0; row < this.#side.columns.count; row += 1) {
      const address = this.#addressOf(row);
      const name =
        targets.has(address) && this.#side.isFunction(row) ? methodName(this.#side.demangled(row)) : null;
      if (name === null) continue;
      const known = this.#methods.get(address);
      if (known === undefined) this.#methods.set(address, [name]);
      else known.push(name);
    }
  }

  #addressOf(row: number): number {
    return Number(this.#side.columns.value[row] ?? 0n);
  }
}

/** `area(int)` of `geometry::Shape::area(int) const`; `~` of all destructors. */
function methodName(demangled: string): string | null {
  const parts = demangledParts(demangled, false);
  if (parts === null) return null;
  const { last } = splitScope(parts.name);
  return last.startsWith('~') ? '~' : `${last}${parts.list}`;
}
