import type { Invariant, RecordedItem, Violation } from '#shared/kernel/invariant.ts'
import { fen } from '#shared/money/fen.ts'
import { institutionMonths } from '../claims/institution-months.ts'
import { addCosts, clearingParts, partsTotal } from '../cleared-cost/rules/cost-parts.ts'
import { costs, costsIn, figuresOf, yearsCleared } from '../cleared-cost/store.ts'
import type { Tally } from '../ledger/rules/recorded.ts'
import { differences, figure, figures, fundOf, tally, text } from '../ledger/rules/recorded.ts'
import { cares } from './rules/clear-institution.ts'
import { clearingCosts } from './rules/clearing-costs.ts'
import type { ClearingStatement } from './rules/statement.ts'
import { clearings } from './store.ts'

type Place = string

const fundYear = (item: RecordedItem, year: string): Place => `${fundOf(item)} ${year}`
const placeOfCleared = (item: RecordedItem): Place => {
  const { fund, year } = yearsCleared.from(item)
  return `${fund.city} ${fund.scheme} ${year}`
}
const partsOfStatements = [...clearingParts, 'monthly'] as const
const isOfStatements = (name: string): boolean => partsOfStatements.some((part) => name.endsWith(`:${part}`))

/** What a month's statement adds to the cost of its year, where it was booked in a later one. */
const monthlyCosts = (statement: RecordedItem): Record<string, number> => {
  const { inpatient = 0, outpatient = 0 } = figures(statement, 'differences')
  const isLate = text(statement, 'bookedIn').slice(0, 4) > text(statement, 'month').slice(0, 4)
  return isLate ? { 'inpatient:monthly': inpatient, 'outpatient:monthly': outpatient } : {}
}

const statementsId = 'budget.cleared-cost-is-the-statements'

/** What stands beside the books of a year for its months and its clearing is what their statements come to. */
export const clearedCostIsTheStatements: Invariant = {
  id: statementsId,
  number: 7,
  rule: 'Beside the books of a year, for each line and part: what its clearing adds, and the methods of months settled later = the sum of the statements; a year is cleared when none is open.',
  start: () => {
    const counted = tally()
    const kept = tally()
    const before = tally()
    const cleared = new Map<Place, number>()
    const statements = tally()
    return {
      see: (item) => {
        if (costs.is(item)) {
          const own = Object.entries(item).filter(([name]) => isOfStatements(name))
          counted.add(fundYear(item, text(item, 'year')), Object.fromEntries(own) as Record<string, number>)
        }
        if (yearsCleared.is(item)) cleared.set(placeOfCleared(item), figure(item, 'statements'))
        if (item.kind === 'settlement-statement')
          kept.add(fundYear(item, text(item, 'month').slice(0, 4)), monthlyCosts(item))
        if (!clearings.is(item)) return
        const statement: ClearingStatement = clearings.from(item)
        const place = fundYear(item, text(item, 'year'))
        statements.add(place, { all: 1, locked: statement.state === 'locked' ? 1 : 0 })
        if (statement.state !== 'locked') return
        // What was locked before costs were kept is counted when its year is recorded as cleared.
        const sums = statement.costs === undefined ? before : kept
        sums.add(place, figuresOf(clearingCosts(statement)))
      },
      finish: () => {
        for (const place of before.places().filter((each) => cleared.has(each)))
          kept.add(place, sumsAt(before, place))
        const found = differences(statementsId, 'statements and cost of the year', kept, counted)
        return { ...found, violations: [...found.violations, ...openYears(cleared, statements)] }
      },
    }
  },
}

const sumsAt = (sums: Tally, place: Place) =>
  Object.fromEntries(sums.names(place).map((name) => [name, sums.at(place, name)]))

const openYears = (cleared: ReadonlyMap<Place, number>, statements: Tally): Violation[] =>
  [...cleared]
    .map(([where, told]) => ({
      where,
      figures: { told, all: statements.at(where, 'all'), locked: statements.at(where, 'locked') },
    }))
    .filter(({ figures: { told, all, locked } }) => told !== all || all !== locked)
    .map((each) => ({ invariant: statementsId, what: 'a year is cleared with statements open', ...each }))

const cashId = 'budget.cash-and-parts-are-the-cleared-cost'
const ofCare: ReadonlySet<string> = new Set([
  'claims-settled',
  'claims-recovered',
  'payment-method-difference',
])

/** What was booked for the care of a cleared year, with what its clearing adds, is what its statements accepted. */
export const cashAndPartsAreTheClearedCost: Invariant = {
  id: cashId,
  number: 7,
  rule: 'For the care of a cleared year, care elsewhere aside: booked in the year + added by the methods of its last months and by its clearing = accepted by its locked statements, to the fen.',
  start: () => {
    const booked = tally()
    const accepted = tally()
    const cleared = new Map<Place, number>()
    return {
      see: (item) => {
        if (item.kind === 'journal-entry' && ofCare.has(text(item, 'reason'))) {
          const moved = figures(item, 'movements')
          booked.add(fundYear(item, text(item, 'month').slice(0, 4)), {
            inpatient: moved.inpatient ?? 0,
            outpatient: (moved.outpatient ?? 0) + (moved['chronic-special'] ?? 0),
          })
        }
        // Care elsewhere is in no statement of the city: the city of treatment settles it.
        if (institutionMonths.is(item) && item.treatedIn !== undefined) {
          const [all, stays] = [figure(item, 'controlled'), figure(item, 'inpatient')]
          const place = fundYear(item, text(item, 'month').slice(0, 4))
          booked.add(place, { inpatient: -stays, outpatient: stays - all })
        }
        if (costs.is(item)) {
          const own = addCosts(costsIn(item))
          const parts = (line: 'inpatient' | 'outpatient') =>
            partsTotal(Object.fromEntries(partsOfStatements.map((part) => [part, own[line]?.[part] ?? 0])))
          booked.add(fundYear(item, text(item, 'year')), {
            inpatient: parts('inpatient'),
            outpatient: parts('outpatient'),
          })
        }
        if (yearsCleared.is(item)) cleared.set(placeOfCleared(item), figure(item, 'accepted'))
        if (!clearings.is(item)) return
        const { basis, cleared: ofYear } = clearings.from(item)
        const place = fundYear(item, text(item, 'year'))
        for (const care of cares)
          accepted.add(place, { [care]: fen(basis.care[care].accrued - ofYear.unpaid[care]) })
        accepted.add(place, { accepted: ofYear.accepted })
      },
      finish: () => {
        const [cost, statements] = [tally(), tally()]
        for (const [place, told] of cleared) {
          const sums = sumsAt(booked, place)
          cost.add(place, { inpatient: 0, outpatient: 0, ...sums, accepted: told })
          statements.add(place, sumsAt(accepted, place))
        }
        return differences(cashId, 'statements and cleared cost', statements, cost)
      },
    }
  },
}
