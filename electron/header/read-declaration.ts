import type { Attribute, PlacedAttribute } from './attributes.ts';
import type {
  BaseSyntax,
  DeclarationSyntax,
  DeclaratorPart,
  DeclaratorSyntax,
  EnumSyntax,
  MemberSyntax,
  ParameterSyntax,
  RecordSyntax,
  SpecifierSyntax,
} from './declaration-syntax.ts';
import type { LayoutPragmas } from './layout-pragmas.ts';
import { childIn, type SyntaxNode } from './syntax-tree.ts';

/** What one declaration is read from. */
export interface DeclarationSource {
  readonly text: string;
  readonly attributes: readonly PlacedAttribute[];
  readonly pragmas: LayoutPragmas;
}

/** The declarations in the tree of one declaration's text; a tree without errors is expected. */
export function readDeclarations(root: SyntaxNode, source: DeclarationSource): readonly DeclarationSyntax[] {
  const reader = new DeclarationReader(source);
  return root.children.flatMap((node) => reader.declaration(node) ?? []);
}

const declarationTypes = new Set(['declaration', 'type_definition']);
const specifierTypes = new Set(['struct_specifier', 'union_specifier', 'enum_specifier']);
const nameTypes = new Set(['identifier', 'field_identifier', 'type_identifier', 'primitive_type']);

class DeclarationReader {
  readonly #text: string;
  readonly #pragmas: LayoutPragmas;
  #unclaimed: PlacedAttribute[];
  #defined: BaseSyntax[] = [];

  constructor({ text, attributes, pragmas }: DeclarationSource) {
    this.#text = text;
    this.#pragmas = pragmas;
    this.#unclaimed = [...attributes];
  }

  declaration(node: SyntaxNode): DeclarationSyntax | null {
    this.#defined = [];
    if (specifierTypes.has(node.type)) {
      const base = this.#tagged(node);
      return {
        storage: 'none',
        specifiers: { base, isConst: false },
        declarators: [],
        defined: this.#defined,
      };
    }
    if (!declarationTypes.has(node.type)) return null;
    const specifiers = this.#specifiers(node);
    return {
      storage: this.#storage(node),
      specifiers,
      declarators: this.#declarators(node),
      defined: this.#defined,
    };
  }

  #storage(node: SyntaxNode): DeclarationSyntax['storage'] {
    if (node.type === 'type_definition') return 'typedef';
    const words = node.children.filter(({ type }) => type === 'storage_class_specifier');
    return words.some((word) => this.#source(word) === 'static') ? 'static' : 'none';
  }

  #source(node: SyntaxNode): string {
    return this.#text.slice(node.start, node.end);
  }

  #specifiers(node: SyntaxNode): SpecifierSyntax {
    const declarators = node.children.filter(({ field }) => field === 'declarator');
    const until = declarators[0]?.start ?? node.end;
    const isConst = node.children.some(
      (child) => child.type === 'type_qualifier' && child.start < until && this.#source(child) === 'const',
    );
    const type = childIn(node, 'type');
    return { base: type ? this.#base(type) : { kind: 'words', words: [] }, isConst };
  }

  #base(node: SyntaxNode): BaseSyntax {
    if (specifierTypes.has(node.type)) return this.#tagged(node);
    return { kind: 'words', words: this.#source(node).split(/\s+/).filter(Boolean) };
  }

  #tagged(node: SyntaxNode): BaseSyntax {
    const base: BaseSyntax =
      node.type === 'enum_specifier'
        ? { kind: 'enum', enumeration: this.#enumeration(node) }
        : { kind: 'record', record: this.#record(node) };
    if (childIn(node, 'body')) this.#defined.push(base);
    return base;
  }

  #record(node: SyntaxNode): RecordSyntax {
    const body = childIn(node, 'body');
    const members = body ? this.#members(body) : null;
    return {
      keyword: node.type === 'union_specifier' ? 'union' : 'struct',
      tag: this.#tag(node),
      members: members?.list ?? null,
      attributes: this.#claimTagged(node),
      pack: this.#pragmas.pack,
      isUncertain: this.#pragmas.isUncertain || members?.isUncertain === true,
    };
  }

  #tag(node: SyntaxNode): string | null {
    const name = childIn(node, 'name');
    return name ? this.#source(name) : null;
  }

  #members(body: SyntaxNode): { readonly list: readonly MemberSyntax[]; readonly isUncertain: boolean } {
    const list: MemberSyntax[] = [];
    let isUncertain = false;
    for (const node of body.children) {
      if (node.type !== 'field_declaration') isUncertain = true;
      else list.push(...this.#member(node));
      if (node.children.some(({ type }) => type === 'storage_class_specifier')) isUncertain = true;
    }
    return { list, isUncertain };
  }

  #member(node: SyntaxNode): readonly MemberSyntax[] {
    const specifiers = this.#specifiers(node);
    const declarators = this.#declarators(node);
    const widths = this.#bitWidths(node);
    if (declarators.length > 0) {
      return declarators.map((declarator, index) => ({
        specifiers,
        declarator,
        bitWidth: widths.get(index) ?? null,
      }));
    }
    const declarator = {
      name: null,
      at: node.start,
      parts: [],
      attributes: this.#claim(node.start, node.end),
    };
    return [{ specifiers, declarator, bitWidth: widths.get(-1) ?? null }];
  }

  /** Widths by the index of the declarator that they follow; -1 before the first. */
  #bitWidths(node: SyntaxNode): ReadonlyMap<number, string> {
    const widths = new Map<number, string>();
    let index = -1;
    for (const child of node.children) {
      if (child.field === 'declarator') index += 1;
      if (child.type === 'bitfield_clause') widths.set(index, this.#source(child).replace(/^:/, ''));
    }
    return widths;
  }

  #enumeration(node: SyntaxNode): EnumSyntax {
    const body = childIn(node, 'body');
    const constants = body?.children.flatMap((child) => {
      const name = childIn(child, 'name');
      const value = childIn(child, 'value');
      return name ? [{ name: this.#source(name), value: value ? this.#source(value) : null }] : [];
    });
    const attributes = this.#claimTagged(node);
    return {
      tag: this.#tag(node),
      constants: constants ?? null,
      attributes,
      underlying: attributes.find(({ name }) => name === 'underlying')?.argument ?? null,
    };
  }

  /** Attributes after the keyword, after the closing brace, or between tag and brace belong to the type. */
  #claimTagged(node: SyntaxNode): readonly Attribute[] {
    const body = childIn(node, 'body');
    const name = childIn(node, 'name');
    const keyword = /^\w+/.exec(this.#text.slice(node.start))?.[0] ?? '';
    if (body) this.#claim(body.start + 1, body.end - 1);
    const ends = new Set([node.start + keyword.length, body?.end ?? -1, (body && name?.end) ?? -1]);
    const claimed = this.#unclaimed.filter(({ after }) => ends.has(after));
    this.#unclaimed = this.#unclaimed.filter(({ after }) => !ends.has(after));
    return claimed;
  }

  /** What is left of the attributes at a part of the text; inner declarations took theirs before. */
  #claim(start: number, end: number): readonly Attribute[] {
    if (this.#unclaimed.length === 0) return [];
    const isInside = ({ anchor }: PlacedAttribute) => anchor >= start && anchor < end;
    const claimed = this.#unclaimed.filter(isInside);
    this.#unclaimed = this.#unclaimed.filter((attribute) => !isInside(attribute));
    return claimed;
  }

  #declarators(node: SyntaxNode): readonly DeclaratorSyntax[] {
    const nodes = node.children.filter(({ field }) => field === 'declarator');
    const declarators = nodes.map((declarator) => this.#declarator(declarator));
    const shared = nodes[0] ? this.#claim(node.start, nodes[0].start) : [];
    return declarators.map((declarator, index) => {
      const [start, end] = [nodes[index]?.start ?? node.start, nodes[index + 1]?.start ?? node.end];
      return { ...declarator, attributes: [...shared, ...this.#claim(start, end)] };
    });
  }

  /** Walks from the outside inwards, which is from the type to the name. */
  #declarator(outermost: SyntaxNode): DeclaratorSyntax {
    const parts: DeclaratorPart[] = [];
    let at = outermost.start;
    for (let node: SyntaxNode | null = outermost; node; node = innerDeclarator(node)) {
      at = node.start;
      if (nameTypes.has(node.type)) {
        const name = node.isMissing ? null : this.#source(node);
        return { name, at, parts, attributes: [] };
      }
      const part = this.#part(node);
      if (part) parts.push(part);
    }
    return { name: null, at, parts, attributes: [] };
  }

  #part(node: SyntaxNode): DeclaratorPart | null {
    if (node.type.endsWith('pointer_declarator')) {
      const isConst = node.children.some(
        (child) => child.type === 'type_qualifier' && this.#source(child) === 'const',
      );
      return { kind: 'pointer', isConst };
    }
    if (node.type.endsWith('array_declarator')) {
      const size = childIn(node, 'size');
      return { kind: 'array', size: size ? this.#source(size) : null };
    }
    if (!node.type.endsWith('function_declarator')) return null;
    const list = childIn(node, 'parameters')?.children ?? [];
    return {
      kind: 'function',
      parameters: list
        .filter(({ type }) => type === 'parameter_declaration')
        .map((one) => this.#parameter(one)),
      variadic: list.some(({ type }) => type === 'variadic_parameter'),
    };
  }

  #parameter(node: SyntaxNode): ParameterSyntax {
    const specifiers = this.#specifiers(node);
    const [declarator] = this.#declarators(node);
    if (declarator) return { specifiers, declarator };
    const attributes = this.#claim(node.start, node.end);
    return { specifiers, declarator: { name: null, at: node.start, parts: [], attributes } };
  }
}

function innerDeclarator(node: SyntaxNode): SyntaxNode | null {
  const inner = childIn(node, 'declarator');
  if (inner) return inner;
  if (!/parenthesized_declarator|init_declarator|attributed_declarator/.test(node.type)) return null;
  return node.children.find((child) => /declarator$|identifier$/.test(child.type)) ?? null;
}
