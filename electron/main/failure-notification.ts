import type { HistoryEntry, Verdict } from '../contract/history-entry.ts';
import { faultSentence } from '../processes/fault-text.ts';
import { countsText, endText } from './build-line.ts';
import type { EndedBuild } from './build-service.ts';
import { visibleText } from './terminal-text.ts';

/** What may be told on the desktop: an attempt to reload, or a build, that ended. */
export type Ended =
  | { readonly kind: 'reload'; readonly name: string; readonly entry: HistoryEntry }
  | { readonly kind: 'build'; readonly name: string; readonly run: EndedBuild };

export interface Surroundings {
  readonly isWanted: boolean;
  /** True while the user looks at the window: it says everything itself. */
  readonly isFocused: boolean;
}

export interface NotificationText {
  readonly title: string;
  readonly body: string;
}

const failedReloads: Partial<Record<Verdict, string>> = {
  rejected: 'the new build was rejected',
  crashed: 'the new build crashed while loading',
  'rolled-back': 'the new build was rolled back',
};

/** What to tell on the desktop of what ended; null when there is nothing to tell. */
export function failureNotification(
  ended: Ended,
  { isWanted, isFocused }: Surroundings,
): NotificationText | null {
  if (!isWanted || isFocused) return null;
  const said = ended.kind === 'reload' ? reloadText(ended) : buildText(ended.run);
  if (said === null) return null;
  const [what, ...more] = said;
  const body = more.filter((part) => part !== '').join('\n');
  return { title: plain(`${ended.name}: ${what}`, 120), body: plain(body, 400) };
}

function reloadText({
  name,
  entry,
}: Extract<Ended, { kind: 'reload' }>): readonly [string, ...string[]] | null {
  const what = failedReloads[entry.verdict];
  if (what === undefined) return null;
  const why = entry.fault
    ? faultSentence(entry.fault)
    : withoutCopy(entry.failure?.detail ?? entry.failure?.message ?? '', name);
  return [what, why.trim(), entry.answering === null ? '' : `#${entry.answering} still answers calls.`];
}

/** The loader names the private copy first, whose path says nothing to people and leaves little room for the rest. */
function withoutCopy(said: string, name: string): string {
  const copy = `/${name}: `;
  const end = said.indexOf(copy);
  return said.startsWith('/') && end !== -1 ? said.slice(end + copy.length) : said;
}

function buildText(run: EndedBuild): readonly [string, string] | null {
  const { end } = run;
  if (end.kind === 'cancelled' || (end.kind === 'exit' && end.code === 0)) return null;
  const counts = countsText(run.counts);
  return ['the build failed', counts === '' ? endText(run) : counts];
}

/** Many desktops read markup in a notification; C++ names are full of what looks like it. */
function plain(text: string, length: number): string {
  const lines = text.split('\n').map((line) => visibleText(line, length));
  return lines.join('\n').replaceAll('&', '＆').replaceAll('<', '‹').replaceAll('>', '›');
}
