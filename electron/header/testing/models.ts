import { loadCParser } from '../grammar.ts';
import type { HeaderModel } from '../header-model.ts';
import { parseHeader } from '../parse-header.ts';

/** The model of a text in C, or C++, as the header `own.h`. */
export async function modelOf(text: string, language: 'C' | 'C++' = 'C'): Promise<HeaderModel> {
  return parseHeader({ text, file: 'own.h', language }, await loadCParser());
}

/** Asks for everything that a model can say. */
export function readEverything(model: HeaderModel): number {
  let count = 0;
  for (const [name, suggestion] of model.functions) {
    count += suggestion.text.length + (model.describe(name)?.signature.length ?? 0);
    for (const record of suggestion.prototype?.records ?? []) count += record.size;
  }
  for (const { type } of model.variables.values()) count += type.records.length;
  for (const name of ['point', 'struct point', 'union value', 'enum color', 'size_t', 'nothing']) {
    count += model.scope.find(name)?.records.length ?? 0;
  }
  return count + model.problems.length;
}
