import type { Fen } from '#shared/money/fen.ts'

/** Numbers that look drawn, always the same (mulberry32). */
export const drawn = (seed: number) => {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** Seasons as the policy has them: spending of employees, and income of residents, whose year is paid at its turn. */
export const seasons = {
  spending: [8.2, 7.0, 8.6, 8.4, 8.4, 8.3, 8.4, 8.4, 8.3, 8.2, 8.8, 9.0],
  'income of residents': [50, 5, 2, 2, 2, 2, 27, 2, 2, 2, 2, 2],
} as const
export type Season = keyof typeof seasons

export const noise = (next: () => number, width: number): number =>
  1 + ((next() + next() + next()) / 3 - 0.5) * width

/** Six years of a line in fen: a season, a growth, and months that come out otherwise by a tenth or so. */
export const generated = (season: Season, seed: number, years = 6): Fen[] => {
  const next = drawn(seed)
  const growth = 0.02 + next() * 0.08
  return Array.from({ length: years * 12 }, (_, month) => {
    const level = 1_000_000_00 * (1 + growth) ** (month / 12)
    return Math.round(level * ((seasons[season][month % 12] ?? 0) / 100) * noise(next, 0.5))
  })
}

export const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length
