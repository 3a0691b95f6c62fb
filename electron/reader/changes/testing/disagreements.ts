/** Where we and abidiff say different things of the same two builds. */
export interface Disagreement {
  readonly why: string;
  /** Names of pairs, all of which need the reason. */
  readonly pairs: readonly string[];
}

/** Pairs for which "some change is breaking or risky" is not abidiff's "the ABI changed". */
export const verdictDisagreements: readonly Disagreement[] = [
  {
    why: 'abidiff counts what is added as a change of the ABI; programs that were linked before do not notice it',
    pairs: ['a function added', 'a variable added', 'an overload added', 'a virtual function overridden'],
  },
  {
    why: 'abidiff takes every change of const for harmless; a function may write now what it promised to read',
    pairs: ['const taken from a parameter'],
  },
  {
    why: 'abidiff counts const that a variable loses; programs that only read it do not notice',
    pairs: ['a variable became writable'],
  },
  {
    why: 'abidiff counts the name of a struct, which the machine does not see where the layout is the same',
    pairs: ['a struct of another name'],
  },
  {
    why: 'abidiff looks at no visibility but hidden, no needed libraries, run paths or flags; loading and unloading depend on them',
    pairs: ['protected', 'another needed library', 'another run path', 'never unloaded'],
  },
];

/** Pairs that abidiff calls incompatible where we see no more than a risk. */
export const severityDisagreements: readonly Disagreement[] = [
  {
    why: 'abidiff counts every variable that is gone; whoever uses an inline one has a copy of it',
    pairs: ['an inline variable no longer used'],
  },
];

/** Pairs for which the symbols that we name are not those that abidiff names, though both see a change. */
export const symbolDisagreements: readonly Disagreement[] = [
  {
    why: 'we name the table of virtual functions, which grew or has another order; abidiff the functions that are called on such an object',
    pairs: [
      'a virtual function added',
      'virtual functions in another order',
      'virtual functions in another order, with packed relocations',
    ],
  },
  {
    why: 'we name all that reach a class whose virtual functions moved; abidiff the one where it met the class first',
    pairs: ['hidden virtual functions in another order', 'pure virtual functions in another order'],
  },
  {
    why: 'we name the table and the typeinfo that grew too',
    pairs: ['a base class became virtual'],
  },
  {
    why: 'abidiff sees the new destructor alone, and not that with it the object is passed through its address',
    pairs: ['a class passed through its address now'],
  },
];
