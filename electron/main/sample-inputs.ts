import type { CallInput } from '../contract/call-record.ts';

/** What the sample's functions look like and something to try them with; known here until debug information tells it. */
const inputs: readonly CallInput[] = [
  { symbol: 'add', prototype: 'int add(int a, int b)', arguments: ['3', '4'] },
  { symbol: 'multiply', prototype: 'int multiply(int a, int b)', arguments: ['6', '7'] },
  { symbol: 'half', prototype: 'double half(double value)', arguments: ['5'] },
  { symbol: 'greet', prototype: 'const char *greet(const char *name)', arguments: ['world'] },
  { symbol: 'say', prototype: 'void say(const char *text)', arguments: ['Hello from the library'] },
  { symbol: 'count_calls', prototype: 'int count_calls(void)', arguments: [] },
  { symbol: 'boom', prototype: 'int boom(void)', arguments: [] },
  { symbol: 'spin', prototype: 'void spin(void)', arguments: [] },
  { symbol: 'quit_now', prototype: 'void quit_now(void)', arguments: [] },
  { symbol: 'give_up', prototype: 'void give_up(void)', arguments: [] },
];

/** The drafts and the selected symbol with which the sample opens for the first time. */
export const sampleStart = {
  selectedSymbol: 'add',
  drafts: Object.fromEntries(inputs.map((input) => [input.symbol, input])),
} as const;
