import type { PrototypeSuggestion } from '../../electron/contract/prototype.ts';
import { methodVariant } from '../../electron/ctypes/mangled-prototype.ts';

/** Results that most functions have, offered where the mangled name does not tell. */
export const commonResults = ['void', 'int', 'long', 'double', 'bool', 'const char *', 'void *'] as const;

/** `double` and `area(int x)` → `double area(int x)`. */
export function withResult(result: string, text: string): string {
  return result.endsWith('*') ? `${result}${text}` : `${result} ${text}`;
}

/** True when the text is what a mangled name tells, as a function or as a method, and lacks its result type. */
export function needsResult(text: string, suggestion: PrototypeSuggestion): boolean {
  if (suggestion.prototype !== null) return false;
  return text === suggestion.text || text === methodVariant(suggestion);
}
