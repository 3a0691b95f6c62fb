import { DropdownMenu } from 'radix-ui';
import type { ReactNode } from 'react';
import { openRecent, openSample } from '../state/intents.ts';
import { dispatch, useSelector } from '../state/store.ts';
import { clippedText } from '../ui/visible-text.ts';
import { shortenFolder } from '../wording/quantity.ts';

const recentShown = 15;

/** The files opened before; not modal, since a modal menu would put a style element into the page. */
export function RecentMenu(): ReactNode {
  const recent = useSelector((state) => state.snapshot?.recent);
  const home = useSelector((state) => state.snapshot?.homeDirectory);
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger className="tabs-open tabs-recent" aria-label="Recent files">
        <svg viewBox="0 0 10 10" width="9" height="9" aria-hidden="true">
          <path d="M1 3l4 4 4-4" fill="none" stroke="currentColor" strokeWidth="1.6" />
        </svg>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu" align="start" sideOffset={4} collisionPadding={8}>
          <DropdownMenu.Label className="menu-label">
            {recent === undefined || recent.length === 0 ? 'No recent files yet' : 'Recent files'}
          </DropdownMenu.Label>
          {recent?.slice(0, recentShown).map((file) => (
            <DropdownMenu.Item
              key={file.id}
              className="menu-item"
              disabled={!file.exists}
              title={clippedText(file.path)}
              onSelect={() => openRecent(file.id)}
            >
              <span className="mono">{clippedText(file.path.slice(file.path.lastIndexOf('/') + 1), 80)}</span>
              <span className="faint clip">
                {file.exists
                  ? clippedText(shortenFolder(file.path.slice(0, file.path.lastIndexOf('/')), home))
                  : 'not there any more'}
              </span>
            </DropdownMenu.Item>
          ))}
          <DropdownMenu.Separator className="menu-line" />
          <DropdownMenu.Item className="menu-item" onSelect={openSample}>
            Open the sample
          </DropdownMenu.Item>
          {recent === undefined || recent.length === 0 ? null : (
            <DropdownMenu.Item
              className="menu-item"
              onSelect={() => dispatch({ type: 'page:dialog-changed', dialog: 'clear-recent' })}
            >
              Forget recent files…
            </DropdownMenu.Item>
          )}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
