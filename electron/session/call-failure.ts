import { type Failure, fail } from '../contract/failure.ts';
import type { SymbolFacts } from './symbol-lookup.ts';

const dataTypes: ReadonlySet<string> = new Set(['OBJECT', 'TLS', 'COMMON']);

/** Refuses to call what is data: the processor would run its bytes. Null for everything else. */
export function refuseData(symbol: string, facts: SymbolFacts): Failure | null {
  if (facts.type === null || !dataTypes.has(facts.type)) return null;
  return fail('dlsym-failed', `${symbol} is data (${facts.type}), not a function: it cannot be called.`)
    .failure;
}

/** Adds to a failed dlsym which exports are the same function under a mangled name. */
export function explainMissingSymbol(symbol: string, failure: Failure, facts: SymbolFacts): Failure {
  const mangled = facts.namesakes.filter(({ name }) => name !== symbol);
  if (failure.code !== 'dlsym-failed' || mangled.length === 0) return failure;
  const names = mangled.map(({ name, demangled }) => `${name}, which is ${demangled}`).join('; ');
  const message = `${failure.message} C++ exports it under a mangled name: ${names}. With extern "C" before its declaration it would be exported as ${symbol}.`;
  return { ...failure, message };
}
