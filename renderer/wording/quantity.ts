/** 16486n → `16.1 KB` (1 KB is 1024 bytes). */
export function formatBytes(bytes: bigint | number): string {
  const count = Number(bytes);
  if (count < 1024) return `${count} B`;
  const units = ['KB', 'MB', 'GB', 'TB'];
  let value = count / 1024;
  let unit = 0;
  while (value >= 1023.95 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${value.toFixed(value < 100 ? 1 : 0)} ${units[unit]}`;
}

/** Nanoseconds as people read them: `41 ns`, `1.2 µs`, `18 ms`, `3.4 s`. */
export function formatNanoseconds(durationNs: number): string {
  if (durationNs < 1000) return `${Math.round(durationNs)} ns`;
  if (durationNs < 1e6) return `${significant(durationNs / 1e3)} µs`;
  if (durationNs < 1e9) return `${significant(durationNs / 1e6)} ms`;
  return `${significant(durationNs / 1e9)} s`;
}

/** Milliseconds as people read them; below one millisecond in microseconds. */
export function formatMilliseconds(durationMs: number): string {
  if (durationMs <= 0) return '0 ms';
  return durationMs < 1 ? `${Math.round(durationMs * 1000)} µs` : formatNanoseconds(durationMs * 1e6);
}

function significant(value: number): string {
  return value < 10 ? value.toFixed(1) : Math.round(value).toString();
}

// Put together by hand: long lists show hundreds of times, and `toLocaleTimeString` takes a tenth of a millisecond for each.
const twoDigits = (value: number) => String(value).padStart(2, '0');

/** 14:02:31 in the local time. */
export function formatClock(atMs: number): string {
  const date = new Date(atMs);
  return [date.getHours(), date.getMinutes(), date.getSeconds()].map(twoDigits).join(':');
}

/** `2026-03-04 12:30:05` in the local time. */
export function formatDateAndClock(atMs: number): string {
  const date = new Date(atMs);
  const day = [date.getFullYear(), twoDigits(date.getMonth() + 1), twoDigits(date.getDate())].join('-');
  return `${day} ${formatClock(atMs)}`;
}

/** The day of a moment in the local time, to be compared with others. */
export function dayOf(atMs: number): string {
  return new Date(atMs).toDateString();
}

/** The clock today, the date before it on other days; `today` is from `dayOf`. */
export function formatMoment(atMs: number, today: string): string {
  return dayOf(atMs) === today ? formatClock(atMs) : formatDateAndClock(atMs);
}

/** The same for a narrow column: `12:30:05` today, `03-04 12:30` this year, `2025-03-04` before. */
export function formatShortMoment(atMs: number, today: string): string {
  if (dayOf(atMs) === today) return formatClock(atMs);
  const [day = '', clock = ''] = formatDateAndClock(atMs).split(' ');
  const isThisYear = today.endsWith(day.slice(0, 4));
  return isThisYear ? `${day.slice(5)} ${clock.slice(0, 5)}` : day;
}

/** Nanoseconds since the epoch as milliseconds. */
export function nanosecondsToMs(ns: bigint): number {
  return Number(ns / 1_000_000n);
}

/** `1 export`, `12 exports`, `46,013 exports`. */
export function countOf(count: number, one: string, many: string = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

/** 46013 → `46,013`. */
export function formatCount(count: number): string {
  return count.toLocaleString('en-US');
}

/** The first eight digits of a build-id or hash. */
export function shortBuild(build: string): string {
  return build.length > 8 ? build.slice(0, 8) : build;
}

/** `/home/ada/game/build` → `~/game/build`. */
export function shortenFolder(folder: string, home: string | undefined): string {
  if (home === undefined || home === '' || home === '/') return folder;
  if (folder === home) return '~';
  return folder.startsWith(`${home}/`) ? `~${folder.slice(home.length)}` : folder;
}
