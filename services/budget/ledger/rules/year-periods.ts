import type { FundYear } from '#shared/calendar/day.ts'
import { yearOf } from '#shared/calendar/day.ts'
import type { Fen } from '#shared/money/fen.ts'
import type { Movements } from './movements.ts'
import { addMovements } from './movements.ts'
import { carryingPeriod, type Period } from './period.ts'

/** Counters of claims, kept beside the movements of a month and for each institution. */
export type ClaimCounts = {
  readonly claims: number
  readonly reversals: number
  readonly cost: Fen
  readonly inScope: Fen
}

/** What the names of counters of care begin with. */
export const volumePrefix = 'v-'

/** A period of a fund's ledger as its counters have it. */
export type FundPeriod = {
  readonly period: Period
  readonly movements: Movements
  readonly counts: ClaimCounts
  /** How many stays and visits of people insured elsewhere are booked in it. */
  readonly visits?: number
  /** The care that is counted in it by kind and level, name by name. */
  readonly volumes?: Readonly<Record<string, number>>
  /** Of the claims, those of a major epidemic and what the pool bore of them. */
  readonly epidemic?: { readonly claims: number; readonly cost: Fen }
  /** How many journal entries are booked in it. */
  readonly entries: number
  /** When the period was closed; null while it is open. */
  readonly closedOn: string | null
  /** The run that closed it. */
  readonly closedBy: string | null
}

/** What moved before a year, and in it before its result was carried into the balances. */
export const movementsOfYear = (
  periods: readonly Pick<FundPeriod, 'period' | 'movements'>[],
  year: FundYear,
  through: Period = `${year}-13`,
): { before: Movements; during: Movements } => ({
  before: addMovements(
    ...periods.filter(({ period }) => yearOf(period) < year).map(({ movements }) => movements),
  ),
  during: addMovements(
    ...periods
      .filter(({ period }) => yearOf(period) === year && period <= through && period !== carryingPeriod(year))
      .map(({ movements }) => movements),
  ),
})
