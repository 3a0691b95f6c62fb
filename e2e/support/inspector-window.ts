import type { CDPSession, Locator, Page } from '@playwright/test';

/** What the lower panel shows. */
type DockTab =
  | 'Reload history'
  | 'Pinned calls'
  | 'Call log'
  | 'Named calls'
  | 'Saved values'
  | 'State'
  | 'File'
  | 'Output'
  | 'Build';

/** The window as a person uses it: what can be seen and done, by the names a screen reader says. */
export class InspectorWindow {
  readonly page: Page;
  readonly tabs: Locator;
  readonly symbols: Locator;
  readonly filter: Locator;
  readonly callForm: Locator;
  readonly prototype: Locator;
  readonly result: Locator;
  readonly history: Locator;
  readonly historyFilter: Locator;
  readonly timeline: Locator;
  readonly pinned: Locator;
  readonly callLog: Locator;
  /** The answer to “am I running the new code?”, with its kind in `data-freshness`. */
  readonly freshness: Locator;
  readonly watchSwitch: Locator;
  readonly releaseButton: Locator;

  constructor(page: Page) {
    this.page = page;
    this.tabs = page.getByRole('tablist', { name: 'Libraries' });
    this.symbols = page.getByRole('grid', { name: 'Exported symbols' });
    this.filter = page.getByRole('searchbox', { name: 'Filter symbols' });
    this.callForm = page.getByRole('form', { name: 'Call' });
    this.prototype = this.callForm.getByRole('textbox', { name: 'Prototype' });
    this.result = page.getByRole('status', { name: 'Result' });
    this.history = page.getByRole('table', { name: 'Reload history' });
    this.historyFilter = page.getByRole('searchbox', { name: 'Filter history' });
    this.timeline = page.getByRole('toolbar', { name: 'Timeline of attempts' });
    this.pinned = page.getByRole('table', { name: 'Pinned calls' });
    this.callLog = page.getByRole('table', { name: 'Call log' });
    this.freshness = page.getByRole('button', { name: /^Freshness: / });
    this.watchSwitch = page.getByRole('switch', { name: 'Watch file' });
    this.releaseButton = page.getByRole('button', { name: 'Release file' });
  }

  async waitUntilReady(): Promise<void> {
    await this.page.locator('html[data-app-state="ready"]').waitFor();
  }

  tab(name: string): Locator {
    return this.tabs.getByRole('tab', { name: new RegExp(name.replaceAll('.', '\\.')) });
  }

  async openTab(name: string): Promise<void> {
    await this.tab(name).click();
    await this.page.locator('[role="tab"][aria-selected="true"]', { hasText: name }).waitFor();
  }

  /** The row of a symbol; of one with several versions the first. */
  symbol(name: string): Locator {
    return this.symbols
      .getByRole('row', {
        name: new RegExp(`^${name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(\\s|$)`),
      })
      .first();
  }

  argument(label: string): Locator {
    return this.callForm.getByLabel(label, { exact: true });
  }

  historyRows(verdict?: string): Locator {
    return this.history.locator(verdict === undefined ? '[data-verdict]' : `[data-verdict="${verdict}"]`);
  }

  generationRow(generation: number): Locator {
    return this.history.locator(`[data-generation="${generation}"][data-verdict="loaded"]`);
  }

  /** The toggle that shows the entries of a verdict, with their number. */
  verdictChip(verdict: string): Locator {
    return this.page.getByRole('toolbar', { name: 'Verdicts to show' }).getByRole('button', {
      name: new RegExp(`^${verdict} `),
    });
  }

  async exportHistory(choice: string): Promise<void> {
    await this.page.getByRole('button', { name: 'Export…' }).click();
    await this.page.getByRole('menuitem', { name: choice }).click();
  }

  async showDock(name: DockTab): Promise<void> {
    await this.page.getByRole('tab', { name: new RegExp(`^${name}`) }).click();
  }

  /** Chooses a function in the list; its prototype is taken from where the library has one. */
  async select(symbol: string): Promise<void> {
    await this.filter.fill(symbol);
    await this.symbol(symbol).click();
  }

  async choose(
    symbol: string,
    prototype: string,
    values: Readonly<Record<string, string>> = {},
  ): Promise<void> {
    await this.select(symbol);
    await this.prototype.fill(prototype);
    for (const [label, value] of Object.entries(values)) await this.argument(label).fill(value);
  }

  async call(): Promise<void> {
    await this.callForm.getByRole('button', { name: 'Call', exact: true }).click();
  }

  async stop(): Promise<void> {
    await this.callForm.getByRole('button', { name: 'Stop', exact: true }).click();
  }

  async pinCall(): Promise<void> {
    await this.callForm.getByRole('button', { name: 'Pin call' }).click();
  }

  async reload(): Promise<void> {
    await this.page.getByRole('button', { name: /^Reload/ }).click();
  }

  async press(keys: string): Promise<void> {
    await this.page.keyboard.press(keys);
  }

  async runIn(place: 'Isolated process' | 'Main process'): Promise<void> {
    await this.page.getByRole('combobox', { name: 'Run in' }).selectOption({ label: place });
  }

  async strategy(strategy: 'Swap' | 'Fresh process' | 'Strict'): Promise<void> {
    await this.page.getByRole('combobox', { name: 'Reload strategy' }).selectOption({ label: strategy });
  }

  async ifTheOldOneStays(choice: 'Fresh process' | 'Keep state'): Promise<void> {
    const box = this.page.getByRole('combobox', { name: 'If the old one stays' });
    await box.selectOption({ label: choice });
  }

  /** Opens the details of the row of a loaded build and gives their text's place. */
  async detailsOf(generation: number): Promise<Locator> {
    await this.generationRow(generation)
      .getByRole('button', { name: /^Details/ })
      .click();
    return this.history.locator('.details').first();
  }

  /** Makes the build of that generation current again, with one press on its row. */
  async goBack(generation: number): Promise<void> {
    const row = this.generationRow(generation);
    await row.getByRole('button', { name: `Go back to build ${generation}` }).click();
  }

  /** Opens the build of that generation beside the running one, from the details of its row. */
  async openBeside(generation: number): Promise<void> {
    await this.detailsOf(generation);
    await this.history.getByRole('button', { name: `Open build ${generation} beside` }).click();
  }

  /** Drops real files on the middle of the window, as the desktop does. */
  async drop(files: readonly string[]): Promise<void> {
    const session = await this.page.context().newCDPSession(this.page);
    const point = await this.page.evaluate(() => ({ x: innerWidth / 2, y: innerHeight / 2 }));
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
      await dispatchDrag(session, type, point, files);
    await session.detach();
  }
}

async function dispatchDrag(
  session: CDPSession,
  type: 'dragEnter' | 'dragOver' | 'drop',
  point: { readonly x: number; readonly y: number },
  files: readonly string[],
): Promise<void> {
  await session.send('Input.dispatchDragEvent', {
    type,
    ...point,
    data: { items: [], files: [...files], dragOperationsMask: 1 },
  });
}
