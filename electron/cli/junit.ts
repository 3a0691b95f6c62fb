import { isBad, type PinnedReport } from './pinned-report.ts';

/** One run of a file of pinned calls. */
export interface JunitRun {
  /** Name of the library; the `classname` of each case. */
  readonly library: string;
  /** The build-id or hash; null when nothing could be loaded. */
  readonly build: string | null;
  readonly startedAtMs: number;
  readonly reports: readonly PinnedReport[];
}

/** The run as JUnit XML, in the form that Jenkins, GitLab and GitHub's readers take; times are seconds. */
export function junitXml({ library, build, startedAtMs, reports }: JunitRun): string {
  const count = (wanted: (report: PinnedReport) => boolean) => reports.filter(wanted).length;
  const figures = {
    tests: reports.length,
    failures: count(({ state }) => state === 'fail'),
    errors: count((report) => isBad(report) && report.state !== 'fail'),
    skipped: count(({ state }) => state === 'not-run'),
    time: seconds(reports.reduce((sum, { durationNs = 0 }) => sum + durationNs, 0)),
  };
  const timestamp = new Date(startedAtMs).toISOString().slice(0, 19);
  const properties =
    build === null
      ? []
      : [
          '    <properties>',
          `      <property${attributes({ name: 'build', value: build })}/>`,
          '    </properties>',
        ];
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${attributes({ name: 'dlscope', ...figures })}>`,
    `  <testsuite${attributes({ name: library, ...figures, timestamp })}>`,
    ...properties,
    ...reports.map((report) => testCase(library, report)),
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

function testCase(library: string, report: PinnedReport): string {
  const { name, durationNs = 0, stdout = '', stderr = '' } = report;
  const inner = [
    ...outcomeElement(report),
    ...(stdout === '' ? [] : [`<system-out>${escaped(stdout)}</system-out>`]),
    ...(stderr === '' ? [] : [`<system-err>${escaped(stderr)}</system-err>`]),
  ];
  const opening = `    <testcase${attributes({ classname: library, name, time: seconds(durationNs) })}`;
  if (inner.length === 0) return `${opening}/>`;
  return [`${opening}>`, ...inner.map((element) => `      ${element}`), '    </testcase>'].join('\n');
}

const elements = { fail: 'failure', fault: 'error', stale: 'error', 'not-run': 'skipped' } as const;

function outcomeElement(report: PinnedReport): readonly string[] {
  const { state, reason = '', expected } = report;
  if (state === 'pass' || state === 'ran') return [];
  const element = elements[state];
  if (element === 'skipped') return [`<skipped${attributes({ message: reason })}/>`];
  const call = `${report.symbol}(${report.arguments.join(', ')})`;
  const detail = [
    call,
    ...(expected === null ? [] : [`expected: ${expected}`]),
    ...(report.text === undefined ? [] : [`got: ${report.text}`]),
  ];
  return [
    `<${element}${attributes({ message: reason, type: state })}>${escaped(detail.join('\n'))}</${element}>`,
  ];
}

function seconds(ns: number): string {
  return (ns / 1e9).toFixed(9);
}

function attributes(values: Readonly<Record<string, string | number>>): string {
  return Object.entries(values)
    .map(([name, value]) => ` ${name}="${escaped(String(value)).replace(/[\t\n\r]/g, characterReference)}"`)
    .join('');
}

// XML 1.0, 2.2: what a document may not hold, not even as a reference; a surrogate alone is no character.
const forbidden = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;
const markup: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text for an element; what XML forbids is written as `\u{1b}`. */
function escaped(text: string): string {
  return text
    .replace(forbidden, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`)
    .replace(/[&<>"]/g, (mark) => markup[mark] ?? mark)
    .replaceAll('\r', '&#13;');
}

/** A line end in an attribute would be read as a blank. */
function characterReference(character: string): string {
  return `&#${character.charCodeAt(0)};`;
}
