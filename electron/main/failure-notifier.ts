import { type BrowserWindow, Notification } from 'electron';
import { type Ended, failureNotification } from './failure-notification.ts';

export interface NotifierDependencies {
  readonly window: BrowserWindow;
  readonly isWanted: () => boolean;
  /** Brings the tab of a library to the front. */
  readonly showLibrary: (libraryId: string) => void;
}

/** Tells of failures on the desktop while the window is in the background: the newest one, each once. */
export class FailureNotifier {
  readonly #dependencies: NotifierDependencies;
  #shown: Notification | null = null;

  constructor(dependencies: NotifierDependencies) {
    this.#dependencies = dependencies;
    // Who looks at the window has seen it.
    dependencies.window.on('focus', () => this.#withdraw());
  }

  tell(libraryId: string, ended: Ended): void {
    const { window, isWanted, showLibrary } = this.#dependencies;
    if (window.isDestroyed()) return;
    const text = failureNotification(ended, { isWanted: isWanted(), isFocused: window.isFocused() });
    if (text === null) return;
    this.#withdraw();
    const notification = new Notification(text);
    notification.on('click', () => {
      showLibrary(libraryId);
      if (window.isMinimized()) window.restore();
      window.show();
      window.focus();
    });
    // One that nobody holds is collected, and its click with it.
    this.#shown = notification;
    notification.show();
  }

  #withdraw(): void {
    this.#shown?.close();
    this.#shown = null;
  }
}
