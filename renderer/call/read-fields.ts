import type { Failure } from '../../electron/contract/failure.ts';
import type { CType, Parameter, Prototype } from '../../electron/contract/prototype.ts';
import { defaultArgumentText } from '../../electron/ctypes/default-argument.ts';
import { encodeArgument, parameterLabel } from '../../electron/ctypes/encode-arguments.ts';
import type { EncodeContext } from '../../electron/ctypes/encode-context.ts';

/** One argument as the form shows it. */
export interface FormField {
  /** The parameter's name, else `arg 1`, `arg 2`, … */
  readonly label: string;
  readonly text: string;
  /** False while the text is the default that nobody has touched. */
  readonly touched: boolean;
  /** Why the text does not fit, or null. */
  readonly failure: Failure | null;
  /** Null for an extra argument of a variadic call, whose text begins with its type. */
  readonly type: CType | null;
  readonly isThis: boolean;
}

/** The fields of a prototype with the texts of the draft, each checked; those of the extra arguments come last. */
export function readFields(
  prototype: Prototype | null,
  texts: readonly string[],
  context: EncodeContext,
): readonly FormField[] {
  if (prototype === null) return [];
  const { parameters } = prototype;
  const extra = prototype.variadic ? texts.slice(parameters.length) : [];
  return [...parameters, ...extra.map(() => undefined)].map((parameter, index) =>
    readField({ prototype, context, parameter, index }, texts[index]),
  );
}

interface Place {
  readonly prototype: Prototype;
  readonly context: EncodeContext;
  readonly parameter: Parameter | undefined;
  readonly index: number;
}

function readField({ prototype, context, parameter, index }: Place, typed: string | undefined): FormField {
  const text = typed ?? defaultArgumentText(prototype, index);
  const encoded = encodeArgument(prototype, index, text, context);
  return {
    label: parameterLabel(parameter, index),
    text,
    touched: typed !== undefined,
    failure: encoded.ok ? null : encoded.failure,
    type: parameter?.type ?? null,
    isThis: parameter?.isThis === true,
  };
}

/** A pointer that was left empty: it is asked about, and never NULL by itself. */
export function isEmptyPointer({ type, text, failure }: FormField): boolean {
  return failure !== null && type?.kind === 'pointer' && type.reference !== true && text.trim() === '';
}
