import { readFileSync } from 'node:fs';

/** One line of /proc/self/maps (proc(5)). */
export interface Mapping {
  readonly start: bigint;
  readonly end: bigint;
  readonly executable: boolean;
  readonly writable: boolean;
  /** Offset in the file, in bytes. */
  readonly offset: bigint;
  /** `dev:inode` of the file behind it; `00:00:0` for anonymous memory. */
  readonly file: string;
  /** As the kernel writes it: a newline is `\012`, and ` (deleted)` follows a file that has no name any more. Empty for anonymous memory. */
  readonly path: string;
}

const line = /^([0-9a-f]+)-([0-9a-f]+) (\S{4}) ([0-9a-f]+) (\S+) (\d+)\s*(.*)/;

/** The mapping that holds `address`; null when there is none, undefined when the maps cannot be read (no descriptor left). */
export function mappingAt(address: bigint): Mapping | null | undefined {
  const text = readMaps();
  if (text === undefined) return undefined;
  const wanted = Number(address);
  // A program such as Electron has thousands of lines: all but one are only compared. User space ends below 2^53.
  for (const row of text.split('\n')) {
    const dash = row.indexOf('-');
    if (Number.parseInt(row.slice(0, dash), 16) > wanted) continue;
    if (Number.parseInt(row.slice(dash + 1, row.indexOf(' ')), 16) > wanted) return parseRow(row);
  }
  return null;
}

/** All mappings of this process, by address; undefined when they cannot be read. */
export function readMappings(): readonly Mapping[] | undefined {
  const text = readMaps();
  if (text === undefined) return undefined;
  const mappings: Mapping[] = [];
  for (const row of text.split('\n')) {
    const mapping = parseRow(row);
    if (mapping !== null) mappings.push(mapping);
  }
  return mappings;
}

function parseRow(row: string): Mapping | null {
  const [, start, end, permissions, offset, device, inode, path] = line.exec(row) ?? [];
  if (start === undefined || end === undefined) return null;
  return {
    start: BigInt(`0x${start}`),
    end: BigInt(`0x${end}`),
    executable: permissions?.[2] === 'x',
    writable: permissions?.[1] === 'w',
    offset: BigInt(`0x${offset}`),
    file: `${device}:${inode}`,
    path: path ?? '',
  };
}

function readMaps(): string | undefined {
  try {
    return readFileSync('/proc/self/maps', 'utf8');
  } catch {
    return undefined;
  }
}
