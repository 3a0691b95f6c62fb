import type { ResultValue } from '../contract/call-value.ts';
import { assertNever } from '../contract/failure.ts';
import type { CType, Member, RecordType, TypeWithRecords } from '../contract/prototype.ts';
import type { ShownValue } from '../contract/shown-value.ts';
import { targetType } from './decode-pointer.ts';
import { scalarText } from './leaf-text.ts';
import { listText, recordText } from './short-form.ts';
import { bytesShown } from './show-bytes.ts';
import { isFollowedPointer, isList, members, targetName } from './shown-tree.ts';
import { sizeOf } from './type-size.ts';
import { quoteForDisplay } from './visible-text.ts';

/** How a value is called and where it lies in the memory it was read from. */
export interface ShownPlace {
  readonly name: string | null;
  /** Null for what came in registers. */
  readonly at: bigint | null;
}

// Of one tree; what is beyond it is counted in `more`.
const maximumNodes = 20_000;

/**
 * The whole tree as JSON: records as objects, the members of anonymous ones among the outer one's; arrays as arrays;
 * a pointer that was followed as `{"address": "0x…", "target": …}`; integers beyond ±2^53 as text.
 */
export function shownJson(value: ShownValue): string {
  if (value.json !== null) return value.json;
  const [target] = value.children;
  if (target && isFollowedPointer(value))
    return `{"address": ${JSON.stringify(value.pointsTo)}, "target": ${shownJson(target)}}`;
  if (isList(value)) return `[${value.children.map(shownJson).join(', ')}]`;
  return `{${members(value)
    .map((member) => `${JSON.stringify(member.name ?? '')}: ${shownJson(member)}`)
    .join(', ')}}`;
}

interface Showing {
  readonly records: readonly RecordType[];
  left: number;
}

type Node = ShownPlace & { readonly type: CType };

/** A value as a tree that people read: exact leaves, short forms of trees, the address of every part; at most 20,000 nodes. */
export function showValue(type: TypeWithRecords, value: ResultValue, place: ShownPlace): ShownValue {
  return show({ records: type.records, left: maximumNodes - 1 }, { ...place, type: type.type }, value);
}

function show(showing: Showing, node: Node, value: ResultValue): ShownValue {
  const { type } = node;
  switch (value.kind) {
    case 'void':
      return leaf(node, { text: 'void', json: 'null' });
    case 'unreadable':
      return leaf(node, { text: `unreadable: ${value.reason}`, json: 'null' });
    case 'integer':
    case 'bool':
    case 'float':
      return leaf(node, scalarText(type, value));
    case 'pointer':
      return showPointer(showing, node, value);
    case 'bytes':
      return { ...leaf(node, bytesShown(type, value)), more: value.total - value.bytes.length };
    case 'array':
      return showArray(showing, node, value);
    case 'record':
      return showRecord(showing, node, value);
    default:
      return assertNever(value);
  }
}

function leaf(
  node: Node,
  said: { readonly text: string; readonly json: string; readonly hex?: string | null },
): ShownValue {
  const { name, type, at } = node;
  return {
    name,
    type: type.spelling,
    text: said.text,
    hex: said.hex ?? null,
    at: at === null ? null : addressText(at),
    pointsTo: null,
    children: [],
    more: 0,
    json: said.json,
  };
}

function addressText(address: bigint): string {
  return `0x${BigInt.asUintN(64, address).toString(16)}`;
}

function showPointer(
  showing: Showing,
  node: Node,
  value: Extract<ResultValue, { readonly kind: 'pointer' }>,
): ShownValue {
  const { address, text, target } = value;
  if (address === 0n) return leaf(node, { text: 'NULL', json: 'null' });
  const pointsTo = addressText(address);
  if (text) {
    const said = quoteForDisplay(text.value) + (text.truncated ? '…' : '');
    return { ...leaf(node, { text: said, json: JSON.stringify(text.value) }), pointsTo };
  }
  const shown = { ...leaf(node, { text: pointsTo, json: JSON.stringify(pointsTo) }), pointsTo };
  if (target === null || node.type.kind !== 'pointer' || showing.left <= 0) return shown;
  showing.left -= 1;
  const child = { name: targetName, at: address, type: targetType(node.type, target) };
  return { ...shown, children: [show(showing, child, target)], json: null };
}

function showArray(
  showing: Showing,
  node: Node,
  value: Extract<ResultValue, { readonly kind: 'array' }>,
): ShownValue {
  const element = node.type.kind === 'array' ? node.type.of : node.type;
  const size = sizeOf(element, showing.records);
  const children: ShownValue[] = [];
  for (const [index, item] of value.items.entries()) {
    if (showing.left <= 0) break;
    showing.left -= 1;
    const at = node.at === null || size === null ? null : node.at + BigInt(index * size);
    children.push(show(showing, { name: `[${index}]`, at, type: element }, item));
  }
  const more = value.total - children.length;
  return { ...leaf(node, { text: listText(children, more), json: '' }), children, more, json: null };
}

function showRecord(
  showing: Showing,
  node: Node,
  value: Extract<ResultValue, { readonly kind: 'record' }>,
): ShownValue {
  const record = node.type.kind === 'record' ? showing.records[node.type.record] : undefined;
  const declared = record?.members ?? [];
  const children: ShownValue[] = [];
  for (const [index, member] of declared.entries()) {
    const item = value.members[index];
    if (!item || showing.left <= 0) break;
    showing.left -= 1;
    children.push(showMember(showing, node, member, item));
  }
  const more = declared.length - children.length;
  return { ...leaf(node, { text: recordText(children, more), json: '' }), children, more, json: null };
}

function showMember(showing: Showing, outer: Node, member: Member, value: ResultValue): ShownValue {
  const { name, type, bits } = member;
  const offset = bits === null ? member.offset : Math.floor(bits.offset / 8);
  const at = outer.at === null ? null : outer.at + BigInt(offset);
  const shown = show(showing, { name, at, type }, value);
  return bits === null ? shown : { ...shown, type: `${type.spelling} : ${bits.size}` };
}
