/** More nameless places than these are remembered for no library. */
const voteLimit = 2_000_000;

/**
 * Which place of the new build each nameless place of the old one is. One function may have been made to use another
 * variable; what most of the functions say is what moved.
 */
export class PlaceVotes {
  readonly #forward = new Map<number, Candidates>();
  readonly #backward = new Map<number, Candidates>();
  #left = voteLimit;

  /** False when the vote was one too many. */
  add(oldPlace: number, newPlace: number): boolean {
    this.#left -= 1;
    if (this.#left < 0) return false;
    count(this.#forward, oldPlace, newPlace);
    count(this.#backward, newPlace, oldPlace);
    return true;
  }

  /** Whether each is what the other one is most often; the first that was met wins a tie. */
  agree(oldPlace: number, newPlace: number): boolean {
    const isChosen = this.#forward.get(oldPlace)?.best === newPlace;
    return isChosen && this.#backward.get(newPlace)?.best === oldPlace;
  }
}

interface Candidates {
  best: number;
  most: number;
  readonly counts: Map<number, number>;
}

function count(votes: Map<number, Candidates>, from: number, to: number): void {
  const known = votes.get(from);
  if (known === undefined) {
    votes.set(from, { best: to, most: 1, counts: new Map([[to, 1]]) });
    return;
  }
  const number = (known.counts.get(to) ?? 0) + 1;
  known.counts.set(to, number);
  if (number <= known.most) return;
  known.best = to;
  known.most = number;
}
