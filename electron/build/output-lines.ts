import { StringDecoder } from 'node:string_decoder';

/** A line is cut here; what a person reads is far shorter. */
export const lineLengthKept = 4096;

// Colours and cursor movements (ECMA-48 CSI), hyperlinks and titles (OSC), and the two-character sequences.
const sequence =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
  /\u001b(?:\[[0-?]{0,64}[ -/]{0,8}[@-~]|\][^\u0007\u001b]{0,2048}(?:\u0007|\u001b\\)|[@-Z\\^_])/g;

/** Cuts a stream of UTF-8 into lines, whatever the chunks: colours removed, long lines cut, progress lines as they ended. */
export class OutputLines {
  readonly #decoder = new StringDecoder('utf8');
  #open = '';
  #cut = 0;

  /** The lines that this chunk completes. */
  push(bytes: Buffer): string[] {
    return this.#take(this.#decoder.write(bytes));
  }

  /** What is left when the stream has ended: a line without its end, or nothing. */
  end(): string[] {
    const lines = this.#take(this.#decoder.end());
    if (this.#open !== '' || this.#cut > 0) lines.push(this.#finish());
    return lines;
  }

  #take(text: string): string[] {
    const lines: string[] = [];
    let from = 0;
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', from)) {
      this.#extend(text.slice(from, at));
      lines.push(this.#finish());
      from = at + 1;
    }
    this.#extend(text.slice(from));
    return lines;
  }

  #extend(text: string): void {
    const all = this.#open + text;
    if (all.length <= lineLengthKept) {
      this.#open = all;
      return;
    }
    // A progress line begins anew after each carriage return, and may never end.
    const begun = all.lastIndexOf('\r', all.length - 2) + 1;
    if (begun > 0) this.#cut = 0;
    this.#open = all.slice(begun, begun + lineLengthKept);
    this.#cut += all.length - begun - this.#open.length;
  }

  #finish(): string {
    const raw = this.#open.endsWith('\r') ? this.#open.slice(0, -1) : this.#open;
    const text = raw.slice(raw.lastIndexOf('\r') + 1).replace(sequence, '');
    const cut = this.#cut;
    this.#open = '';
    this.#cut = 0;
    return cut === 0 ? text : `${text} … (${cut} more characters)`;
  }
}
