import { DropdownMenu } from 'radix-ui';
import { type ReactNode, useEffect, useState } from 'react';
import type { LibraryState } from '../../electron/contract/session-state.ts';
import { shownJson } from '../../electron/ctypes/show-value.ts';
import { dispatch } from '../state/store.ts';
import { copyCall, copyChoices } from './copy-call.ts';
import type { ShownResult } from './shown-result.ts';
import type { CallForm } from './use-call-form.ts';

const thanksMs = 1400;

/** The call in the form as a text for another program, and its result as JSON. */
export function CopyAsMenu({
  library,
  form,
  shown,
}: {
  readonly library: LibraryState;
  readonly form: CallForm;
  readonly shown: ShownResult | null;
}): ReactNode {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), thanksMs);
    return () => clearTimeout(timer);
  }, [copied]);
  const write = (text: string) => void navigator.clipboard.writeText(text).then(() => setCopied(true));
  const copy = (kind: (typeof copyChoices)[number][0]) => {
    const { prototype, source } = form.reading;
    if (form.input === null || prototype === null) return;
    const known = source !== 'hand' && form.draft.prototype === '';
    const outcome = copyCall(kind, { library, input: form.input, prototype, known });
    if (outcome.ok) write(outcome.value);
    else dispatch({ type: 'page:notice-raised', failure: outcome.failure });
  };
  const result = shown?.record.outcome.kind === 'returned' ? shown.record.outcome.value : null;
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger className="button">
        {copied ? 'Copied' : 'Copy as'} <span aria-hidden="true">▾</span>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu narrow-menu" align="start" sideOffset={4} collisionPadding={8}>
          {copyChoices.map(([kind, label]) => (
            <DropdownMenu.Item
              key={kind}
              className="menu-item"
              disabled={form.input === null}
              onSelect={() => copy(kind)}
            >
              {label}
            </DropdownMenu.Item>
          ))}
          <DropdownMenu.Separator className="menu-line" />
          <DropdownMenu.Item
            className="menu-item"
            disabled={result === null}
            onSelect={() => {
              if (result !== null) write(shownJson(result));
            }}
          >
            Result as JSON
          </DropdownMenu.Item>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
