import { endianness } from 'node:os';
import type { HostMachine } from '../elf/loadability.ts';

/** e_machine of the libraries that this process's own loader takes, by Node's name of the architecture. */
const machines: Readonly<Record<string, readonly [machine: number, elfClass: 32 | 64]>> = {
  x64: [62, 64],
  ia32: [3, 32],
  arm64: [183, 64],
  arm: [40, 32],
  riscv64: [243, 64],
  loong64: [258, 64],
  ppc64: [21, 64],
  s390x: [22, 64],
};

/** The machine this process runs on; null for an architecture that is not in the table. */
export function hostMachine(architecture: string = process.arch): HostMachine | null {
  const known = machines[architecture];
  if (!known) return null;
  return { machine: known[0], elfClass: known[1], little: endianness() === 'LE' };
}
