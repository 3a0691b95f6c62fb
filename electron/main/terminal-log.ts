const linesPerSecond = 50;

/** Calm lines on stdout for those who watch over ssh: a time, one line, and never a flood. */
export class TerminalLog {
  readonly #write: (text: string) => void;
  readonly #now: () => Date;
  #second = 0;
  #linesInSecond = 0;
  #leftOut = 0;

  constructor(write: (text: string) => void, now: () => Date = () => new Date()) {
    this.#write = write;
    this.#now = now;
  }

  line(text: string): void {
    const now = this.#now();
    const second = Math.floor(now.getTime() / 1000);
    if (second !== this.#second) this.#beginSecond(second);
    this.#linesInSecond += 1;
    if (this.#linesInSecond > linesPerSecond) this.#leftOut += 1;
    else this.#write(`${now.toTimeString().slice(0, 8)}  ${text}\n`);
  }

  #beginSecond(second: number): void {
    if (this.#leftOut > 0) this.#write(`          … ${this.#leftOut} more lines left out\n`);
    this.#second = second;
    this.#linesInSecond = 0;
    this.#leftOut = 0;
  }
}

/** Writes to stdout for as long as there is somebody to read it. */
export function writeToStdout(): (text: string) => void {
  let open = true;
  process.stdout.on('error', () => {
    open = false;
  });
  return (text) => {
    if (open) process.stdout.write(text);
  };
}
