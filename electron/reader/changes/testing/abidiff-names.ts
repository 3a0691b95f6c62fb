/** The functions and variables that a report of abidiff calls changed or removed, without parameters. */
export function namesInReport(report: string): readonly string[] {
  return [...report.matchAll(/^ *\[([CD])\] (?:'([^']+)'|(\S+))/gm)].flatMap(([, , declaration, symbol]) =>
    plainName(declaration ?? symbol ?? ''),
  );
}

/** `function int ns::add(int)`, `int table[4]` and `vtable for Shape` without all but the qualified name. */
export function plainName(declaration: string): string {
  const named = declaration.replace(/\(.*$/, '').replace(/\[.*$/, '').replace(/@.*$/, '');
  return /[\w:~]+$/.exec(named)?.[0] ?? declaration;
}
