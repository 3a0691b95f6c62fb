import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface SumSource {
  /** The expression that `add` returns. */
  readonly add: string;
  readonly declarations?: string;
}

/** A small C++ project as a user has it: one source file, one library, one command. */
export class SumProject {
  readonly folder: string;
  readonly library: string;
  readonly source: string;

  private constructor(folder: string) {
    this.folder = folder;
    this.library = join(folder, 'libctest.so');
    this.source = join(folder, 'shared_sum.cpp');
  }

  /** Makes the project in a new folder below `parent` and builds it with `a + b`. */
  static async create(parent: string, name = 'game'): Promise<SumProject> {
    const folder = join(parent, name);
    await mkdir(folder);
    const project = new SumProject(folder);
    await project.rebuild({ add: 'a + b' });
    return project;
  }

  async write(source: SumSource): Promise<void> {
    await writeFile(this.source, sourceText(source));
  }

  /** Writes the source and runs the article's command over the same library. */
  async rebuild(source: SumSource): Promise<void> {
    await this.write(source);
    await this.compile(this.library);
  }

  /** Compiles what was written last to another path. */
  async compile(output: string, flags: readonly string[] = []): Promise<void> {
    await run('g++', ['-fPIC', '-shared', ...flags, this.source, '-o', output]);
  }
}

function sourceText({ add, declarations = '' }: SumSource): string {
  return `
extern "C" {
void abort();
void exit(int);
int puts(const char *);
int snprintf(char *, __SIZE_TYPE__, const char *, ...);
${declarations}
int add(int a, int b) { return ${add}; }
double half(double value) { return value / 2; }
const char *greet(const char *name) { static char text[200]; snprintf(text, sizeof text, "Hello, %s", name); return text; }
void say(const char *text) { puts(text); }
int boom() { volatile int *nowhere = nullptr; *nowhere = 1; return 0; }
void give_up() { abort(); }
void quit_now() { exit(0); }
void spin() { for (volatile int turns = 0;; turns = turns + 1) {} }
}
`;
}
