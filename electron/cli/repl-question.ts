import { type Outcome, succeed } from '../contract/failure.ts';
import type { Prototype } from '../contract/prototype.ts';
import { encodeArgument, encodeArguments, parameterLabel } from '../ctypes/encode-arguments.ts';
import { parsePrototype } from '../ctypes/parse-prototype.ts';
import type { LineInput } from './line-input.ts';

/** What to call, and how its arguments are asked for. */
export interface Question {
  readonly symbol: string;
  readonly prototype: string;
  /** Asks until every argument fits, `tellReason` in between; null at the end of the input. */
  readonly ask: (input: LineInput, tellReason: (reason: string) => void) => Promise<readonly string[] | null>;
}

/** A whole prototype asks for its own arguments; a name alone is the article's function of two numbers. */
export function questionFor(line: string): Outcome<Question> {
  const text = line.trim();
  if (text.includes('(')) {
    const prototype = parsePrototype(text);
    return prototype.ok ? succeed(byParameter(text, prototype.value)) : prototype;
  }
  const [name = '', ...numbers] = text.split(/\s+/);
  return succeed(ofTwoNumbers(name, numbers));
}

const twoNumbers: Prototype = {
  name: 'article',
  result: integer(),
  variadic: false,
  records: [],
  parameters: [
    { name: 'first number', type: integer() },
    { name: 'second number', type: integer() },
  ],
};

function integer() {
  return { kind: 'integer', spelling: 'int', bits: 32, signed: true, character: false } as const;
}

/** Any mangled or odd name works: the types are stated apart from the name. */
function ofTwoNumbers(symbol: string, typedAhead: readonly string[]): Question {
  return {
    symbol,
    prototype: 'int function(int a, int b)',
    ask: async (input, tellReason) => {
      let numbers = [...typedAhead];
      let question = 'Input two numbers: ';
      for (;;) {
        const line = numbers.length >= 2 ? '' : await input.ask(question);
        if (line === null) return null;
        numbers = [...numbers, ...line.split(/\s+/).filter((word) => word !== '')];
        question = '';
        if (numbers.length < 2 && encodesSoFar(numbers)) continue;
        const encoded = encodeArguments(twoNumbers, numbers);
        if (encoded.ok) return numbers;
        tellReason(`${encoded.failure.message}. Two whole numbers, please, such as: 3 4`);
        numbers = [];
        question = 'Input two numbers: ';
      }
    },
  };
}

function encodesSoFar(numbers: readonly string[]): boolean {
  return numbers.every((text) => encodeArgument(twoNumbers, 0, text).ok);
}

function byParameter(text: string, prototype: Prototype): Question {
  return {
    symbol: prototype.name,
    prototype: text,
    ask: async (input, tellReason) => {
      const values: string[] = [];
      for (const index of prototype.parameters.keys()) {
        const value = await askForOne(prototype, index, { input, tellReason });
        if (value === null) return null;
        values.push(value);
      }
      return values;
    },
  };
}

async function askForOne(
  prototype: Prototype,
  index: number,
  talk: { readonly input: LineInput; readonly tellReason: (reason: string) => void },
): Promise<string | null> {
  const parameter = prototype.parameters[index];
  const label = parameterLabel(parameter, index);
  for (;;) {
    const line = await talk.input.ask(`${label} (${parameter?.type.spelling ?? ''}): `);
    if (line === null) return null;
    const encoded = encodeArgument(prototype, index, line);
    if (encoded.ok) return line;
    talk.tellReason(`${encoded.failure.message}.`);
  }
}
