import type { FundYear } from '#shared/calendar/day.ts'
import { addDays, daysBetween, firstDayOfYear, lastDayOfYear } from '#shared/calendar/day.ts'
import type { PolicyChangePriced } from '#shared/contracts/settlement.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Fen } from '#shared/money/fen.ts'
import { fen, sum } from '#shared/money/fen.ts'
import { proportion } from '#shared/money/rate.ts'
import type { CareLine } from '../../claims/rules/claims-entry.ts'
import type { ExpenditureLine } from '../../ledger/rules/chart.ts'
import { refuse } from '../../refusals.ts'
import type { PricedEffect } from './draft-line.ts'

/** What a line came to for a year's claims under the plans in force, and what it would have under those proposed. */
export type PricedLine = { readonly line: ExpenditureLine; readonly old: Fen; readonly new: Fen }

type Care = PolicyChangePriced['care']
const kinds = ['inpatient', 'outpatient', 'chronic'] as const satisfies readonly (keyof Care)[]
const lineOf: Readonly<Record<keyof Care, CareLine>> = {
  inpatient: 'inpatient',
  outpatient: 'outpatient',
  chronic: 'chronic-special',
}
/** Funds that pay beside the basic pool and owe it what they bear: no line of the budget moves with them. */
const otherFunds = ['seriousIllness', 'medicalAid', 'supplement'] as const

const accountIn = (care: Care, view: 'inForce' | 'proposed'): Fen =>
  sum(kinds.map((kind) => care[kind][view].account))

/** The lines that a pricing touches, as claims are booked on them: the basic pool's by care, the accounts' together. */
export const pricedLines = ({ care }: Pick<PolicyChangePriced, 'care'>): readonly PricedLine[] =>
  [
    ...kinds.map((kind) => {
      const { inForce, proposed } = care[kind]
      return { line: lineOf[kind], old: inForce.basic, new: proposed.basic }
    }),
    {
      line: 'account-benefit' as const,
      old: accountIn(care, 'inForce'),
      new: accountIn(care, 'proposed'),
    },
  ].filter((priced) => priced.old !== 0 || priced.new !== 0)

/** What the change costs serious-illness insurance, medical aid and supplements. */
export const effectOnOtherFunds = ({ care }: Pick<PolicyChangePriced, 'care'>) =>
  Object.fromEntries(
    otherFunds.map((fund) => [
      fund,
      sum(kinds.map((kind) => fen(care[kind].proposed[fund] - care[kind].inForce[fund]))),
    ]),
  ) as Record<(typeof otherFunds)[number], Fen>

/**
 * A pricing as effects on the lines of a planned year: the difference it found, as it is. Of a change that holds only
 * from a day of that year, it counts the days it holds (rounded half up to the fen).
 */
export const effectsOfPricing = (
  pricing: PolicyChangePriced,
  planned: FundYear,
): Decision<readonly (PricedEffect & { readonly line: ExpenditureLine })[]> => {
  const { pricingId, title, year, holdsFrom, claims, changed } = pricing
  if (holdsFrom > lastDayOfYear(planned))
    return refuse('draft.pricing-later', {
      field: 'effects',
      figures: { pricing: pricingId, holdsFrom },
    })
  const first = firstDayOfYear(planned)
  const end = addDays(lastDayOfYear(planned), 1)
  const [days, ofDays] = [daysBetween(holdsFrom > first ? holdsFrom : first, end), daysBetween(first, end)]
  const told = { pricing: pricingId, title, year, holdsFrom, claims, changed }
  return accept(
    pricedLines(pricing).map(({ line, old, new: proposed }) => ({
      line,
      amount: proportion(fen(proposed - old), days, ofDays),
      priced: { ...told, old, new: proposed, ...(days === ofDays ? {} : { days, ofDays }) },
    })),
  )
}
