import type { Locator } from '@playwright/test';
import type { InspectorWindow } from './inspector-window.ts';

/** The call form with a field for each part of an argument, named by its path: `item.place.x`, `values[2]`. */
export class ArgumentForm {
  readonly #window: InspectorWindow;
  readonly #form: Locator;
  /** Tells where the prototype comes from. */
  readonly badge: Locator;
  /** What each argument held after the call. */
  readonly after: Locator;
  /** Asks before NULL is passed where nothing was filled in. */
  readonly question: Locator;
  /** The types to choose from where a mangled name tells none. */
  readonly resultTypes: Locator;

  constructor(window: InspectorWindow) {
    this.#window = window;
    this.#form = window.callForm;
    this.badge = this.#form.locator('.source-badge');
    this.after = window.result.getByRole('region', { name: 'Arguments after the call' });
    this.question = this.#form.getByRole('alert');
    this.resultTypes = this.#form.getByRole('group', { name: 'Result type' });
  }

  field(path: string): Locator {
    return this.#form.getByLabel(path, { exact: true });
  }

  /** Fills fields with texts and chooses in lists, in the order given. */
  async fill(values: Readonly<Record<string, string>>): Promise<void> {
    for (const [path, value] of Object.entries(values)) {
      const field = this.field(path);
      if ((await field.evaluate((element) => element.tagName)) === 'SELECT') await field.selectOption(value);
      else await field.fill(value);
    }
  }

  /** Chooses what a pointer is given: `new buffer`, `saved value`, `callback`, … */
  async give(path: string, what: string): Promise<void> {
    const ways = this.#form.getByRole('combobox', { name: `${path}: what it is given`, exact: true });
    await ways.selectOption({ label: what });
  }

  /** Gives a pointer a saved value. */
  async giveSaved(path: string, name: string): Promise<void> {
    await this.give(path, 'saved value');
    await this.field(path).selectOption(name);
  }

  /** Gives a pointer a new buffer that begins with these bytes, as in `00 ff`. */
  async giveBytes(path: string, hex: string): Promise<void> {
    await this.give(path, 'new buffer');
    const content = this.#form.getByRole('combobox', { name: `${path}: content`, exact: true });
    await content.selectOption({ label: 'hex' });
    await this.field(`${path} hex`).fill(hex);
  }

  /** Writes an argument as text, as the command line takes it. */
  async giveArgument(path: string, text: string): Promise<void> {
    const asText = this.#form.getByRole('button', { name: `Edit ${path} as text`, exact: true });
    if (await asText.isVisible()) await asText.click();
    await this.field(path).fill(text);
  }

  /** Chooses whether new memory is read (`in`), written (`out`), or both. */
  async chooseDirection(path: string, direction: 'in' | 'out' | 'in and out'): Promise<void> {
    const ways = this.#form.getByRole('combobox', { name: `${path}: direction`, exact: true });
    await ways.selectOption({ label: direction });
  }

  /** The bytes of a buffer after the call, as in `00 ff`. */
  async hexAfterCall(name: string): Promise<string> {
    const text = (await this.afterCall(name).textContent()) ?? '';
    return /[0-9a-f]{2}(?: [0-9a-f]{2})+/.exec(text)?.[0] ?? '';
  }

  /** Repeats the call so many times and waits for the figures. */
  async repeatRuns(count: number): Promise<void> {
    await this.#form.getByRole('button', { name: 'Repeat…' }).click();
    const form = this.#window.page.getByRole('dialog', { name: 'Repeat the call and measure' });
    await form.getByRole('radio', { name: 'Number of runs' }).check();
    await form.getByRole('textbox', { name: 'Number of runs, amount' }).fill(String(count));
    await form.getByRole('button', { name: 'Run', exact: true }).click();
    await form.waitFor({ state: 'hidden' });
  }

  /** Keeps the call in the form under a name. */
  async nameCall(name: string): Promise<void> {
    await this.#form.getByRole('button', { name: 'Name this call…' }).click();
    const form = this.#window.page.getByRole('dialog', { name: 'Name this call' });
    await form.getByRole('textbox', { name: 'Name of the call' }).fill(name);
    await form.getByRole('button', { name: /^(Save|Replace)$/ }).click();
    await form.waitFor({ state: 'hidden' });
  }

  /** Puts the call in the form on the clipboard as a text for another program. */
  async copyAs(kind: string): Promise<void> {
    await this.#form.getByRole('button', { name: /^Copy as/ }).click();
    await this.#window.page.getByRole('menuitem', { name: kind, exact: true }).click();
    await this.#form.getByRole('button', { name: /^Copied/ }).waitFor();
  }

  /** Adds elements to a list until it has `count`. */
  async addElements(path: string, count: number): Promise<void> {
    const add = this.#form.getByRole('button', { name: `Add an element to ${path}`, exact: true });
    for (let added = 0; added < count; added += 1) await add.click();
  }

  async open(path: string): Promise<void> {
    await this.#form.getByRole('button', { name: `Open ${path}`, exact: true }).click();
  }

  /** Adds an argument to a variadic call. */
  async addArgument(label: string, type: string, text: string): Promise<void> {
    await this.#form.getByRole('button', { name: 'Add argument' }).click();
    await this.#form.getByRole('combobox', { name: `${label}: type`, exact: true }).selectOption(type);
    await this.field(label).fill(text);
  }

  async chooseResult(type: string): Promise<void> {
    await this.resultTypes.getByRole('button', { name: type, exact: true }).click();
  }

  /** The value that an argument held after the call, with its parts. */
  afterCall(name: string): Locator {
    return this.after.getByRole('region', { name: `${name} after the call`, exact: true });
  }

  /** What a callback was called with, a row for each call. */
  callsOf(name: string): Locator {
    return this.#window.result.getByRole('table', { name: `Calls of ${name}`, exact: true });
  }

  /** Saves the result under a name. */
  async saveResult(name: string): Promise<void> {
    const result = this.#window.result;
    await this.#saveAs(result.getByRole('button', { name: /^Save (result|value)$/ }).first(), name);
  }

  /** Saves what an argument held after the call under a name. */
  async saveAfterCall(argument: string, name: string): Promise<void> {
    const save = this.afterCall(argument).getByRole('button', { name: `Save ${argument}`, exact: true });
    await this.#saveAs(save, name);
  }

  async #saveAs(button: Locator, name: string): Promise<void> {
    await button.click();
    const form = this.#window.page.getByRole('dialog', { name: 'Save this value' });
    await form.getByRole('textbox', { name: 'Name of the value' }).fill(name);
    await form.getByRole('button', { name: `Save as $${name}` }).click();
    await form.waitFor({ state: 'hidden' });
  }
}
