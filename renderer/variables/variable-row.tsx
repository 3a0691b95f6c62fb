import type { ReactNode } from 'react';
import type { ShownVariable } from '../../electron/contract/state-view.ts';
import { carryLimit, type StateChoices } from '../../electron/contract/variables.ts';
import { Shape } from '../ui/shape.tsx';
import { clippedText } from '../ui/visible-text.ts';
import { changedSign, fateSigns } from '../wording/fate-wording.ts';
import { formatBytes } from '../wording/quantity.ts';
import { chooseState } from './choose-state.ts';
import { VariableDetails } from './variable-details.tsx';

/** One variable on one line; its value opens as a tree. */
export function VariableRow({
  libraryId,
  variable,
  choices,
  open,
  onToggle,
}: {
  readonly libraryId: string;
  readonly variable: ShownVariable;
  readonly choices: StateChoices;
  readonly open: boolean;
  readonly onToggle: () => void;
}): ReactNode {
  const { key, name, type, size, location, threadLocal } = variable;
  const isCarried = choices.carry.includes(key);
  const file = location?.file.split('/').at(-1);
  return (
    <>
      <tr data-fate={variable.fate ?? (variable.changed ? 'changed' : '')}>
        <td title={clippedText(name, 1000)}>
          <button type="button" className="row-button" aria-expanded={open} onClick={onToggle}>
            {clippedText(name, 200)}
          </button>
        </td>
        <td className="mono dim" title={clippedText(type ?? 'not known without debug information', 1000)}>
          {type === null ? formatBytes(size) : clippedText(type, 120)}
        </td>
        <td title={clippedText(valueText(variable), 1000)}>
          <code className={variable.value === null ? 'faint' : ''}>
            {clippedText(valueText(variable), 200)}
          </code>
        </td>
        <td
          className="dim"
          title={location === null ? '' : `${clippedText(location.file, 600)}:${location.line}`}
        >
          {location === null || file === undefined ? '' : `${clippedText(file, 80)}:${location.line}`}
        </td>
        <td>
          <Fate variable={variable} />
        </td>
        <td>
          <input
            type="checkbox"
            aria-label={`Carry ${clippedText(name, 200)}`}
            checked={isCarried}
            disabled={threadLocal || (!isCarried && choices.carry.length >= carryLimit)}
            onChange={() => chooseState(libraryId, { kind: 'carry', key, carried: !isCarried })}
          />
        </td>
      </tr>
      {open ? (
        <tr className="details">
          <td colSpan={6}>
            <VariableDetails libraryId={libraryId} variable={variable} onClose={onToggle} />
          </td>
        </tr>
      ) : null}
    </>
  );
}

function valueText({ value, threadLocal, address, size }: ShownVariable): string {
  if (value !== null) return value.text;
  if (threadLocal && address === null) return 'one in each thread';
  return address === null ? 'not found by the loader' : `${formatBytes(size)} at ${address}`;
}

function Fate({ variable: { fate, changed, elsewhere } }: { readonly variable: ShownVariable }): ReactNode {
  const sign = fate !== null ? fateSigns[fate] : changed ? changedSign : null;
  if (sign === null) return null;
  const place = elsewhere === null ? '' : ` It lies in ${clippedText(elsewhere, 600)}.`;
  return (
    <span className="verdict" title={`${sign.meaning}${place}`}>
      <Shape shape={sign.shape} tone={sign.tone} /> {sign.label}
    </span>
  );
}
