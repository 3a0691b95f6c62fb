const saveable = /^[A-Za-z_][A-Za-z0-9_]{0,63}$/;

/** A name for a value: of its parameter or member, else of its type. */
export function suggestSavedName(label: string | null, type: string): string {
  return fromLabel(label) ?? fromType(type);
}

/** Why this cannot be a name, or null when it can. */
export function savedNameProblem(name: string): string | null {
  if (saveable.test(name)) return null;
  if (name.length > 64) return 'A name has at most 64 letters.';
  return 'A name is made of letters a to z, digits and _, and does not begin with a digit.';
}

function fromLabel(label: string | null): string | null {
  const last = /([A-Za-z_]\w*)(?:\[\d+\])*$/.exec(label ?? '')?.[1] ?? null;
  if (last === null || last === 'result') return null;
  // `ppDb`, the place where a handle goes, holds a `db`.
  const bare = /^p{1,2}(?=[A-Z])/.test(last) ? last.replace(/^p+/, '') : last;
  return bare === last ? last : `${bare.slice(0, 1).toLowerCase()}${bare.slice(1)}`;
}

const plainTypes = /^(?:unsigned|signed|char|short|int|long|float|double|bool|_Bool|void|size_t|u?int\d+_t)$/;

function fromType(type: string): string {
  const words =
    type.replace(/\b(?:const|volatile|struct|union|class|enum)\b/g, ' ').match(/[A-Za-z_]\w*/g) ?? [];
  const last = words.at(-1);
  if (last === undefined || plainTypes.test(last)) return type.includes('*') ? 'pointer' : 'value';
  return last.replace(/_t$/, '').slice(0, 64);
}
