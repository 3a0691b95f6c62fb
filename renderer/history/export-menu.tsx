import { DropdownMenu } from 'radix-ui';
import type { ReactNode } from 'react';
import type { HistoryRow } from '../../electron/contract/history-row.ts';
import type { HistoryFormat } from '../../electron/contract/ipc.ts';
import { ask } from '../state/intents.ts';
import { pageApi } from '../state/page-api.ts';
import { dispatch } from '../state/store.ts';
import { countOf, formatCount } from '../wording/quantity.ts';

const formats: readonly (readonly [HistoryFormat, string])[] = [
  ['json', 'JSON'],
  ['csv', 'CSV'],
];

/** Writes all entries, or those that the filter shows, to a file; main asks where. */
export function ExportMenu({
  libraryId,
  total,
  shown,
}: {
  readonly libraryId: string;
  /** How many entries are kept. */
  readonly total: number;
  /** What the filter leaves; null without a filter. */
  readonly shown: readonly HistoryRow[] | null;
}): ReactNode {
  const write = async (format: HistoryFormat, entryIds: string[] | null) => {
    const outcome = await ask(pageApi.request['history:export']({ libraryId, format, entryIds }));
    if (!outcome.ok || outcome.value === null) return;
    const { count, path } = outcome.value;
    const message = `${countOf(count, 'entry was', 'entries were')} exported.`;
    dispatch({ type: 'page:file-written', written: { message, path } });
  };
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger className="mini-button">Export…</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu narrow-menu" align="end" sideOffset={4} collisionPadding={8}>
          {shown === null
            ? null
            : formats.map(([format, name]) => (
                <DropdownMenu.Item
                  key={format}
                  className="menu-item"
                  disabled={shown.length === 0}
                  onSelect={() =>
                    void write(
                      format,
                      shown.map(({ id }) => id),
                    )
                  }
                >
                  The {formatCount(shown.length)} shown as {name}…
                </DropdownMenu.Item>
              ))}
          {shown === null ? null : <DropdownMenu.Separator className="menu-line" />}
          {formats.map(([format, name]) => (
            <DropdownMenu.Item key={format} className="menu-item" onSelect={() => void write(format, null)}>
              {total === 1 ? 'The one entry' : `All ${countOf(total, 'entry', 'entries')}`} as {name}…
            </DropdownMenu.Item>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
