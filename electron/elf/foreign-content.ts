const magics: readonly { readonly bytes: readonly number[]; readonly what: string }[] = [
  { bytes: [...'!<arch>\n'].map((c) => c.charCodeAt(0)), what: 'an archive of object files (.a)' },
  { bytes: [...'!<thin>\n'].map((c) => c.charCodeAt(0)), what: 'a thin archive of object files (.a)' },
  { bytes: [0x4d, 0x5a], what: 'a Windows executable or library' },
  { bytes: [0xcf, 0xfa, 0xed, 0xfe], what: 'a macOS (Mach-O) library' },
  { bytes: [0xce, 0xfa, 0xed, 0xfe], what: 'a macOS (Mach-O) library' },
  { bytes: [0xca, 0xfe, 0xba, 0xbe], what: 'a Java class or a macOS universal library' },
  { bytes: [0x00, 0x61, 0x73, 0x6d], what: 'a WebAssembly module' },
  { bytes: [0x42, 0x43, 0xc0, 0xde], what: 'LLVM bitcode' },
  { bytes: [0x1f, 0x8b], what: 'a gzip-compressed file' },
  { bytes: [0x50, 0x4b, 0x03, 0x04], what: 'a zip archive' },
];

/**
 * Null when the bytes begin with the ELF magic number, else one sentence that says what the file is instead.
 * `start` is the beginning of the file, up to a few kilobytes.
 */
export function describeForeignContent(start: Uint8Array): string | null {
  if (startsWith(start, [0x7f, 0x45, 0x4c, 0x46])) {
    return start.length < 16 ? `The file ends after ${start.length} bytes, inside the ELF magic.` : null;
  }
  if (start.length === 0) return 'The file is empty.';
  const magic = magics.find((known) => startsWith(start, known.bytes));
  if (magic) return `The file is ${magic.what}, not an ELF library.`;
  if (start.every((byte) => byte === 0)) return 'The file begins with zeros: it is not written yet.';
  if (!isText(start)) return 'The file does not begin with the ELF magic number.';
  return describeText(new TextDecoder().decode(start));
}

/** A `.so` of a development package is often a short script for the linker that names the real library. */
function describeText(text: string): string {
  const command = /(?:^|\s|\*\/)(?:GROUP|INPUT)\s*\(\s*([^\s()]{1,1024})/.exec(text);
  if (command) return `The file is a linker script (text); the library it stands for is ${command[1]}.`;
  if (text.startsWith('/* GNU ld script')) return 'The file is a linker script (text), not a library.';
  return 'The file is text, not an ELF library.';
}

function startsWith(bytes: Uint8Array, prefix: readonly number[]): boolean {
  return bytes.length >= prefix.length && prefix.every((byte, index) => bytes[index] === byte);
}

function isText(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte >= 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d);
}
