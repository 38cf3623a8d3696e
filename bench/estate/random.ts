/** Numbers that look random and are the same for the same seed (mulberry32). */
export class Random {
  #state: number;
  #issued = 0;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** From 0 up to, but not including, 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number from `first` to `last`, both included. */
  between(first: number, last: number): number {
    return first + Math.floor(this.next() * (last - first + 1));
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<T>(from: readonly T[]): T {
    const chosen = from[Math.floor(this.next() * from.length)];
    if (chosen === undefined) throw new Error('nothing to pick from');
    return chosen;
  }

  /** As many different ones, or all there are, in a random order. */
  some<T>(from: readonly T[], count: number): T[] {
    return this.shuffled(from).slice(0, count);
  }

  shuffled<T>(all: readonly T[]): T[] {
    const copy = [...all];
    for (let i = copy.length - 1; i > 0; i--) {
      const j = this.between(0, i);
      [copy[i], copy[j]] = [copy[j]!, copy[i]!];
    }
    return copy;
  }

  hex(digits: number): string {
    return Array.from({ length: Math.ceil(digits / 8) }, () => hex8(Math.floor(this.next() * 2 ** 32)))
      .join('')
      .slice(0, digits);
  }

  /** An id such as AWS gives, unlike all others: half of it is a scrambled serial number. */
  id(prefix: string): string {
    const serial = Math.imul(++this.#issued, 0x9e3779b1) >>> 0;
    return `${prefix}-0${hex8(serial)}${this.hex(8)}`;
  }

  uuid(): string {
    return [8, 4, 4, 4, 12].map((digits) => this.hex(digits)).join('-');
  }

  /** A moment of the last years, as the AWS CLI prints it. */
  time(): string {
    const seconds = this.between(Date.UTC(2022, 0) / 1000, Date.UTC(2025, 5) / 1000);
    return new Date(seconds * 1000).toISOString().replace('.000Z', '+00:00');
  }
}

const hex8 = (value: number) => value.toString(16).padStart(8, '0');
