import { DropdownMenu } from 'radix-ui';
import type { ReactElement, ReactNode } from 'react';
import type { PrototypeSuggestion } from '../../electron/contract/prototype.ts';
import { Hint } from '../ui/hint.tsx';
import { clippedText } from '../ui/visible-text.ts';
import { locationText, sourceMeanings, sourceNames } from '../wording/source-wording.ts';
import type { PrototypeInUse } from './use-prototype.ts';

/** Tells where the prototype in the field comes from; a menu where there are several to choose among. */
export function SourceBadge({
  reading,
  onChoose,
}: {
  readonly reading: PrototypeInUse;
  /** Gets the text of the chosen one, '' for the best, which then follows each new build. */
  readonly onChoose: (text: string) => void;
}): ReactNode {
  const { source, suggestion, suggestions } = reading;
  if (source === null) return null;
  const meaning = (
    <>
      {sourceMeanings[source]}
      {suggestion?.location
        ? `\n${clippedText(suggestion.location.file, 300)}:${suggestion.location.line}`
        : ''}
    </>
  );
  const words = <BadgeWords source={source} suggestion={suggestion} />;
  const others = suggestions.filter((known) => known !== suggestion);
  if (others.length === 0) {
    return (
      <Hint text={meaning}>
        <span className={`source-badge source-${source}`}>{words}</span>
      </Hint>
    );
  }
  return (
    <SourceMenu reading={reading} onChoose={onChoose}>
      <DropdownMenu.Trigger
        className={`source-badge source-${source}`}
        title={sourceMeanings[source]}
        aria-label={`Source of the prototype: ${sourceNames[source]}`}
      >
        {words} <span aria-hidden="true">▾</span>
      </DropdownMenu.Trigger>
    </SourceMenu>
  );
}

function BadgeWords({
  source,
  suggestion,
}: {
  readonly source: NonNullable<PrototypeInUse['source']>;
  readonly suggestion: PrototypeSuggestion | null;
}): ReactNode {
  if (source === 'hand') {
    return (
      <>
        typed<span className="source-more"> by hand</span>
      </>
    );
  }
  const location = suggestion?.location ?? null;
  return (
    <>
      {sourceNames[source]}
      {location === null ? null : <span className="source-more"> · {locationText(location)}</span>}
    </>
  );
}

function SourceMenu({
  reading,
  onChoose,
  children,
}: {
  readonly reading: PrototypeInUse;
  readonly onChoose: (text: string) => void;
  readonly children: ReactElement;
}): ReactNode {
  const { suggestions, suggestion } = reading;
  return (
    <DropdownMenu.Root modal={false}>
      {children}
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu" align="end" sideOffset={4} collisionPadding={8}>
          <DropdownMenu.Label className="menu-label">Prototype from</DropdownMenu.Label>
          <DropdownMenu.RadioGroup
            value={suggestion?.text ?? ''}
            onValueChange={(text) => onChoose(text === suggestions[0]?.text ? '' : text)}
          >
            {suggestions.map((known) => (
              <DropdownMenu.RadioItem
                key={`${known.source} ${known.text}`}
                className="menu-item"
                value={known.text}
              >
                <span className="menu-check" aria-hidden="true">
                  <DropdownMenu.ItemIndicator>✓</DropdownMenu.ItemIndicator>
                </span>
                <span>
                  {sourceNames[known.source]}
                  {known.location === null ? '' : ` · ${locationText(known.location)}`}
                </span>
                <code className="faint clip">{clippedText(known.text, 160)}</code>
              </DropdownMenu.RadioItem>
            ))}
          </DropdownMenu.RadioGroup>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
