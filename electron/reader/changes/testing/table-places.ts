/** Offsets of the headers, the section headers and the sections of a 64-bit little-endian file (gABI, chapter 4). */
export function tablePlaces(bytes: Uint8Array): readonly number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const table = Number(view.getBigUint64(0x28, true));
  const count = view.getUint16(0x3c, true);
  const headers = Array.from({ length: count }, (_, index) => table + index * 64);
  const sections = headers.flatMap((header) => {
    const offset = Number(view.getBigUint64(header + 24, true));
    const size = Number(view.getBigUint64(header + 32, true));
    // Damage falls within 64 bytes of a place.
    return Array.from({ length: Math.min(Math.ceil(size / 64), 40) }, (_, part) => offset + part * 64);
  });
  return [...headers, ...sections].filter((place) => place >= 0 && place + 8 < bytes.length);
}
