import { existsSync, readFileSync } from 'node:fs';
import { cpus, loadavg, release, totalmem } from 'node:os';
import { repository } from './programs.ts';

/** What the figures were taken on. */
export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryMb: number;
  readonly system: string;
  readonly kernel: string;
  readonly node: string;
  readonly electron: string;
  readonly koffi: string;
  /** Of the last minute, before the first figure: more than the cores means that others were at work. */
  readonly load: number;
}

/** Describes this machine. */
export function describeMachine(): Machine {
  return {
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    memoryMb: Math.round(totalmem() / 1024 / 1024),
    system: /^PRETTY_NAME="?([^"\n]*)/m.exec(textOf('/etc/os-release'))?.[1] ?? 'unknown',
    kernel: release(),
    node: process.versions.node,
    electron: textOf(`${repository}node_modules/electron/dist/version`).trim() || 'unknown',
    koffi: versionOf('koffi'),
    load: loadavg()[0] ?? 0,
  };
}

function textOf(path: string): string {
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}

function versionOf(packageName: string): string {
  return (
    /"version":\s*"([^"]*)"/.exec(textOf(`${repository}node_modules/${packageName}/package.json`))?.[1] ??
    'unknown'
  );
}
