import type { FormReading } from './read-form.ts';

const prototypeName = 'prototype';

/** Element name of an argument's field. */
export function argumentFieldName(index: number): string {
  return `argument-${index}`;
}

/** Puts the cursor where typing goes on: the first argument, or the prototype while there is none. */
export function focusStart(form: HTMLFormElement | null): void {
  const field = fieldNamed(form, argumentFieldName(0)) ?? fieldNamed(form, prototypeName);
  field?.focus();
  field?.select();
}

/** The first field that keeps the call from being made. */
export function firstFaultyField(
  form: HTMLFormElement | null,
  reading: Pick<FormReading, 'prototype' | 'fields'>,
): HTMLInputElement | null {
  if (reading.prototype === null) return fieldNamed(form, prototypeName);
  const index = reading.fields.findIndex((field) => field.failure !== null);
  return index === -1 ? null : fieldNamed(form, argumentFieldName(index));
}

function fieldNamed(form: HTMLFormElement | null, name: string): HTMLInputElement | null {
  const element = form?.elements.namedItem(name) ?? null;
  return element instanceof HTMLInputElement ? element : null;
}
