/**
 * What a resident's stays in a hospital of level 2 of their own city pay, in fen, told by nothing but the published
 * figures: 500 yuan first, 80 % of the rest up to 300,000 yuan a year, then the serious-illness insurance from 15,000 yuan on. It
 * is written apart from the product on purpose, and shares no code with it.
 */

const deductible = 50_000
const mostBasic = 30_000_000
const threshold = 1_500_000
const bands = [
  { above: 0, ratio: 60n },
  { above: 5_000_000, ratio: 65n },
  { above: 10_000_000, ratio: 75n },
  { above: 20_000_000, ratio: 80n },
]

/** Half a fen goes up. */
export const percent = (fen: number, ratio: bigint): number => Number((BigInt(fen) * ratio + 50n) / 100n)

/** What the serious-illness insurance pays on what patients bore so far in a year. */
export const seriousIllness = (borne: number): number =>
  bands.reduce((paid, { above, ratio }, index) => {
    const upTo = bands[index + 1]?.above ?? Number.POSITIVE_INFINITY
    const within = Math.max(0, Math.min(borne - threshold, upTo) - above)
    return paid + percent(within, ratio)
  }, 0)

/** A stay by its total in fen, and whether it goes on from the one before: then both have one deductible. */
export type Stay = { readonly total: number; readonly goesOn: boolean }

/** What the fund pays for each of a year's stays, in the order in which they ended. */
export const fundOfStays = (stays: readonly Stay[]): number[] => {
  let borne = 0
  let basicSoFar = 0
  let taken = 0
  return stays.map(({ total, goesOn }) => {
    const first = Math.min(total, deductible - (goesOn ? taken : 0))
    taken = goesOn ? taken + first : first
    const above = total - first
    const basic = Math.min(percent(above, 80n), mostBasic - basicSoFar)
    basicSoFar += basic
    const before = seriousIllness(borne)
    borne += total - basic
    return basic + seriousIllness(borne) - before
  })
}
