import { readFileSync } from 'node:fs';

/** One line of /proc/self/maps (proc(5)). */
export interface Mapping {
  readonly start: bigint;
  readonly end: bigint;
  readonly executable: boolean;
  /** `dev:inode` of the file behind it; `00:00:0` for anonymous memory. */
  readonly file: string;
}

const line = /^([0-9a-f]+)-([0-9a-f]+) (\S{4}) [0-9a-f]+ (\S+) (\d+)/;

/** The mapping that holds `address`; null when there is none, undefined when the maps cannot be read (no descriptor left). */
export function mappingAt(address: bigint): Mapping | null | undefined {
  const text = readMaps();
  if (text === undefined) return undefined;
  for (const row of text.split('\n')) {
    const [, start, end, permissions, device, inode] = line.exec(row) ?? [];
    if (start === undefined || end === undefined) continue;
    const mapping = {
      start: BigInt(`0x${start}`),
      end: BigInt(`0x${end}`),
      executable: permissions?.[2] === 'x',
      file: `${device}:${inode}`,
    };
    if (address >= mapping.start && address < mapping.end) return mapping;
  }
  return null;
}

function readMaps(): string | undefined {
  try {
    return readFileSync('/proc/self/maps', 'utf8');
  } catch {
    return undefined;
  }
}
