/** Element name of the prototype's field. */
export const prototypeName = 'prototype';

// Where something is typed comes before the choices beside it.
const editable = ['input:not([type="hidden"]), textarea, button[role="switch"]', 'select'];

/** Puts the cursor where typing goes on: the first argument, or the prototype while there is none. */
export function focusStart(form: HTMLFormElement | null): void {
  const first = form?.querySelector<HTMLElement>('[data-argument="0"]') ?? null;
  focusField(editorIn(first) ?? form?.querySelector<HTMLElement>(`[name="${prototypeName}"]`) ?? null);
}

/** Puts the cursor into the editor of one argument. */
export function focusArgument(form: HTMLFormElement | null, index: number): void {
  focusField(editorIn(form?.querySelector<HTMLElement>(`[data-argument="${index}"]`) ?? null));
}

function editorIn(part: HTMLElement | null): HTMLElement | null {
  for (const selector of editable) {
    const found = part?.querySelector<HTMLElement>(selector);
    if (found) return found;
  }
  return null;
}

/** The first field that keeps the call from being made; it must be marked as invalid by now. */
export function focusFirstFault(form: HTMLFormElement | null): void {
  focusField(form?.querySelector<HTMLElement>('[aria-invalid="true"]') ?? null);
}

function focusField(field: HTMLElement | null): void {
  field?.focus();
  if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) field.select();
}
