import type { Locator } from '@playwright/test';
import type { InspectorWindow } from './inspector-window.ts';

/** The pinned calls in the lower panel, and what is expected of them. */
export class PinnedList {
  readonly rows: Locator;
  /** How many checks pass. */
  readonly summary: Locator;
  /** Why what was written cannot be expected. */
  readonly refusal: Locator;
  readonly #window: InspectorWindow;

  constructor(window: InspectorWindow) {
    this.#window = window;
    this.rows = window.pinned.locator('[data-pinned]');
    this.summary = window.page.getByRole('status', { name: 'Checks' });
    this.refusal = window.pinned.getByRole('alert');
  }

  show(): Promise<void> {
    return this.#window.showDock('Pinned calls');
  }

  row(call: string): Locator {
    return this.rows.filter({ hasText: call });
  }

  field(call: string): Locator {
    return this.#window.pinned.getByRole('textbox', { name: `Expected result of ${call}` });
  }

  /** Takes the result that is there as the expected one. */
  async expectResult(call: string, result: string): Promise<void> {
    await this.#button(`Expect ${result} of ${call}`).click();
  }

  async write(call: string, expected: string): Promise<void> {
    await this.#button(`Write what is expected of ${call}`).click();
    await this.field(call).fill(expected);
    await this.#window.press('Enter');
  }

  async change(call: string): Promise<void> {
    await this.row(call)
      .getByRole('button', { name: `Change what is expected of ${call}` })
      .click();
  }

  async runAll(): Promise<void> {
    await this.#window.page.getByRole('button', { name: 'Run all' }).click();
  }

  /** What opens the call in the form. */
  call(call: string): Locator {
    return this.row(call).getByRole('button', { name: call, exact: true });
  }

  oldResult(call: string): Locator {
    return this.row(call).getByRole('cell').nth(1);
  }

  newResult(call: string): Locator {
    return this.row(call).getByRole('cell').nth(2);
  }

  async focus(call: string): Promise<void> {
    await this.call(call).focus();
  }

  /** By keyboard. */
  async unpin(call: string): Promise<void> {
    await this.#button(`Unpin ${call}`).press('Enter');
  }

  async moveDown(call: string): Promise<void> {
    await this.#button(`Move down ${call}`).click();
  }

  #button(name: string): Locator {
    return this.#window.pinned.getByRole('button', { name, exact: true });
  }
}
