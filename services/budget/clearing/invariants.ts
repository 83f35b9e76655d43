import type { Invariant, RecordedItem, Violation } from '#shared/kernel/invariant.ts'
import { isSamePerson } from '#shared/kernel/subject.ts'
import { sum } from '#shared/money/fen.ts'
import { Exact } from '#shared/money/rate.ts'
import { differences, eachOf, figure, figures, fundOf, tally, text } from '../ledger/rules/recorded.ts'
import { mostPaidOf } from './rules/bounded.ts'
import type { ClearedYear } from './rules/clear-institution.ts'
import { leftOver } from './rules/clear-institution.ts'
import { clearingMovements } from './rules/movements.ts'
import type { LockedStatement } from './rules/statement.ts'
import { clearings } from './store.ts'

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

/** What institutions are paid out of a pool of points or a community's package is what it pays, to the fen. */
export const poolsAreDivided: Invariant = {
  id: poolsId,
  number: 7,
  rule: "The final payments to institutions out of a pool of points or a medical community's package sum to what it pays.",
  start: () => {
    const pools = tally()
    const paid = tally()
    return {
      see: (item) => {
        const place = `${fundOf(item)} ${text(item, 'year')}`
        if (item.kind === 'clearing-pool')
          pools.add(`${place} ${text(item, 'pool')}`, {
            paid: item.paid === undefined ? figure(item, 'fund') : figure(item, 'paid'),
          })
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

/** What a pool pays, what the fund keeps of it, and what care elsewhere cost are the pool. */
export const poolsKeepTheRest = eachOf(
  'clearing-pool',
  {
    id: 'budget.pools-keep-the-rest',
    number: 7,
    rule: 'Of a pool: paid to institutions + kept by the fund + charged for care elsewhere = its fund.',
  },
  (pool) => {
    if (pool.paid === undefined) return undefined
    const [paid, kept, elsewhere] = [figure(pool, 'paid'), figure(pool, 'kept'), figure(pool, 'elsewhere')]
    const fund = figure(pool, 'fund')
    return paid + kept + elsewhere === fund
      ? undefined
      : { what: 'the pool does not add up', figures: { fund, paid, kept, elsewhere } }
  },
)

type Worth = {
  readonly share: number
  readonly floor: number
  readonly ceiling: number
  readonly toppedUp: number
  readonly deducted: number
}
type BoundedCare = {
  readonly final: number
  readonly claimed?: number
  readonly mostPaid?: string
  readonly pool?: string
  readonly worth?: Worth
}

const boundsId = 'budget.payment-is-bounded'

/** What is wrong with what one kind of care was paid against what was claimed and what its points are worth. */
const unbounded = ({ final, claimed = 0, mostPaid, pool, worth }: BoundedCare) => {
  if (pool !== undefined && mostPaid === undefined)
    return { what: 'a pool pays without a rate of what was claimed', figures: { final } }
  if (mostPaid !== undefined && final > mostPaidOf(claimed, mostPaid))
    return { what: 'it is paid more of what was claimed than agreed', figures: { final, claimed, mostPaid } }
  if (worth === undefined) return undefined
  const { share, floor, ceiling, toppedUp, deducted } = worth
  const most = Math.min(ceiling, Math.max(share, Math.min(floor, toppedUp)))
  return final + deducted <= most
    ? undefined
    : { what: 'its points are paid beyond their bounds', figures: { final, most } }
}

/** Nobody is paid by points or heads beyond what bounds them, and what was claimed is what the months settled. */
export const boundsHold: Invariant = {
  id: boundsId,
  number: 7,
  rule: 'Paid by points, days or heads ≤ agreed rate × claimed; the value of a point lies between floor and ceiling, and the floor costs no more than agreed.',
  start: () => {
    const standings = new Map<string, Record<string, number>>()
    const claimed = tally()
    const violations: Violation[] = []
    return {
      see: (item) => {
        if (item.kind === 'institution-standing') {
          const inpatient = figure(item, 'inpatient')
          const outpatient = figure(item, 'controlled') - inpatient
          standings.set(institutionYear(item), { inpatient, outpatient })
        }
        if (item.kind !== 'clearing-statement') return
        const { care } = item.basis as { care: Record<string, BoundedCare> }
        for (const [name, each] of Object.entries(care)) {
          const found = unbounded(each)
          const where = `${institutionYear(item)} ${name}`
          if (found) violations.push({ invariant: boundsId, where, ...found })
          if (each.claimed !== undefined) claimed.add(institutionYear(item), { [name]: each.claimed })
        }
      },
      finish: () => {
        const settled = tally()
        for (const place of claimed.places()) settled.add(place, { ...standings.get(place) })
        const found = differences(boundsId, 'claims of the months and of the clearing', settled, claimed)
        return { ...found, violations: [...violations, ...found.violations] }
      },
    }
  },
}

/** Nobody keeps a surplus at a failing score, of quotas or of lists. */
export const surplusNeedsTheScore = eachOf(
  'clearing-statement',
  {
    id: 'budget.surplus-needs-the-score',
    number: 7,
    rule: 'At a score below the failing one nothing of a surplus is kept; no list pays more than its cases then.',
  },
  (statement) => {
    const { score, terms, care } = statement.basis as {
      score: string
      terms: { failingScore?: string }
      care: Record<string, { banded: boolean; final: number; saved?: number }>
    }
    if (terms.failingScore === undefined || !new Exact(score).lessThan(terms.failingScore)) return undefined
    const { kept, byMethod } = clearedOf(statement)
    const most = sum(Object.values(care).map(({ banded, final, saved = 0 }) => (banded ? 0 : final - saved)))
    return kept === 0 && byMethod <= most
      ? undefined
      : { what: 'a surplus is kept at a failing score', figures: { score, kept, byMethod, most } }
  },
)

/** Who proposed a statement, answered it, or decided on its dispute, did not lock it: no single hand pays a clearing out. */
export const lockedByAnotherHand = eachOf(
  'clearing-statement',
  {
    id: 'budget.locked-by-another-hand',
    number: 7,
    rule: 'A clearing statement is locked neither by who proposed it, nor by who confirmed or disputed it, nor by who decided on its dispute.',
  },
  (item) => {
    const statement = clearings.from(item)
    if (statement.state !== 'locked') return undefined
    const { proposed, confirmed, disputed, decided, locked } = statement
    return [proposed, confirmed, disputed, decided].some(
      (hand) => hand !== undefined && isSamePerson(hand.by, locked.by),
    )
      ? { what: 'one hand proposed, answered or decided, and locked', figures: { by: locked.by } }
      : undefined
  },
)

type Hands = Partial<Pick<LockedStatement, 'proposed' | 'confirmed' | 'disputed' | 'decided'>>

/** Who speaks for an institution neither proposed its statement for the fund, nor decided on what it disputed. */
export const answeredByAnotherHand = eachOf(
  'clearing-statement',
  {
    id: 'budget.clearings-are-answered-by-another-hand',
    number: 7,
    rule: 'Who confirmed or disputed a clearing statement neither proposed it nor decided on its dispute.',
  },
  (item) => {
    const { proposed, confirmed, disputed, decided }: Hands = clearings.from(item)
    const answers = [confirmed, disputed].flatMap((each) => each ?? [])
    const found = answers.find(({ by }) =>
      [proposed, decided].some((hand) => hand !== undefined && isSamePerson(hand.by, by)),
    )
    return found
      ? { what: 'one hand answered, and proposed or decided', figures: { by: found.by } }
      : undefined
  },
)

const weighedId = 'budget.weighed-by-another-hand'

/** What a case weighs, and by how much volume grew, moves what a clearing pays: who decided that did not lock it. */
export const weighedByAnotherHand: Invariant = {
  id: weighedId,
  number: 10,
  rule: 'No clearing statement is locked by a person who before weighed a case or verified a growth of its fund and year.',
  start: () => {
    const weighed: { readonly place: string; readonly by: string; readonly on: string }[] = []
    const locks: { readonly place: string; readonly by: string; readonly on: string }[] = []
    const place = (item: RecordedItem) => `${fundOf(item)} ${text(item, 'year')}`
    return {
      see: (item) => {
        if (item.kind === 'case-review' || item.kind === 'volume-growth')
          weighed.push({ place: place(item), by: text(item, 'by'), on: text(item, 'on') })
        if (!clearings.is(item)) return
        const statement = clearings.from(item)
        if (statement.state === 'locked') {
          const { by, on } = statement.locked
          locks.push({ place: place(item), by, on })
        }
      },
      finish: () => ({
        checked: weighed.length + locks.length,
        violations: weighed
          .filter((each) =>
            locks.some(
              (lock) => lock.place === each.place && each.on < lock.on && isSamePerson(lock.by, each.by),
            ),
          )
          .map(({ place: where, by }) => ({
            invariant: weighedId,
            where,
            what: 'one hand weighed and locked',
            figures: { by },
          })),
      }),
    }
  },
}
