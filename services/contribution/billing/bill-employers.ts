import type { Day } from '#shared/calendar/day.ts'
import type { RunUnit } from '#shared/edge/runs/run.ts'
import { completeUnit, inputOf, isUnitDone } from '#shared/edge/runs/run.ts'
import type { Effects } from '../effects.ts'
import { readEmployers } from '../employer/store.ts'
import type { MonthPayroll } from '../payroll/store.ts'
import { readPayrolls } from '../payroll/store.ts'
import type { PayersMonth } from './bill-months.ts'
import { billMonths } from './bill-months.ts'
import { keepLeftOut } from './keep-left-out.ts'
import { firstMonthOfBases, monthFigures } from './rules/billing-figures.ts'
import { countLeftOut } from './rules/left-out.ts'
import type { MonthPayer } from './rules/month-payer.ts'
import type { BillingInput } from './start-billing.ts'
import { holdBack, struckAmong } from './struck-payers.ts'

type BillingEffects = Pick<Effects, 'store' | 'policy'>

/** What an employer declared for the month; who has a base of the year contributes on that. */
const declaredOf = ({ lines, bases }: MonthPayroll) => {
  const base = new Map(bases.map((line) => [line.personId, line]))
  return lines.map((line) => base.get(line.personId) ?? line)
}

const readPayers = async (
  { city, month, employerIds }: Pick<BillingInput, 'city' | 'month' | 'employerIds'>,
  { store, policy }: BillingEffects,
): Promise<PayersMonth[]> => {
  const firstMonth = firstMonthOfBases(policy(), month, city)
  const [payrolls, employers] = await Promise.all([
    readPayrolls(store, employerIds, { month, firstMonth }),
    readEmployers(store, employerIds),
  ])
  return payrolls.flatMap((payroll, index) => {
    if (!payroll) return []
    const isOfUnemployed = employers[index]?.employerKind === 'unemployed'
    const pays: MonthPayer['pays'] = isOfUnemployed ? 'from-unemployment-fund' : 'with-employees'
    const payer = { id: payroll.employerId, city: payroll.city, pays }
    return [{ payer, declared: declaredOf(payroll) }]
  })
}

/** Some employers' month, as it is billed today: what is still to be billed to each, and whom their lists name in vain. */
export const billEmployers = async (unit: RunUnit, effects: BillingEffects, today: Day): Promise<void> => {
  const { store, policy } = effects
  if (await isUnitDone(store, unit)) return
  const { city, month, issuedOn, suppliedOn = issuedOn, employerIds, by } = inputOf<BillingInput>(unit)
  const figures = monthFigures(policy(), month, city)
  const run = { runId: unit.runId, month, issuedOn, suppliedOn, madeOn: today, by, figures }
  const struck = await struckAmong(employerIds, { month, today }, effects)
  const all = await readPayers({ city, month, employerIds: struck.billed }, effects)
  const { payers, heldBack } = await holdBack(all, struck, { month, store })
  const { rows, ...tally } = await billMonths(payers, run, effects)
  const silent = all
    .filter(({ declared }) => declared.length === 0)
    .map(({ payer }) => ({ code: 'no-wage-list' as const, employerId: payer.id }))
  const leftOut = [...silent, ...struck.over, ...heldBack, ...rows]
  const parts = await keepLeftOut(unit, leftOut, { store, parts: 0, all: true })
  // A rejection means that the same unit was completed at the same time, with the same bills.
  await store.write(completeUnit(unit, { ...tally, leftOut: countLeftOut(leftOut), parts }))
}
