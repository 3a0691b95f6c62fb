/** What a sign means at a glance; always beside words and a shape of its own. */
export type Tone = 'good' | 'warn' | 'bad' | 'busy' | 'quiet';

/** Shapes differ, so that colour is never the only sign. */
export type ShapeName =
  | 'dot'
  | 'ring'
  | 'cross'
  | 'square'
  | 'diamond'
  | 'triangle'
  | 'pause'
  | 'spinner'
  | 'plus'
  | 'back';

export interface Sign {
  readonly tone: Tone;
  readonly shape: ShapeName;
  /** A few words. */
  readonly label: string;
  /** One or two sentences for the tooltip and the legend. */
  readonly meaning: string;
}
