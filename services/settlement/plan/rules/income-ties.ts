import * as z from 'zod'
import type { FundYear } from '#shared/calendar/day.ts'
import type { Scheme } from '#shared/kernel/scheme.ts'
import { schemes } from '#shared/kernel/scheme.ts'
import type { Fen } from '#shared/money/fen.ts'
import { fen } from '#shared/money/fen.ts'
import { quotient, times } from '#shared/money/rate.ts'
import type { DatedValue } from '#shared/policy/format.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { amountAt, tableAt, valueAt } from '#shared/policy/policy.ts'
import type { Facts } from './condition.ts'
import type { PlanBook } from './plan-book.ts'
import { findRow } from './rows.ts'

const decimal = z.string().regex(/^\d+(\.\d+)?$/)
const deductible = z.strictObject({ 1: decimal, 2: decimal, 3: decimal, provincial: decimal.optional() })

/** What is tied to wages and income: shares and times, by scheme. */
const tiedTable = z.strictObject({
  employee: z.strictObject({ deductible, ceiling: decimal }),
  resident: z.strictObject({ deductible, ceiling: decimal, contribution: decimal }),
})

/** A published statistic, and the year that it is of. */
type Statistic = Pick<DatedValue, 'tag' | 'cites'> & {
  readonly name: 'average-wage' | 'disposable-income'
  readonly year: FundYear
  readonly amount: Fen
}

export const tiedItems = ['deductible', 'ceiling', 'contribution'] as const

/** A figure as it would be if it followed wages or income, beside the one in force. */
export type IncomeTie = {
  readonly item: (typeof tiedItems)[number]
  readonly scheme: Scheme
  /** The level of the hospital, of a deductible; `provincial` where the province's own has another. */
  readonly level: '1' | '2' | '3' | 'provincial' | null
  readonly statistic: Statistic
  readonly by: string
  readonly tied: Fen
  /** Null where what is in force is no amount: a share of the claim, or nothing. */
  readonly inForce: Fen | null
  /** Tied less in force. */
  readonly difference: Fen | null
  /** What of the statistic the figure in force is. */
  readonly implied: string | null
  readonly inForceTag: DatedValue['tag']
}

const statisticKeys = {
  employee: { key: 'income.average_wage', name: 'average-wage' },
  resident: { key: 'income.disposable', name: 'disposable-income' },
} as const

/** The statistic of the year before, or the last one before that: which year it is of stands beside it. */
const statisticFor = (policy: Policy, scheme: Scheme, year: FundYear): Statistic => {
  const { key, name } = statisticKeys[scheme]
  const moment = { on: `${year - 1}-12-31` }
  const { from, tag, cites } = valueAt(policy, key, moment)
  return { name, year: Number(from.slice(0, 4)), amount: amountAt(policy, key, moment), tag, cites }
}

/** Whom the figures in force are asked for: an adult's first stay of the year, at home. */
const usualFacts = (scheme: Scheme, level: 1 | 2 | 3, provincial: boolean): Facts => ({
  ...{ level, provincial, employment: scheme === 'employee' ? 'employed' : 'resident', age: 40 },
  ...{ sex: 'female', stay: 1, place: 'local', filing: 'none', referred: false, purpose: 'general' },
  ...{ diseases: 0, continuousYears: 1, missedYears: 0, claimFreeYears: 0 },
  ...{ civilServant: false, contracted: false },
})

const levels = [
  { level: '1', facts: [1, false] },
  { level: '2', facts: [2, false] },
  { level: '3', facts: [3, false] },
  { level: 'provincial', facts: [3, true] },
] as const

type Of = Pick<IncomeTie, 'item' | 'scheme' | 'level' | 'inForceTag'>

const tie = (of: Of, statistic: Statistic, by: string, inForce: Fen | null): IncomeTie => {
  const tied = times(statistic.amount, by)
  return {
    ...{ ...of, statistic, by, tied, inForce },
    difference: inForce === null ? null : fen(tied - inForce),
    implied: inForce === null ? null : String(quotient(inForce, statistic.amount, 4)),
  }
}

const tiesOfScheme = (
  scheme: Scheme,
  {
    policy,
    plans,
    city,
    year,
  }: { readonly policy: Policy; readonly plans: PlanBook; readonly city: string; readonly year: FundYear },
): IncomeTie[] => {
  const on = `${year}-01-01`
  const table = tableAt(policy, 'income.tied', { on: `${year}-12-31` }, tiedTable)
  const statistic = statisticFor(policy, scheme, year)
  const { basic } = plans.planOn(scheme, 'inpatient', city, on)
  const { tag } = valueAt(policy, `settlement.${scheme}.inpatient`, { on, city })
  const shares: Readonly<Record<string, string | undefined>> = table[scheme].deductible
  const deductibles = levels.flatMap(({ level, facts: [of, provincial] }) => {
    const by = shares[level]
    if (by === undefined) return []
    const found = findRow(basic.deductible, usualFacts(scheme, of, provincial))?.value
    const amount = found?.kind === 'amount' ? fen(found.amount) : null
    return [tie({ item: 'deductible', scheme, level, inForceTag: tag }, statistic, by, amount)]
  })
  const yearly = basic.ceiling.find(({ per }) => per === 'year')
  const most = yearly && findRow(yearly.amount, usualFacts(scheme, 3, false))?.value
  const ceiling = tie(
    { item: 'ceiling', scheme, level: null, inForceTag: tag },
    statistic,
    table[scheme].ceiling,
    most === undefined ? null : fen(most),
  )
  return [...deductibles, ceiling]
}

/** What benefits and the contribution would be if they followed wages and income, beside those in force in a city and year. */
export const incomeTies = (
  policy: Policy,
  plans: PlanBook,
  { city, year }: { readonly city: string; readonly year: FundYear },
): IncomeTie[] => {
  const on = `${year}-01-01`
  const table = tableAt(policy, 'income.tied', { on: `${year}-12-31` }, tiedTable)
  const key = 'contribution.resident.individual'
  const { tag } = valueAt(policy, key, { on, city })
  const contribution = tie(
    { item: 'contribution', scheme: 'resident', level: null, inForceTag: tag },
    statisticFor(policy, 'resident', year),
    table.resident.contribution,
    amountAt(policy, key, { on, city }),
  )
  return [...schemes.flatMap((scheme) => tiesOfScheme(scheme, { policy, plans, city, year })), contribution]
}
