import type { ArgumentValue, PointerValue } from '../../contract/call-value.ts';
import type { CType, Parameter, Prototype, RecordType } from '../../contract/prototype.ts';
import { encodeArgument, encodeArguments } from '../encode-arguments.ts';
import type { EncodeContext } from '../encode-context.ts';

/** Types as tests write them, with the records that they refer to. */
export const voidType: CType = { kind: 'void', spelling: 'void' };
export const int: CType = { kind: 'integer', spelling: 'int', bits: 32, signed: true, character: false };
export const char: CType = { kind: 'integer', spelling: 'char', bits: 8, signed: true, character: true };
export const byte: CType = { kind: 'integer', spelling: 'uint8_t', bits: 8, signed: false, character: false };
export const double: CType = { kind: 'float', spelling: 'double', bits: 64 };
export const bool: CType = { kind: 'bool', spelling: 'bool' };
export const file: CType = { kind: 'opaque', spelling: 'FILE', size: null };
export const color: CType = {
  kind: 'enum',
  spelling: 'enum color',
  bits: 32,
  signed: false,
  constants: [
    { name: 'RED', value: 1n },
    { name: 'GREEN', value: 2n },
    { name: 'BLUE', value: 4n },
  ],
};

export function pointer(to: CType, isConst = false): Extract<CType, { readonly kind: 'pointer' }> {
  return { kind: 'pointer', spelling: `${isConst ? 'const ' : ''}${to.spelling} *`, to, toConst: isConst };
}

export function array(of: CType, count: number): CType {
  return { kind: 'array', spelling: `${of.spelling}[${count}]`, of, count };
}

export function functionType(
  result: CType,
  types: readonly CType[],
): Extract<CType, { readonly kind: 'function' }> {
  const parameters = types.map((type) => ({ name: null, type }));
  return { kind: 'function', spelling: `${result.spelling} (…)`, result, parameters, variadic: false };
}

export const point: CType = { kind: 'record', spelling: 'struct point', record: 0 };
export const config: CType = { kind: 'record', spelling: 'struct config', record: 1 };
export const number: CType = { kind: 'record', spelling: 'union number', record: 2 };
export const hidden: CType = { kind: 'record', spelling: 'struct hidden', record: 3 };
export const node: CType = { kind: 'record', spelling: 'struct node', record: 4 };
export const shape: CType = { kind: 'record', spelling: 'Shape', record: 5 };

const member = (name: string | null, type: CType, offset: number) => ({ name, type, offset, bits: null });

export const records: readonly RecordType[] = [
  record('struct', 'struct point', 8, [member('x', int, 0), member('y', int, 4)]),
  record('struct', 'struct config', 72, [
    member('name', pointer(char, true), 0),
    member('items', array(point, 3), 8),
    member('data', array(char, 8), 32),
    member(null, number, 40),
    { name: 'low', type: int, offset: 48, bits: { offset: 384, size: 3 } },
    member('next', pointer(config), 56),
    member('done', pointer(functionType(int, [pointer(voidType), int])), 64),
  ]),
  record('union', 'union number', 8, [member('i', int, 0), member('d', double, 0)]),
  { ...record('struct', 'struct hidden', 0, []), members: null },
  record('struct', 'struct node', 16, [member('value', int, 0), member('next', pointer(node), 8)]),
  record('class', 'Shape', 16, [
    { ...member('_vptr.Shape', pointer(voidType), 0), artificial: true },
    member('sides', int, 8),
  ]),
];

function record(
  keyword: RecordType['keyword'],
  spelling: string,
  size: number,
  members: NonNullable<RecordType['members']>,
): RecordType {
  return {
    keyword,
    spelling,
    size,
    alignment: size === 8 && spelling !== 'union number' ? 4 : 8,
    members,
    passedByReference: false,
  };
}

export function prototype(types: readonly CType[], variadic = false): Prototype {
  const parameters: readonly Parameter[] = types.map((type, index) => ({ name: 'abc'[index] ?? null, type }));
  return { name: 'f', result: voidType, parameters, variadic, records };
}

/** The value of a parameter `a`. */
export function encoded(type: CType, text: string, context?: EncodeContext): ArgumentValue {
  const outcome = encodeArguments(prototype([type]), [text], context);
  if (!outcome.ok) throw new Error(outcome.failure.message);
  const [value] = outcome.value.values;
  if (!value) throw new Error('no value');
  return value;
}

export function block(
  type: CType,
  text: string,
  context?: EncodeContext,
): Extract<PointerValue, { readonly kind: 'block' }> {
  const value = encoded(type, text, context);
  if (value.kind !== 'block') throw new Error(`${text} is a ${value.kind}`);
  return value;
}

export function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

/** Message and path of the failure for a parameter `a`. */
export function refusal(type: CType, text: string, context?: EncodeContext): string {
  const outcome = encodeArgument(prototype([type]), 0, text, context);
  if (outcome.ok) throw new Error(`accepted ${text}`);
  const { code, argument, message } = outcome.failure;
  if (code !== 'bad-argument' || !message.startsWith(`${argument}: `)) throw new Error(message);
  return message;
}
