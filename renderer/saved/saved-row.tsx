import type { ReactNode } from 'react';
import type { SavedValue } from '../../electron/contract/shown-value.ts';
import { MemoryView } from '../result/memory-view.tsx';
import { ask } from '../state/intents.ts';
import { pageApi } from '../state/page-api.ts';
import { Shape } from '../ui/shape.tsx';
import { clippedText } from '../ui/visible-text.ts';
import { addressIn } from './saved-address.ts';

/** One saved value, with the memory it points to when that is looked at. */
export function SavedRow({
  libraryId,
  value,
  viewed,
  onView,
}: {
  readonly libraryId: string;
  readonly value: SavedValue;
  readonly viewed: boolean;
  readonly onView: () => void;
}): ReactNode {
  const address = value.dead === null ? addressIn(value) : null;
  return (
    <>
      <tr className={value.dead === null ? '' : 'saved-dead'} data-dead={value.dead !== null}>
        <td className="mono">${value.name}</td>
        <td className="mono dim" title={clippedText(value.type)}>
          {clippedText(value.type, 120)}
        </td>
        <td title={clippedText(value.dead ?? value.text, 1000)}>
          <code>{clippedText(value.text, 200)}</code>
          {value.dead === null ? null : (
            <span className="tone-warn saved-why">
              {' '}
              <Shape shape="triangle" tone="warn" /> {clippedText(value.dead, 300)}
            </span>
          )}
        </td>
        <td className="dim" title={clippedText(value.origin)}>
          {clippedText(value.origin, 120)}
        </td>
        <td className="dim">#{value.generation}</td>
        <td className="right">
          {address === null ? null : (
            <button
              type="button"
              className="mini-button"
              aria-label={`View $${value.name}`}
              aria-expanded={viewed}
              onClick={onView}
            >
              View
            </button>
          )}{' '}
          <button
            type="button"
            className="mini-button"
            aria-label={`Forget $${value.name}`}
            onClick={() => void ask(pageApi.request['call:forget-value']({ libraryId, name: value.name }))}
          >
            Forget
          </button>
        </td>
      </tr>
      {viewed && address !== null ? (
        <tr className="details">
          <td colSpan={6}>
            <MemoryView libraryId={libraryId} address={address} pointerType={value.type} onClose={onView} />
          </td>
        </tr>
      ) : null}
    </>
  );
}
