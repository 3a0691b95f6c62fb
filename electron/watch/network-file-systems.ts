/**
 * File systems whose changes may be made elsewhere and send no events here, by the magic number of statfs(2):
 * NFS, SMB, CIFS, SMB2, 9p (WSL drives), FUSE, Ceph, AFS, VirtualBox and Hyper-V shares.
 */
const withoutEvents: ReadonlySet<number> = new Set([
  0x6969, 0x517b, 0xff534d42, 0xfe534d42, 0x01021997, 0x65735546, 0x00c36400, 0x5346414f, 0x786f4256,
]);

/** True when events of that file system cannot be relied on. */
export function sendsNoEvents(fileSystemType: number): boolean {
  return withoutEvents.has(fileSystemType);
}
