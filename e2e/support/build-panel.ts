import type { ElectronApplication, Locator } from '@playwright/test';
import type { InspectorWindow } from './inspector-window.ts';

/** The panel “Build” below, and the button above that builds from anywhere. */
export class BuildPanel {
  readonly status: Locator;
  readonly output: Locator;
  readonly errors: Locator;
  readonly trustButton: Locator;
  readonly cancelButton: Locator;
  /** In the identity bar: there once the folder is trusted. */
  readonly button: Locator;
  readonly form: Locator;
  readonly #window: InspectorWindow;

  constructor(window: InspectorWindow) {
    const { page } = window;
    this.#window = window;
    this.status = page.getByRole('status', { name: 'Build', exact: true });
    this.output = page.getByRole('region', { name: 'Build output' });
    this.errors = this.output.locator('[data-severity="error"]');
    this.trustButton = page.getByRole('button', { name: 'Trust and build…' });
    this.cancelButton = page
      .getByRole('tabpanel', { name: /^Build/ })
      .getByRole('button', { name: 'Cancel build' });
    this.button = page.getByLabel('Library identity').getByRole('button', { name: /^Build/ });
    this.form = page.getByRole('form', { name: 'Build command' });
  }

  async show(): Promise<void> {
    await this.#window.showDock('Build');
  }

  /** Types a command into the form and saves it. */
  async setUp(command: string, { onSave }: { readonly onSave: boolean }): Promise<void> {
    await this.show();
    await this.form.getByLabel('Command').fill(command);
    await this.form.getByRole('switch').setChecked(onSave);
    await this.form.getByRole('button', { name: 'Save' }).click();
  }

  /** Takes another command in place of the one that is set up. */
  async change(command: string): Promise<void> {
    await this.#window.page.getByRole('button', { name: 'Set up…' }).click();
    await this.form.getByLabel('Command').fill(command);
    await this.form.getByRole('button', { name: 'Save' }).click();
  }

  place(name: RegExp): Locator {
    return this.output.getByRole('button', { name }).first();
  }
}

/** Answers main's questions from now on without showing them; the answer gives what they said. */
export async function answerQuestions(
  app: ElectronApplication,
  isAgreed: boolean,
): Promise<() => Promise<readonly string[]>> {
  await app.evaluate(
    ({ dialog }, response) => {
      const asked: string[] = [];
      Object.assign(globalThis, { asked });
      dialog.showMessageBox = async (...given: unknown[]) => {
        asked.push((given.at(-1) as { detail: string }).detail);
        return { response, checkboxChecked: false };
      };
    },
    isAgreed ? 0 : 1,
  );
  return () => app.evaluate(() => (globalThis as unknown as { asked: string[] }).asked);
}

/** Takes note of the files that main gives to the desktop, and opens none. */
export async function noteOpenedFiles(app: ElectronApplication): Promise<() => Promise<readonly string[]>> {
  await app.evaluate(({ shell }) => {
    const opened: string[] = [];
    Object.assign(globalThis, { opened });
    shell.openPath = async (file: string) => {
      opened.push(file);
      return '';
    };
  });
  return () => app.evaluate(() => (globalThis as unknown as { opened: string[] }).opened);
}
