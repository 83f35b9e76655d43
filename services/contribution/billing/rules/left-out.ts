import type { Fen } from '#shared/money/fen.ts'
import { sum } from '#shared/money/fen.ts'

/** Why somebody is not billed for a period, by a code. */
export const leftOutCodes = [
  'unknown-person',
  'not-covered',
  'other-scheme',
  'other-employment',
  'other-employer',
  'other-city',
  'joined-too-late',
  'left-too-early',
  'zero-wage',
  'no-wage-list',
  'not-on-list',
  'billed-elsewhere',
  'not-paid-yet',
  'declared-by-same',
  'already-billed',
  'employer-struck-off',
  'not-a-resident',
] as const
export type LeftOutCode = (typeof leftOutCodes)[number]

/** Somebody who was not billed, or an employer none of whose people were. */
export type LeftOut = {
  readonly code: LeftOutCode
  readonly personId?: string
  readonly employerId?: string
  /** The bill that stands in the way. */
  readonly billId?: string
}

/** How many were left out, by the reason. */
export type LeftOutCounts = Readonly<Partial<Record<LeftOutCode, number>>>

export const countLeftOut = (rows: readonly Pick<LeftOut, 'code'>[]): LeftOutCounts => {
  const counts: Partial<Record<LeftOutCode, number>> = {}
  for (const { code } of rows) counts[code] = (counts[code] ?? 0) + 1
  return counts
}

const addLeftOut = (counts: readonly LeftOutCounts[]): LeftOutCounts => {
  const all: Partial<Record<LeftOutCode, number>> = {}
  for (const each of counts)
    for (const code of leftOutCodes) if (each[code]) all[code] = (all[code] ?? 0) + each[code]
  return all
}

/** What a run issued, and whom it left out. */
export type Tally = {
  readonly bills: number
  readonly persons: number
  /** Fen, what is given back taken off. */
  readonly amount: Fen
  readonly leftOut: LeftOutCounts
}

export const nothingBilled: Tally = { bills: 0, persons: 0, amount: 0, leftOut: {} }

export const addTallies = (tallies: readonly Tally[]): Tally => ({
  bills: sum(tallies.map(({ bills }) => bills)),
  persons: sum(tallies.map(({ persons }) => persons)),
  amount: sum(tallies.map(({ amount }) => amount)),
  leftOut: addLeftOut(tallies.map(({ leftOut }) => leftOut)),
})
