import type { Invariant, Violation } from '#shared/kernel/invariant.ts'
import { sum } from '#shared/money/fen.ts'
import { levels, volumeCares, volumeName } from '../claims/rules/volumes.ts'
import { poolExecution } from '../execution/rules/execution.ts'
import type { Fund } from '../ledger/rules/fund.ts'
import { movementsIn } from '../ledger/rules/movements.ts'
import type { Period } from '../ledger/rules/period.ts'
import { differences, figure, fundOf, tally, text } from '../ledger/rules/recorded.ts'
import type { FundPeriod } from '../ledger/rules/year-periods.ts'
import { movementsOfYear, volumePrefix } from '../ledger/rules/year-periods.ts'
import { entriesThrough } from './rules/figures.ts'
import type { IndicatorMonth } from './store.ts'
import { indicatorMonths } from './store.ts'

const ledgerId = 'budget.indicators-are-the-ledger'

type Moved = Pick<FundPeriod, 'period' | 'movements' | 'entries'>

const asPeriods = (all: readonly Moved[]): FundPeriod[] =>
  all.map((each) => ({
    ...each,
    counts: { claims: 0, reversals: 0, cost: 0, inScope: 0 },
    closedOn: null,
    closedBy: null,
  }))

const throughOf = (month: string): Period =>
  month.endsWith('-12') ? (`${month.slice(0, 4)}-13` as Period) : month

/** What the ledger says of the figures that an indicator's month names; undefined where it was written in since. */
const ledgerOf = ({ month, entries }: IndicatorMonth, moved: readonly Moved[]) => {
  const periods = asPeriods(moved.toSorted((a, b) => (a.period < b.period ? -1 : 1)))
  if (entriesThrough(periods, month) !== entries) return undefined
  const { before, during } = movementsOfYear(periods, Number(month.slice(0, 4)), throughOf(month))
  const { income, expenditure, closing } = poolExecution(before, during, 'pooled')
  return { income, expenditure, balance: closing }
}

/** The figures of indicators are the books: as long as these were not written in since, they say the same. */
export const indicatorsAreTheLedger: Invariant = {
  id: ledgerId,
  number: 3,
  rule: 'Income, expenditure and balance that indicators of a month come from = the ledger, where it was not written in since.',
  start: () => {
    const periods = new Map<string, Moved[]>()
    const months: { readonly fund: string; readonly month: IndicatorMonth }[] = []
    return {
      see: (item) => {
        const fund = fundOf(item)
        if (item.kind === 'fund-period') {
          const period = text(item, 'period') as Period
          const moved = { period, movements: movementsIn(item), entries: figure(item, 'entries') }
          periods.set(fund, [...(periods.get(fund) ?? []), moved])
        }
        if (indicatorMonths.is(item)) months.push({ fund, month: indicatorMonths.from(item) })
      },
      finish: () => {
        const shown = tally()
        const booked = tally()
        for (const { fund, month } of months) {
          const ledger = ledgerOf(month, periods.get(fund) ?? [])
          if (!ledger) continue
          const { income = 0, expenditure = 0, balance = 0 } = month.figures
          shown.add(`${fund} ${month.month}`, { income, expenditure, balance })
          booked.add(`${fund} ${month.month}`, ledger)
        }
        const { violations } = differences(ledgerId, 'ledger and indicators', booked, shown)
        return { checked: months.length, violations }
      },
    }
  },
}

const volumesId = 'budget.volumes-are-the-claims'

type Counted = Fund & { readonly period: string; readonly claims: number; readonly volumes: number }

/**
 * The claims that months count by level are those that they count at all. The first month of a fund that counts them so may
 * have begun before they were.
 */
export const volumesAreTheClaims: Invariant = {
  id: volumesId,
  number: 3,
  rule: 'The claims less reversals that a month counts by kind of care and level = those that it counts in all, from the month after the first that counts so.',
  start: () => {
    const counted: Counted[] = []
    return {
      see: (item) => {
        if (item.kind !== 'fund-period') return
        const names = volumeCares.flatMap((care) => levels.map((level) => volumeName(care, level, 'claims')))
        const isCounted = Object.keys(item).some((name) => name.startsWith(volumePrefix))
        if (!isCounted) return
        const [city, scheme] = [text(item, 'city'), text(item, 'scheme')] as [Fund['city'], Fund['scheme']]
        counted.push({
          ...{ city, scheme, period: text(item, 'period') },
          claims: figure(item, 'claims') - figure(item, 'reversals'),
          volumes: sum(names.map((name) => figure(item, name))),
        })
      },
      finish: () => {
        const firsts = new Map<string, string>()
        for (const { city, scheme, period } of counted) {
          const first = firsts.get(`${city} ${scheme}`)
          if (first === undefined || period < first) firsts.set(`${city} ${scheme}`, period)
        }
        const whole = counted.filter(
          ({ city, scheme, period }) => period > (firsts.get(`${city} ${scheme}`) ?? ''),
        )
        const violations = whole
          .filter(({ claims, volumes }) => claims !== volumes)
          .map(
            ({ city, scheme, period, claims, volumes }): Violation => ({
              invariant: volumesId,
              where: `${city} ${scheme} ${period}`,
              what: 'claims by level are not the claims of the month',
              figures: { should: claims, is: volumes },
            }),
          )
        return { checked: whole.length, violations }
      },
    }
  },
}
