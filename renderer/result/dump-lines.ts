/** One line of a hex dump: sixteen bytes at most. */
export interface DumpLine {
  /** `0x…`, of the first byte. */
  readonly address: string;
  /** `68 65 6c 6c  6f`: two digits a byte, a gap in the middle. */
  readonly hex: string;
  /** Printable ASCII as it is, a dot for the rest. */
  readonly ascii: string;
}

const lineBytes = 16;

/** Bytes written as `68 65 6c` as the lines of a dump that begins at `address`. */
export function hexDump(hex: string, address: string): readonly DumpLine[] {
  const bytes = hex.split(/\s+/).filter((pair) => /^[0-9a-f]{2}$/i.test(pair));
  const start = /^0x[0-9a-f]+$/i.test(address) ? BigInt(address) : 0n;
  const lines: DumpLine[] = [];
  for (let at = 0; at < bytes.length; at += lineBytes) {
    const part = bytes.slice(at, at + lineBytes);
    lines.push({
      address: `0x${(start + BigInt(at)).toString(16).padStart(12, '0')}`,
      hex: [part.slice(0, 8).join(' '), part.slice(8).join(' ')].filter(Boolean).join('  '),
      ascii: part.map(printable).join(''),
    });
  }
  return lines;
}

function printable(pair: string): string {
  const byte = Number.parseInt(pair, 16);
  return byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.';
}
