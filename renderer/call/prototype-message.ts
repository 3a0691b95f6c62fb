import type { SelectedSymbol } from '../symbols/use-selected-symbol.ts';
import { clippedText } from '../ui/visible-text.ts';
import { lastNamePart } from './call-target.ts';
import type { CallForm } from './use-call-form.ts';

/** One sentence under the prototype; empty when there is nothing to say. */
export interface PrototypeMessage {
  readonly text: string;
  readonly faulty: boolean;
}

/** What besides prototype and symbol decides what is said. */
interface FormMoment {
  /** True after a call was tried. */
  readonly attempted: boolean;
  readonly hasDebugInfo: boolean;
}

/** What is wrong with the prototype, or what to know about it. */
export function prototypeMessage(
  { reading, target }: Pick<CallForm, 'reading' | 'target'>,
  found: SelectedSymbol,
  { attempted, hasDebugInfo }: FormMoment,
): PrototypeMessage {
  if (reading.failure !== null) return { text: reading.failure.message, faulty: true };
  if (reading.asking && reading.prototype === null) return quiet('');
  if (reading.withoutResult !== null) {
    return attempted ? { text: 'Choose the result type first.', faulty: true } : quiet('');
  }
  if (reading.text.trim() === '') return emptyMessage(found, attempted);
  if (reading.remembered) return quiet(rememberedWords(found, hasDebugInfo));
  const name = found.kind === 'by-name' ? null : found.name;
  if (name !== null && target !== null && target !== name) {
    return quiet(
      `This calls ${clippedText(target, 80)}, not the chosen ${clippedText(name, 80)}: the prototype's name decides.`,
    );
  }
  return quiet('');
}

/** Debug information helps only where the symbol is the library's own and the build has none. */
function rememberedWords(found: SelectedSymbol, hasDebugInfo: boolean): string {
  if (found.kind === 'absent') {
    return 'This build does not export it; the prototype is the one of your last call.';
  }
  const words = 'This build does not tell the prototype; it is the one of your last call.';
  return hasDebugInfo || found.kind === 'import' ? words : `${words} Build with -g to be sure.`;
}

function emptyMessage(found: SelectedSymbol, attempted: boolean): PrototypeMessage {
  if (attempted) return quiet('Type the prototype first: the call cannot be made without it.');
  if (found.kind === 'by-name') return quiet('');
  if (found.kind === 'absent') {
    return quiet('This build does not export it, so its types are not known: type the C prototype.');
  }
  return quiet(
    'The file holds the name but not its types. Type the C prototype once, it is remembered; or add a header that declares it.',
  );
}

function quiet(text: string): PrototypeMessage {
  return { text, faulty: false };
}

/** An example in the empty field, with the name of the symbol where C can write it. */
export function placeholderOf(found: SelectedSymbol): string {
  if (found.kind === 'by-name') return 'for example  int add(int a, int b)';
  const demangled = found.kind === 'export' || found.kind === 'import' ? found.row.demangled : found.name;
  const name = lastNamePart(demangled);
  return `for example  int ${/^\w+$/.test(name) ? name : 'name'}(int a, int b)`;
}
