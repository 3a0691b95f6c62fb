import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { junitXml } from './junit.ts';
import type { PinnedReport } from './pinned-report.ts';

function report(change: Partial<PinnedReport>): PinnedReport {
  const call = { name: 'add(3, 4)', symbol: 'add', prototype: 'int add(int, int)', arguments: ['3', '4'] };
  return { ...call, expected: '7', state: 'pass', ...change };
}

const run = { library: 'libsum.so', build: '3fa2', startedAtMs: Date.UTC(2026, 0, 2, 3, 4, 5) };

test('each state has its element, and the figures are counted', () => {
  const xml = junitXml({
    ...run,
    reports: [
      report({ durationNs: 5800, text: '7' }),
      report({ state: 'fail', reason: 'Expected 7, got 12.', text: '12', durationNs: 1_000_000 }),
      report({ state: 'fault', reason: 'The runner was ended by SIGSEGV during the call.' }),
      report({ state: 'stale', reason: 'There is no add.' }),
      report({ state: 'ran', expected: null, stdout: 'hi\n' }),
      report({ state: 'not-run', expected: null, reason: 'There is no add.' }),
    ],
  });
  expect(xml).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="dlscope" tests="6" failures="1" errors="2" skipped="1" time="0.001005800">
  <testsuite name="libsum.so" tests="6" failures="1" errors="2" skipped="1" time="0.001005800" timestamp="2026-01-02T03:04:05">
    <properties>
      <property name="build" value="3fa2"/>
    </properties>
    <testcase classname="libsum.so" name="add(3, 4)" time="0.000005800"/>
    <testcase classname="libsum.so" name="add(3, 4)" time="0.001000000">
      <failure message="Expected 7, got 12." type="fail">add(3, 4)
expected: 7
got: 12</failure>
    </testcase>
    <testcase classname="libsum.so" name="add(3, 4)" time="0.000000000">
      <error message="The runner was ended by SIGSEGV during the call." type="fault">add(3, 4)
expected: 7</error>
    </testcase>
    <testcase classname="libsum.so" name="add(3, 4)" time="0.000000000">
      <error message="There is no add." type="stale">add(3, 4)
expected: 7</error>
    </testcase>
    <testcase classname="libsum.so" name="add(3, 4)" time="0.000000000">
      <system-out>hi
</system-out>
    </testcase>
    <testcase classname="libsum.so" name="add(3, 4)" time="0.000000000">
      <skipped message="There is no add."/>
    </testcase>
  </testsuite>
</testsuites>
`);
});

describe('whatever a library writes', () => {
  const wild = `<![CDATA[ & "'>]]> \u001b[31m\0\u0008 \ufffe \ud800 é 😀\r\n\ttab\u0085`;

  test('is escaped, and what XML forbids is written out', () => {
    const xml = junitXml({ ...run, reports: [report({ name: wild, stdout: wild })] });
    expect(xml).toContain(
      'name="&lt;![CDATA[ &amp; &quot;\'&gt;]]&gt; \\u{1b}[31m\\u{0}\\u{8} \\u{fffe} \\u{d800} é 😀&#13;&#10;&#9;tab\u0085"',
    );
    expect(xml).toContain("<system-out>&lt;![CDATA[ &amp; &quot;'&gt;]]&gt; \\u{1b}");
    const allowed = /^[\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]*$/u;
    expect(allowed.test(xml)).toBe(true);
  });

  test('is read back by an XML parser as it was written', () => {
    const name = `a<b>&"c'\r\n\té😀`;
    const xml = junitXml({ ...run, reports: [report({ name, state: 'fail', reason: name, stdout: name })] });
    const program =
      'import sys, json, xml.etree.ElementTree as E; c = E.fromstring(sys.stdin.buffer.read()).find(".//testcase");' +
      'print(json.dumps([c.get("name"), c.find("failure").get("message"), c.find("system-out").text]))';
    const read = execFileSync('python3', ['-c', program], { input: xml, encoding: 'utf8' });
    expect(JSON.parse(read)).toEqual([name, name, name]);
  });
});
