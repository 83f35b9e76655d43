import { must } from '#shared/kernel/errors.ts'

/** A source of chance that the same seed repeats exactly, on any machine. */
export type Random = {
  /** From 0 up to, not including, 1. */
  readonly next: () => number
  /** A whole number from `from` to `to`, both included. */
  readonly between: (from: number, to: number) => number
  readonly chance: (probability: number) => boolean
  readonly pick: <Thing>(things: readonly Thing[]) => Thing
  /** Picks in proportion to weights. */
  readonly weighted: <Thing>(things: readonly Thing[], weightOf: (thing: Thing) => number) => Thing
  /** A positive figure with the given mean whose logarithm is normal: many small ones, a few very large. */
  readonly skewed: (mean: number, spread: number) => number
  /** A source of its own for a part, so that drawing more in one part leaves the others as they were. */
  readonly part: (name: string) => Random
}

/** FNV-1a, to turn names into seeds. */
const hash = (text: string): number => {
  let value = 2166136261
  for (const character of text) value = Math.imul(value ^ (character.codePointAt(0) ?? 0), 16777619)
  return value >>> 0
}

/** Mulberry32: small, fast, and good enough for test data. */
const mulberry32 = (seed: number) => {
  let state = seed >>> 0
  return (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

/** Opens the chance of a seed. */
export const seededRandom = (seed: number | string): Random => {
  const next = mulberry32(hash(String(seed)))
  const between = (from: number, to: number): number => from + Math.floor(next() * (to - from + 1))
  const pick = <Thing>(things: readonly Thing[]): Thing => {
    const thing = things[between(0, things.length - 1)]
    must(thing !== undefined, 'generate.nothing-to-pick', 'there is nothing to pick from')
    return thing
  }
  const weighted = <Thing>(things: readonly Thing[], weightOf: (thing: Thing) => number): Thing => {
    let point = next() * things.reduce((total, thing) => total + weightOf(thing), 0)
    for (const thing of things) {
      point -= weightOf(thing)
      if (point < 0) return thing
    }
    return pick(things)
  }
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())
  return {
    next,
    between,
    pick,
    weighted,
    chance: (probability) => next() < probability,
    skewed: (mean, spread) => mean * Math.exp(spread * normal() - (spread * spread) / 2),
    part: (name) => seededRandom(`${seed}/${name}`),
  }
}
