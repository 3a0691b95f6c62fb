/** `(int x) → double` after a name that shows its parameters itself, as a demangled one does: `→ double`. */
export function signatureBeside(name: string, signature: string): string {
  if (!name.includes('(') || !signature.startsWith('(')) return signature;
  const arrow = signature.lastIndexOf('→');
  return arrow === -1 ? '' : signature.slice(arrow);
}
