import type { Day, FundYear, Month } from '#shared/calendar/day.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { allocate } from '#shared/money/allocate.ts'
import type { Fen } from '#shared/money/fen.ts'
import { fen, sum } from '#shared/money/fen.ts'
import { refuse } from '../../refusals.ts'
import type { Parts } from '../../total-control/rules/parts.ts'
import { wholeOf } from '../../total-control/rules/parts.ts'
import type { ProposedQuota } from './propose-quotas.ts'
import type { Quota } from './quota.ts'

/** A published plan of quotas; its id is the digest of what it was made from, its version counts those of the year. */
export type QuotaPlan = {
  readonly planId: string
  readonly version: number
  readonly year: FundYear
  readonly target: Fen
  /** The target by kind of care, where the plan tells care apart. */
  readonly amounts?: Parts
  readonly institutions: number
  readonly seasonalWeights: readonly string[]
  readonly policyVersion: string
  readonly publishedOn: Day
  /** The number of the approved target that it divides; plans of earlier releases do not say. */
  readonly areaTarget?: number
  /** On what this release publishes; a plan without it that names no target is of an earlier one. */
  readonly twoHanded?: true
  /** The document by which the province decided it; absent where it was agreed on in a round. */
  readonly document?: string
  /** From which month it changes quotas, and why; earlier months stand as the version before has them. */
  readonly from?: Month
  readonly reason?: string
}

/** The months before a plan's own, 0 for a plan of the whole year. */
export const monthsBefore = (from: Month | undefined): number =>
  from === undefined ? 0 : Number(from.slice(5)) - 1

/** What an institution's quota was before, and how many of its months stand. */
export type KeptMonths = { readonly before: Quota | undefined; readonly kept: number }

/** What of a quota lies in the months that stand. */
export const keptAmount = ({ before, kept }: KeptMonths): Fen => sum(before?.months.slice(0, kept) ?? [])

/**
 * Spreads a year's quota over its months: those past stand as they were, the rest of the amount is spread over the
 * others by season. Refused where the amount is less than what the past months gave already.
 */
export const quotaOverMonths = (
  { institution, amounts, steps }: ProposedQuota,
  seasonalWeights: readonly string[],
  { before, kept }: KeptMonths,
): Decision<Quota> => {
  const amount = wholeOf(amounts)
  const past = before?.months.slice(0, kept) ?? Array.from({ length: kept }, () => 0)
  const rest = fen(amount - sum(past))
  if (rest < 0)
    return refuse('quota.below-past-months', {
      figures: { institution, amount, past: sum(past) },
    })
  const months = [...past, ...allocate(rest, seasonalWeights.slice(kept))]
  return accept({ institution, amount, months, amounts, derivation: { steps, seasonalWeights } })
}
