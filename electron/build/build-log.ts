import {
  type BuildCounts,
  type BuildLine,
  type BuildOutput,
  type BuildPlace,
  buildLinesKept,
} from '../contract/build-command.ts';
import { DiagnosticReader } from './diagnostics.ts';
import { OutputLines } from './output-lines.ts';

/** Characters that are kept of one build, whatever its lines: long lines are fewer. */
const charactersKept = 8_000_000;
/** So much more than that may gather, so that not every line of a flood moves all the others. */
const slack = 1.25;

interface KeptLine {
  readonly line: BuildLine;
  /** The folder that its relative names are of; null for the folder of the build. */
  readonly directory: string | null;
}

/** A place in the output, with the folder that make was in there. */
export interface PlaceInFolder {
  readonly place: BuildPlace;
  readonly directory: string | null;
}

/** The output of one build as it comes: the last lines are kept, errors and warnings are counted over all of it. */
export class BuildLog {
  readonly run: number;
  readonly #lines = new OutputLines();
  readonly #reader = new DiagnosticReader();
  #kept: KeptLine[] = [];
  #first = 0;
  #characters = 0;
  #errors = 0;
  #warnings = 0;

  constructor(run: number) {
    this.run = run;
  }

  get counts(): BuildCounts {
    return { errors: this.#errors, warnings: this.#warnings };
  }

  /** How many lines have come. */
  get length(): number {
    return this.#first + this.#kept.length;
  }

  write(bytes: Buffer): void {
    for (const text of this.#lines.push(bytes)) this.#add(text);
    this.#trim();
  }

  end(): void {
    for (const text of this.#lines.end()) this.#add(text);
    this.#trim();
  }

  /** What is kept from that line on. */
  outputFrom(line: number): BuildOutput {
    const first = Math.max(line, this.#first);
    const lines = this.#kept.slice(first - this.#first).map((kept) => kept.line);
    return { run: this.run, first, lines, counts: this.counts };
  }

  /** The place that a line names; null when it names none or is not kept any more. */
  placeAt(line: number): PlaceInFolder | null {
    const kept = this.#kept[line - this.#first];
    const place = kept?.line.mark?.place ?? null;
    return kept === undefined || place === null ? null : { place, directory: kept.directory };
  }

  #add(text: string): void {
    const { mark, counted } = this.#reader.read(text);
    if (counted && mark?.severity === 'error') this.#errors += 1;
    if (counted && mark?.severity === 'warning') this.#warnings += 1;
    this.#kept.push({ line: { text, mark }, directory: this.#reader.directory });
    this.#characters += text.length;
  }

  #trim(): void {
    const isFull = this.#kept.length > buildLinesKept * slack || this.#characters > charactersKept * slack;
    if (!isFull) return;
    let drop = 0;
    while (this.#kept.length - drop > buildLinesKept || this.#characters > charactersKept) {
      this.#characters -= this.#lengthAt(drop);
      drop += 1;
    }
    this.#kept = this.#kept.slice(drop);
    this.#first += drop;
  }

  #lengthAt(index: number): number {
    return this.#kept[index]?.line.text.length ?? 0;
  }
}
