import type { Failure } from '../../electron/contract/failure.ts';
import type { Prototype } from '../../electron/contract/prototype.ts';
import type { CallInput } from '../../electron/contract/session-state.ts';
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

/** Reads the draft; `lastGood` gives the fields while the prototype is being edited and cannot be read. */
export function readForm(draft: CallInput, lastGood: Prototype | null): FormReading {
  if (draft.prototype.trim() === '') return { prototype: null, prototypeFailure: null, fields: [] };
  const parsed = parsePrototype(draft.prototype);
  const shown = parsed.ok ? parsed.value : lastGood;
  return {
    prototype: parsed.ok ? parsed.value : null,
    prototypeFailure: parsed.ok ? null : parsed.failure,
    fields: (shown?.parameters ?? []).map((parameter, index) => {
      const text = draft.arguments[index] ?? '';
      const encoded = encodeArgument(parameter, index, text);
      return {
        label: parameterLabel(parameter, index),
        type: parameter.type.spelling,
        text,
        failure: encoded.ok ? null : encoded.failure,
      };
    }),
  };
}
