/** Element name of the prototype's field. */
export const prototypeName = 'prototype';

const editable = 'input:not([type="hidden"]), textarea, select, button[role="switch"]';

/** Puts the cursor where typing goes on: the first argument, or the prototype while there is none. */
export function focusStart(form: HTMLFormElement | null): void {
  const field =
    form?.querySelector<HTMLElement>(`.arguments :is(${editable})`) ??
    form?.querySelector<HTMLElement>(`[name="${prototypeName}"]`);
  focusField(field ?? null);
}

/** Puts the cursor into the editor of one argument. */
export function focusArgument(form: HTMLFormElement | null, index: number): void {
  focusField(form?.querySelector<HTMLElement>(`[data-argument="${index}"] :is(${editable})`) ?? null);
}

/** The first field that keeps the call from being made; it must be marked as invalid by now. */
export function focusFirstFault(form: HTMLFormElement | null): void {
  focusField(form?.querySelector<HTMLElement>('[aria-invalid="true"]') ?? null);
}

function focusField(field: HTMLElement | null): void {
  field?.focus();
  if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) field.select();
}
