import { basename } from 'node:path';
import { fail, type Outcome, succeed } from '../contract/failure.ts';
import { dlerror, dlsym } from './libc.ts';
import { mappingAt } from './memory-maps.ts';

/** An open library: its path, and the handle that dlopen gave. */
export interface SymbolScope {
  readonly path: string;
  readonly pointer: bigint;
}

/** The address of a symbol (dlsym); a name that is not there is `dlsym-failed`. */
export function symbolAddress({ path, pointer }: SymbolScope, symbol: string): Outcome<bigint> {
  if (symbol.includes('\0')) return fail('dlsym-failed', 'A symbol has no NUL in its name.', { path });
  dlerror();
  const address = dlsym(pointer, symbol);
  const error = dlerror();
  if (error !== null) {
    return fail('dlsym-failed', `${basename(path)} has no symbol ${symbol}.`, { path, detail: error });
  }
  return succeed(address ?? 0n);
}

/** The address of a function; `dlsym-failed` for data and for the address 0. */
export function functionAddress(scope: SymbolScope, symbol: string): Outcome<bigint> {
  const { path } = scope;
  const address = symbolAddress(scope, symbol);
  if (!address.ok) return address;
  if (address.value === 0n) {
    return fail('dlsym-failed', `${symbol} has the address 0 and cannot be called.`, { path });
  }
  const mapping = mappingAt(address.value);
  if (mapping === null || mapping?.executable === false) {
    return fail('dlsym-failed', `${symbol} is data, not a function, and cannot be called.`, { path });
  }
  return address;
}
