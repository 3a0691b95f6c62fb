import { type Outcome, succeed } from '../contract/failure.ts';
import type { CallRequest } from '../contract/runner-protocol.ts';
import { encodeArguments } from '../ctypes/encode-arguments.ts';
import { lookUpTypes } from '../ctypes/named-types.ts';
import { parseType } from '../ctypes/parse-type.ts';
import { readChosenFile } from '../processes/read-chosen-file.ts';
import { localReader } from './local-reader.ts';
import { resolveCall } from './resolve-call.ts';

/** Understands the function and its arguments; the failure names the argument. Files in arguments are read: who typed them may read them. */
export async function prepareCall(
  library: { readonly path: string; readonly headers: readonly string[] },
  prototype: string,
  texts: readonly string[],
): Promise<Outcome<Pick<CallRequest, 'symbol' | 'prototype' | 'arguments' | 'extra'>>> {
  const sources = { ...library, originalPath: library.path };
  const resolved = await resolveCall(sources, prototype);
  if (!resolved.ok) return resolved;
  const reader = localReader();
  const types = await lookUpTypes(texts, async (text) => reader.type({ ...sources, text }));
  const encoded = encodeArguments(resolved.value.prototype, texts, {
    saved: () => null,
    file: readChosenFile,
    type: (text) => types.get(text) ?? parseType(text),
  });
  if (!encoded.ok) return encoded;
  const { values, extra, records } = encoded.value;
  return succeed({
    symbol: resolved.value.symbol,
    prototype: { ...resolved.value.prototype, records },
    arguments: values,
    extra,
  });
}
