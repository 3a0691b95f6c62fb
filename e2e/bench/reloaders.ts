import { fork, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { Conversation } from '../../native-samples/conversation.ts';
import { hostPath } from '../../native-samples/samples.ts';
import { childScript, cliPath } from './programs.ts';

/** A program in a process of its own that runs a library and takes up its new builds. */
export interface Reloader {
  /** Resolves when the next build has been called. */
  nextReload(): Promise<void>;
  stop(): void;
}

/** The inspector's engine in a terminal. */
export async function startWatch(library: string): Promise<Reloader> {
  const child = spawn(process.execPath, [cliPath, 'watch', library, '--json'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async (name: string): Promise<void> => {
    for (;;) {
      const line = await lines.next();
      if (line.done === true) throw new Error('dlscope watch ended');
      const event: { readonly event: string } = JSON.parse(line.value);
      if (event.event === name) return;
    }
  };
  await next('loaded');
  return { nextReload: () => next('reloaded'), stop: () => void child.kill('SIGTERM') };
}

/** A small program of `children/` that sends a message for each build it has called. */
export async function startDesign(
  script: 'article-reload' | 'stat-poll-reload' | 'debounced-reload',
  library: string,
): Promise<Reloader> {
  const child = fork(childScript(script), [library]);
  const nextMessage = () =>
    new Promise<void>((resolve, reject) => {
      const ended = () => reject(new Error(`${script} ended`));
      child.once('exit', ended);
      child.once('message', () => {
        child.off('exit', ended);
        resolve();
      });
    });
  await nextMessage();
  return { nextReload: nextMessage, stop: () => child.disconnect() };
}

/**
 * The article's program, which looks at the file when it is asked and never by itself: it is asked again and again until
 * its answer is another one.
 */
export async function startArticleProgram(library: string): Promise<Reloader> {
  const talk = new Conversation(hostPath, library);
  await talk.nextQuestion();
  const ask = async (): Promise<string> => {
    await talk.answer('add');
    return talk.answer('3 4');
  };
  let known = await ask();
  const nextReload = async (): Promise<void> => {
    for (;;) {
      const answer = await ask();
      if (answer === known) continue;
      known = answer;
      return;
    }
  };
  return { nextReload, stop: () => void talk.process.kill('SIGTERM') };
}
