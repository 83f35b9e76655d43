import type { Invariant, RecordedItem } from '#shared/kernel/invariant.ts'
import { differences, eachOf, figure, figures, fundOf, tally, text } from '../ledger/rules/recorded.ts'
import type { ClearedYear } from './rules/clear-institution.ts'
import { leftOver } from './rules/clear-institution.ts'
import { clearingMovements } from './rules/movements.ts'

const clearedOf = (item: RecordedItem) => item.cleared as ClearedYear
const institutionYear = (item: RecordedItem) =>
  `${fundOf(item)} ${text(item, 'year')} ${text(item, 'institution')}`

/** Of everything held for an institution's year nothing is left when it is cleared. */
export const clearingSettlesToZero = eachOf(
  'clearing-statement',
  {
    id: 'budget.clearing-settles-to-zero',
    number: 7,
    rule: 'For every cleared year: suspended + deposits − advance = ordered − owed back + not paid by the fund + forfeited deposit.',
  },
  (statement) => {
    const left = leftOver(clearedOf(statement))
    return left === 0 ? undefined : { what: 'the clearing leaves something over', figures: { left } }
  },
)

const heldId = 'budget.clearing-is-of-the-year'

/** What a clearing counts as held is what the year's settlements and advances left. */
export const clearingIsOfTheYear: Invariant = {
  id: heldId,
  number: 7,
  rule: 'The paid, suspended, deposited and advanced amounts of a clearing equal those of the months and the advance of its year.',
  start: () => {
    const standings = new Map<string, Record<string, number>>()
    const advances = new Map<string, number>()
    const cleared = tally()
    return {
      see: (item) => {
        const place = institutionYear(item)
        if (item.kind === 'institution-standing')
          standings.set(place, {
            within: figure(item, 'within'),
            suspended: figure(item, 'suspended'),
            deposits: figure(item, 'deposits'),
          })
        if (item.kind === 'working-capital') advances.set(place, figure(item, 'amount'))
        if (item.kind === 'clearing-statement') {
          const { within, suspended, deposits, advance } = clearedOf(item)
          cleared.add(place, { within, suspended, deposits, advance })
        }
      },
      finish: () => {
        const held = tally()
        for (const place of cleared.places())
          held.add(place, { ...standings.get(place), advance: advances.get(place) ?? 0 })
        return differences(heldId, 'year and clearing', held, cleared)
      },
    }
  },
}

const entriesId = 'budget.clearing-entries-are-the-statements'
/** Money moves between these when an order is funded in the same entry. */
const funding = new Set(['special-account', 'expenditure-account'])

/** An entry that clears institutions is the sum of the statements that name it. */
export const clearingEntriesAreTheStatements: Invariant = {
  id: entriesId,
  number: 7,
  rule: 'The amounts of an entry of a year-end clearing = the sum of the locked statements that name it.',
  start: () => {
    const entries = tally()
    const statements = tally()
    return {
      see: (item) => {
        if (item.kind === 'journal-entry' && item.reason === 'year-end-clearing')
          entries.add(
            text(item, 'entryId'),
            Object.fromEntries(
              Object.entries(figures(item, 'movements')).filter(([account]) => !funding.has(account)),
            ),
          )
        if (item.kind === 'clearing-statement' && item.state === 'locked')
          statements.add(text(item, 'entryId'), clearingMovements(clearedOf(item)) as Record<string, number>)
      },
      finish: () => differences(entriesId, 'entry and its statements', statements, entries),
    }
  },
}

const poolsId = 'budget.pools-are-divided'

/** What institutions are paid out of a pool of points or a community's package is that pool, to the fen. */
export const poolsAreDivided: Invariant = {
  id: poolsId,
  number: 7,
  rule: "The final payments to institutions out of a pool of points or a medical community's package sum to it.",
  start: () => {
    const pools = tally()
    const paid = tally()
    return {
      see: (item) => {
        const place = `${fundOf(item)} ${text(item, 'year')}`
        if (item.kind === 'clearing-pool')
          pools.add(`${place} ${text(item, 'pool')}`, { paid: figure(item, 'fund') })
        if (item.kind === 'clearing-statement') {
          const { care } = item.basis as { care: Record<string, { final: number; pool?: string }> }
          for (const { pool, final } of Object.values(care))
            if (pool !== undefined) paid.add(`${place} ${pool}`, { paid: final })
        }
      },
      finish: () => differences(poolsId, 'pool and statements', pools, paid),
    }
  },
}

const methodsId = 'budget.method-differences-are-the-statements'

/** What methods of payment make of claims is booked by an entry of its own, which is the sum of its statements. */
export const methodDifferencesAreTheStatements: Invariant = {
  id: methodsId,
  number: 7,
  rule: 'The amounts of an entry of payment methods = the differences of the statements that name it.',
  start: () => {
    const entries = tally()
    const statements = tally()
    return {
      see: (item) => {
        if (item.kind === 'journal-entry' && item.reason === 'payment-method-difference') {
          const { inpatient = 0, outpatient = 0 } = figures(item, 'movements')
          entries.add(text(item, 'entryId'), { inpatient, outpatient })
        }
        if (item.kind === 'settlement-statement') {
          const { inpatient = 0, outpatient = 0 } = figures(item, 'differences')
          if (inpatient !== 0 || outpatient !== 0)
            statements.add(text(item, 'differenceEntryId'), { inpatient, outpatient })
        }
      },
      finish: () => differences(methodsId, 'entry and its statements', statements, entries),
    }
  },
}
