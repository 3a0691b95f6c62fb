import type { Session } from 'electron';
import { pageOrigin } from './page-address.ts';

/** What the page may ask the system for: writing text to the clipboard, nothing else. */
export function isAllowedPermission(permission: string, origin: string): boolean {
  return permission === 'clipboard-sanitized-write' && originOf(origin) === pageOrigin;
}

/** Everything the window may load: its own page, and the developer tools where they exist. */
export function isAllowedAddress(url: string, developerTools: boolean): boolean {
  return url.startsWith(`${pageOrigin}/`) || (developerTools && url.startsWith('devtools://'));
}

function originOf(url: string): string {
  return url.startsWith(`${pageOrigin}/`) ? pageOrigin : url;
}

/** Closes a session's doors: no network, no permissions, no devices, no downloads, no spell checker (it downloads). */
export function closeSession(session: Session, developerTools: boolean): void {
  session.webRequest.onBeforeRequest((details, decide) => {
    decide({ cancel: !isAllowedAddress(details.url, developerTools) });
  });
  session.setPermissionRequestHandler((_contents, permission, decide, details) => {
    decide(isAllowedPermission(permission, details.requestingUrl));
  });
  session.setPermissionCheckHandler((_contents, permission, origin) =>
    isAllowedPermission(permission, origin),
  );
  session.setDevicePermissionHandler(() => false);
  session.setCertificateVerifyProc((_request, decide) => decide(-2));
  session.setSpellCheckerEnabled(false);
  session.on('will-download', (event) => event.preventDefault());
}
