import type { Failure, Outcome } from '../../electron/contract/failure.ts';
import type { Prototype } from '../../electron/contract/prototype.ts';
import { encodeArgument, parameterLabel } from '../../electron/ctypes/encode-arguments.ts';
import { parsePrototype } from '../../electron/ctypes/parse-prototype.ts';

/** One argument as the form shows it. */
export interface FormField {
  readonly label: string;
  readonly type: string;
  readonly text: string;
  /** Why the text does not fit, or null. */
  readonly failure: Failure | null;
}

/** The form as far as it can be understood. */
export interface FormReading {
  readonly prototype: Prototype | null;
  readonly prototypeFailure: Failure | null;
  readonly fields: readonly FormField[];
}

/** What the text of the prototype means; null while there is no text. */
export function readPrototype(text: string): Outcome<Prototype> | null {
  return text.trim() === '' ? null : parsePrototype(text);
}

/** The fields of a prototype with the texts of the draft, each checked. */
export function readFields(prototype: Prototype | null, texts: readonly string[]): readonly FormField[] {
  return (prototype?.parameters ?? []).map((parameter, index) => {
    const text = texts[index] ?? '';
    const encoded = encodeArgument(parameter, index, text);
    return {
      label: parameterLabel(parameter, index),
      type: parameter.type.spelling,
      text,
      failure: encoded.ok ? null : encoded.failure,
    };
  });
}
