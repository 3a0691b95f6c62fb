import type { CallRecord } from '../../electron/contract/call-record.ts';

/** The records whose name, prototype, arguments or result contain every word. */
export function filterCalls(records: readonly CallRecord[], search: string): readonly CallRecord[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return records;
  return records.filter((record) => {
    const text = searchedText(record);
    return words.every((word) => text.includes(word));
  });
}

function searchedText({ input, outcome, generation }: CallRecord): string {
  const result =
    outcome.kind === 'returned'
      ? `${outcome.text} ${outcome.type} ${outcome.stdout.text} ${outcome.stderr.text}`
      : outcome.kind === 'failed'
        ? `${outcome.failure.message} ${outcome.failure.detail ?? ''}`
        : `${outcome.fault.kind === 'signal' ? outcome.fault.signal : outcome.fault.kind} ${outcome.stderr.text}`;
  return `${input.symbol} ${input.prototype} ${input.arguments.join(' ')} ${result} #${generation}`.toLowerCase();
}
