import type { Day } from '#shared/calendar/day.ts'
import { fen } from '#shared/money/fen.ts'
import type { Method } from '../agreement/rules/payment-terms.ts'
import type { Effects } from '../effects.ts'
import { casesOf } from '../payment-method/cases.ts'
import { pointsTables } from '../payment-method/points-tables.ts'
import type { Case } from '../payment-method/rules/case.ts'
import type { PointsTables, PointsTerms } from '../payment-method/rules/prepay.ts'
import { needsCases, prepayment } from '../payment-method/rules/prepay.ts'
import type { Differences } from './rules/settle-institution.ts'
import { noDifferences } from './rules/settle-institution.ts'
import type { InstitutionState, SettlementScope } from './settlement-state.ts'

/** What an agreement says of an institution's monthly payment, where it is not what holds without one. */
export type AgreedPayment = {
  readonly institution: string
  readonly depositShare: string
  readonly methods: { readonly inpatient: Method; readonly outpatient: Method }
  readonly points?: PointsTerms
  readonly releasesSuspended?: true
}

type Months = SettlementScope & { readonly on: Day }

const monthNumber = (month: string): number => Number(month.slice(5))

/** The cases that were booked in the settled months, those of earlier months that came late included. */
async function* bookedCases(
  effects: Effects,
  settling: Months,
  state: InstitutionState,
): AsyncGenerator<Case> {
  const { fund, months } = settling
  const belonging = [...new Set([...state.lateMonths, ...months])]
  for await (const each of casesOf(effects.store, fund, state.institution, belonging))
    if (months.includes(each.bookedIn)) yield each
}

/** What an institution's methods make of its claims; they are read only where a method looks at cases. */
const differencesOf = async (
  effects: Effects,
  settling: Months,
  state: InstitutionState,
  { methods, points }: AgreedPayment,
  tables: PointsTables,
): Promise<Differences> => {
  const { controlled, inpatient } = state.claimed
  const owed = { inpatient, outpatient: controlled - inpatient }
  const paid = {
    inpatient: prepayment(methods.inpatient, tables, points),
    outpatient: prepayment(methods.outpatient, tables, points),
  }
  if (needsCases(methods.inpatient) || needsCases(methods.outpatient))
    for await (const each of bookedCases(effects, settling, state)) paid[each.care].add(each)
  const months = settling.months.map(monthNumber)
  const difference = (care: keyof Differences) =>
    fen(paid[care].amount({ months, claimed: owed[care] }) - owed[care])
  return { inpatient: difference('inpatient'), outpatient: difference('outpatient') }
}

/**
 * What methods of payment make of the settled months' claims of a group of institutions, above (below) what the pool owed
 * for them. Claims are read only where the agreement does not pay by item.
 */
export const paymentDifferences = async (
  effects: Effects,
  settling: Months,
  agreed: ReadonlyMap<string, AgreedPayment>,
  states: readonly InstitutionState[],
): Promise<ReadonlyMap<string, Differences>> => {
  const methods = [...agreed.values()].flatMap((each) => [each.methods.inpatient, each.methods.outpatient])
  const tables = await pointsTables(effects, settling, methods)
  const differences = new Map<string, Differences>()
  for (const state of states) {
    const own = agreed.get(state.institution)
    differences.set(
      state.institution,
      own ? await differencesOf(effects, settling, state, own, tables) : noDifferences,
    )
  }
  return differences
}
