import type { Invariant, RecordedItem, Violation } from '#shared/kernel/invariant.ts'
import { sum } from '#shared/money/fen.ts'
import { institutionMonths } from '../claims/institution-months.ts'
import { costs } from '../cleared-cost/store.ts'
import { differences, figure, figures, fundOf, tally, text } from '../ledger/rules/recorded.ts'
import type { BookedCost } from './borne-costs.ts'
import { borneCosts } from './borne-costs.ts'
import { lateCostDecisions } from './late-cost-decisions.ts'
import { careLines } from './rules/borne-costs.ts'

const id = 'budget.late-costs-are-borne-once'

/** What keeps what an institution bears from being of its own late claims, and once. */
const faultOf = ({ amount, lines, late, before }: BookedCost): string | undefined => {
  if (sum(careLines.map((line) => lines[line])) !== amount) return 'its lines are another amount'
  return before + amount > late ? 'it bears more than came late of its claims' : undefined
}

/** What an institution bears is what was decided, booked, taken off the year's cost, and taken off its own months. */
export const lateCostsAreBorneOnce: Invariant = {
  id,
  number: 7,
  rule: 'What an institution bears of late costs = decided by two = taken off the lines of the journal = taken off the cost of the year = taken off its months with what clearings take back; never more than came late of its own claims.',
  start: () => {
    const [decided, borne] = [tally(), tally()]
    const [booked, lines] = [tally(), tally()]
    const [offCost, ofYear] = [tally(), tally()]
    const [taken, owed] = [tally(), tally()]
    const faults: Violation[] = []
    const before = new Map<string, BookedCost[]>()
    let looked = 0
    const seeBorne = (item: RecordedItem) => {
      const cost = borneCosts.from(item)
      const fund = fundOf(item)
      const { institution, year, number, amount, bookedIn } = cost
      borne.add(`${fund} ${year} ${number} ${institution}`, { amount })
      lines.add(`${fund} ${bookedIn}`, cost.lines)
      ofYear.add(`${fund} ${year} ${bookedIn}`, cost.lines)
      owed.add(`${fund} ${institution}`, { amount })
      const own = `${fund} ${year} ${institution}`
      before.set(own, [...(before.get(own) ?? []), cost])
      const what = faultOf(cost)
      if (what) faults.push({ invariant: id, where: own, what, figures: { amount, late: cost.late } })
    }
    const see = (item: RecordedItem) => {
      const fund = fundOf(item)
      if (institutionMonths.is(item)) looked += 1
      if (borneCosts.is(item)) seeBorne(item)
      if (lateCostDecisions.is(item)) {
        const decision = lateCostDecisions.from(item)
        if (decision.status === 'approved')
          for (const { institution, amount } of decision.borne ?? [])
            decided.add(
              `${decision.fund.city} ${decision.fund.scheme} ${decision.year} ${decision.number} ${institution}`,
              { amount },
            )
      }
      if (item.kind === 'journal-entry' && item.reason === 'late-costs-borne') {
        const moved = figures(item, 'movements')
        booked.add(
          `${fund} ${text(item, 'month')}`,
          Object.fromEntries(careLines.map((line) => [line, -(moved[line] ?? 0)])),
        )
      }
      if (costs.is(item)) {
        const own = careLines.map((line) => [line, -Number(item[`${line}:borne`] ?? 0)] as const)
        if (own.some(([, amount]) => amount !== 0))
          offCost.add(`${fund} ${text(item, 'year')} ${text(item, 'bookedIn')}`, Object.fromEntries(own))
      }
      if (institutionMonths.is(item) && item.owedBack !== undefined)
        taken.add(`${fund} ${text(item, 'institution')}`, { amount: figure(item, 'owedBack') })
      if (item.kind === 'clearing-statement' && item.state === 'locked') {
        const amount = figures(item, 'cleared').owedBack ?? 0
        if (amount !== 0) owed.add(`${fund} ${text(item, 'institution')}`, { amount })
      }
    }
    return {
      see,
      finish: () => {
        const twice = [...before].flatMap(([where, all]): Violation[] => {
          const most = Math.max(
            ...all.map(({ late, amount, before: earlier }) => Math.max(late, amount + earlier)),
          )
          const bears = sum(all.map(({ amount }) => amount))
          return bears > most
            ? [{ invariant: id, where, what: 'late claims are borne twice', figures: { bears, most } }]
            : []
        })
        const found = [
          differences(id, 'decided and borne', decided, borne),
          differences(id, 'borne and booked', lines, booked),
          differences(id, 'borne and cost of the year', ofYear, offCost),
          differences(id, "owed back and institutions' months", owed, taken),
        ]
        const ofSums = found.flatMap(({ violations }) => violations)
        return {
          checked: looked,
          violations: [...faults, ...twice, ...ofSums],
        }
      },
    }
  },
}
