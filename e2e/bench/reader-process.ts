import { readFileSync, writeFileSync } from 'node:fs';
import { forkReader } from '../../electron/processes/fork-transport.ts';
import { type ClosableReader, createReaderClient } from '../../electron/processes/reader-client.ts';
import { samplePath } from '../../native-samples/samples.ts';
import { readerPath } from './programs.ts';

export interface StartedReader {
  readonly reader: ClosableReader;
  readonly pid: () => number;
}

/** A reader in a process of its own that has answered once, and has read no large library yet. */
export async function startReader(): Promise<StartedReader> {
  let pid: () => number = () => 0;
  const reader = createReaderClient(() => {
    const transport = forkReader(readerPath);
    pid = () => transport.pid ?? 0;
    return transport;
  });
  await reader.inspect({ path: samplePath('libctest') });
  return { reader, pid: () => pid() };
}

/** What a process holds in memory now, in MB. */
export function residentMb(pid: number): number {
  return statusMb(pid, 'VmRSS');
}

/** The most that a process held in memory since `forgetPeak`, in MB. */
export function peakResidentMb(pid: number): number {
  return statusMb(pid, 'VmHWM');
}

/** Lets the peak begin anew at what the process holds now (proc(5), clear_refs). */
export function forgetPeak(pid: number): void {
  writeFileSync(`/proc/${pid}/clear_refs`, '5');
}

function statusMb(pid: number, field: string): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(status)?.[1]) / 1000;
}
