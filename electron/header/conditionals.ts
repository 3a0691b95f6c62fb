import { evaluateConstant } from '../ctypes/constant-expression.ts';

/** Macros of which is known, without a compiler, whether they are defined on 64-bit Linux with a C compiler. */
const defined = new Set([
  '__linux__',
  '__linux',
  'linux',
  '__unix__',
  '__unix',
  '__GNUC__',
  '__LP64__',
  '_LP64',
  '__STDC__',
  '__ELF__',
]);
const undefinedThere =
  /^(?:__cplusplus|_?WIN(?:32|64|NT)|_WIN32_WCE|__WIN\w*|_MSC_VER|__MINGW\w*|__CYGWIN__|__APPLE__|__MACH__|__OBJC__|__BORLANDC__|__WATCOMC__|__OS2__|MSDOS|__MSDOS__|__sun|__hpux|_AIX|__ANDROID__|__DOXYGEN__|DOXYGEN|SWIG|RC_INVOKED|__GNUG__|_{0,2}WINDOWS_{0,2}|BEOS|__BEOS__|MACOS|TARGET_OS_MAC|__DJGPP__|DJGPP|VMS|__VMS|SYS16BIT|M_I86\w+|__TURBOC__|WINAPI_FAMILY)$/;

interface Branch {
  /** True while the lines of the present branch count. */
  isTaken: boolean;
  /** True once one branch was taken: those after it are left out. */
  isDone: boolean;
  readonly isOuterTaken: boolean;
}

/** Follows `#if` … `#endif` without a compiler: what cannot be decided holds where there is no other branch to take. */
export class Conditionals {
  readonly #branches: Branch[] = [];

  /** True when lines here count. */
  get isTaken(): boolean {
    return this.#branches.at(-1)?.isTaken ?? true;
  }

  /** Takes one directive, its lines joined; `isDefined` knows the macros that the text itself defines; another branch may follow. */
  take(directive: string, isDefined: (name: string) => boolean | null, hasAlternative: boolean): void {
    const match = /^\s*#\s*(if|ifdef|ifndef|elif|elifdef|elifndef|else|endif)\b(.*)$/s.exec(directive);
    const [, word = '', rest = ''] = match ?? [];
    const condition = conditionOf(word, rest, isDefined) ?? !hasAlternative;
    if (word.startsWith('if')) this.#enter(condition);
    else if (word.startsWith('el')) this.#next(word === 'else' ? true : condition);
    else if (word === 'endif') this.#branches.pop();
  }

  #enter(condition: boolean): void {
    const isOuterTaken = this.isTaken;
    this.#branches.push({ isTaken: isOuterTaken && condition, isDone: condition, isOuterTaken });
  }

  #next(condition: boolean): void {
    const branch = this.#branches.at(-1);
    if (!branch) return;
    branch.isTaken = branch.isOuterTaken && !branch.isDone && condition;
    branch.isDone ||= condition;
  }
}

/** Null when it cannot be decided. */
function conditionOf(
  word: string,
  rest: string,
  isDefined: (name: string) => boolean | null,
): boolean | null {
  const name = /^\s*([A-Za-z_]\w*)/.exec(rest)?.[1] ?? '';
  const known = (one: string) =>
    isDefined(one) ?? (defined.has(one) ? true : undefinedThere.test(one) ? false : null);
  if (word === 'ifdef' || word === 'elifdef') return known(name);
  if (word === 'ifndef' || word === 'elifndef') return !(known(name) ?? false);
  return decide(rest, known);
}

/** The value of a condition in which every name that is not known makes it undecided. */
function decide(text: string, known: (name: string) => boolean | null): boolean | null {
  let isUndecided = false;
  const expression = text
    .replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, ' ')
    .replace(/\bdefined\s*(?:\(\s*(\w+)\s*\)|(\w+))/g, (_whole, inner?: string, bare?: string) => {
      const answer = known(inner ?? bare ?? '');
      if (answer === null) isUndecided = true;
      return answer === true ? '1' : '0';
    })
    .replace(/\b[A-Za-z_]\w*\b(?!\s*\()/g, (name) => (undefinedThere.test(name) ? '0' : name));
  if (isUndecided) return undecided(text, known);
  const value = evaluateConstant(expression);
  return value && value.value !== 0n;
}

/** `defined(_WIN32) && …` is false whatever follows. */
function undecided(text: string, known: (name: string) => boolean | null): boolean | null {
  const first = /^\s*defined\s*\(?\s*(\w+)\s*\)?\s*&&/.exec(text)?.[1];
  return first !== undefined && known(first) === false ? false : null;
}
