/** What pragmas say of the layout of records from here on. */
export interface LayoutPragmas {
  /** `#pragma pack(n)`, in bytes; null for the natural alignment. */
  readonly pack: number | null;
  /** True under a pragma that lays out in another way, or one that could not be read. */
  readonly isUncertain: boolean;
  readonly stack: readonly { readonly label: string | null; readonly pack: number | null }[];
}

export const noLayoutPragmas: LayoutPragmas = { pack: null, isUncertain: false, stack: [] };

const deepestStack = 1000;

/** The state after one `#pragma` line (GCC, Structure-Layout Pragmas); other lines change nothing. */
export function applyPragma(state: LayoutPragmas, line: string): LayoutPragmas {
  const match = /^\s*#\s*pragma\s+(pack|scalar_storage_order|ms_struct|align|options)\b\s*(.*?)\s*$/.exec(
    line,
  );
  if (!match) return state;
  const [, name = '', rest = ''] = match;
  if (name === 'pack') return applyPack(state, rest);
  const isBackToNormal = /^(?:default|little-endian|off|reset)$/.test(rest);
  return { ...state, isUncertain: !isBackToNormal };
}

function applyPack(state: LayoutPragmas, rest: string): LayoutPragmas {
  const inside = /^\((.*)\)$/.exec(rest)?.[1];
  if (inside === undefined) return { ...state, isUncertain: true };
  const words = inside
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
  const number = words.find((word) => /^\d+$/.test(word));
  const label = words.slice(1).find((word) => /^[A-Za-z_]\w*$/.test(word)) ?? null;
  const pack = number === undefined ? state.pack : packOf(Number(number));
  if (pack === undefined) return { ...state, isUncertain: true };
  if (words[0] === 'push') return push({ ...state, pack }, { label, pack: state.pack });
  if (words[0] === 'pop') return pop(state, label, number === undefined ? null : pack);
  if (words.length === 0) return { ...state, pack: null };
  return number !== undefined && words.length === 1 ? { ...state, pack } : { ...state, isUncertain: true };
}

function push(state: LayoutPragmas, entry: LayoutPragmas['stack'][number]): LayoutPragmas {
  if (state.stack.length >= deepestStack) return { ...state, isUncertain: true };
  return { ...state, stack: [...state.stack, entry] };
}

function pop(state: LayoutPragmas, label: string | null, pack: number | null): LayoutPragmas {
  const index =
    label === null ? state.stack.length - 1 : state.stack.findLastIndex((entry) => entry.label === label);
  const entry = state.stack[index];
  if (!entry) return state;
  return { ...state, pack: pack ?? entry.pack, stack: state.stack.slice(0, index) };
}

/** Undefined for a number that GCC refuses. */
function packOf(bytes: number): number | null | undefined {
  if (bytes === 0) return null;
  return [1, 2, 4, 8, 16].includes(bytes) ? bytes : undefined;
}
