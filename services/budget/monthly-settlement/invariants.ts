import type { Invariant, RecordedItem } from '#shared/kernel/invariant.ts'
import { differences, eachOf, figure, figures, fundOf, tally, text } from '../ledger/rules/recorded.ts'
import type { Answer } from './rules/answer.ts'
import { upheldIn } from './rules/upheld-claim.ts'

const claimedId = 'budget.settlement-accounts-for-claims'
const entriesId = 'budget.settlement-entries-are-the-statements'
const ordersId = 'budget.orders-are-the-statements'

const institutionYear = (item: RecordedItem, year: string) =>
  `${fundOf(item)} ${year} ${text(item, 'institution')}`

/**
 * Where an institution's claims of the settled months of a year went. What they came to is ordered, held as deposit,
 * suspended, or set off against what it owed back.
 */
export const settlementAccountsForClaims: Invariant = {
  id: claimedId,
  number: 7,
  rule: 'For every institution and year: ordered + deposit + suspended + carried = claimed + differences of payment methods − owed back from clearing.',
  start: () => {
    const settledThrough = new Map<string, string>()
    const settled = tally()
    const months: { place: string; month: string; payable: number }[] = []
    return {
      see: (item) => {
        if (item.kind === 'institution-standing') {
          const place = institutionYear(item, text(item, 'year'))
          settledThrough.set(place, text(item, 'settledThrough'))
          const held = ['ordered', 'deposits', 'suspended', 'carried'].map((name) => figure(item, name))
          const byMethod = figure(item, 'inpatientDifference') + figure(item, 'outpatientDifference')
          const claimed = held.reduce((a, b) => a + b, 0) - figure(item, 'carriedIn') - byMethod
          settled.add(place, { claimed })
        }
        if (item.kind === 'institution-month' && item.treatedIn === undefined) {
          const month = text(item, 'month')
          const payable = figure(item, 'controlled') + figure(item, 'others') - figure(item, 'owedBack')
          months.push({ place: institutionYear(item, month.slice(0, 4)), month, payable })
        }
      },
      finish: () => {
        const claimed = tally()
        for (const { place, month, payable } of months)
          if (month <= (settledThrough.get(place) ?? '')) claimed.add(place, { claimed: payable })
        return differences(claimedId, 'claims and settlement', claimed, settled)
      },
    }
  },
}

/** What a statement or an advance has ordered; a clearing statement orders when it is locked. */
const orderedBy = (item: RecordedItem): readonly { readonly orderId: string; readonly amount: number }[] => {
  const own = (amount: number) => ({ orderId: text(item, 'orderId'), amount })
  if (item.kind === 'settlement-statement') {
    const visitors = figures(item, 'visitors').ordered ?? 0
    return [own(figure(item, 'ordered')), { orderId: text(item, 'visitorsOrderId'), amount: visitors }]
  }
  if (item.kind === 'working-capital') return [own(figure(item, 'amount'))]
  if (item.kind === 'clearing-statement' && item.state === 'locked')
    return [own(figures(item, 'cleared').ordered ?? 0)]
  return []
}

/** Orders that pay no institution. */
const toOthers: readonly string[] = ['adjustment-fund-levy', 'cities-settlement', 'benefit', 'family-premium']

/** Every order to pay an institution is what its statement says, and none is missing. */
export const ordersAreTheStatements: Invariant = {
  id: ordersId,
  number: 7,
  rule: 'Payment orders, waiting, open or paid, equal what the monthly and clearing statements and the advances ordered.',
  start: () => {
    const statements = tally()
    const orders = tally()
    return {
      see: (item) => {
        for (const { orderId, amount } of orderedBy(item)) if (amount > 0) statements.add(orderId, { amount })
        if (item.kind === 'payment-order') {
          const { purpose } = item.cause as { purpose: string }
          if (!toOthers.includes(purpose))
            orders.add(text(item, 'orderId'), { amount: figure(item, 'amount') })
        }
      },
      finish: () => differences(ordersId, 'statement and order', statements, orders),
    }
  },
}

/** An entry that settles institutions is the sum of the statements that name it: the way down from the ledger. */
export const settlementEntriesAreTheStatements: Invariant = {
  id: entriesId,
  number: 7,
  rule: 'What an entry of a monthly settlement orders, holds as deposit and suspends = the sum of its statements.',
  start: () => {
    const entries = tally()
    const statements = tally()
    return {
      see: (item) => {
        if (item.kind === 'journal-entry' && item.reason === 'monthly-settlement') {
          const moved = figures(item, 'movements')
          const credited = (account: string) => 0 - (moved[account] ?? 0)
          entries.add(text(item, 'entryId'), {
            ordered: credited('payment-orders'),
            deposit: credited('deposits'),
            suspended: credited('suspended'),
          })
        }
        if (item.kind === 'settlement-statement')
          statements.add(text(item, 'entryId'), {
            ordered: figure(item, 'ordered'),
            deposit: figure(item, 'deposit'),
            suspended: figure(item, 'suspended'),
          })
      },
      finish: () => differences(entriesId, 'entry and its statements', statements, entries),
    }
  },
}

const suspendedId = 'budget.suspended-waits-for-review'

/** No month pays what an earlier one suspended, unless the agreement says so. */
export const suspendedWaitsForReview = eachOf(
  'settlement-statement',
  {
    id: suspendedId,
    number: 7,
    rule: "A month pays within its quota no more than its own claims; what is suspended waits for the year's end, unless the agreement releases it.",
  },
  (statement) => {
    if (statement.releases === true) return undefined
    const { inpatient = 0, outpatient = 0 } = figures(statement, 'differences')
    const ofMonth = figure(statement, 'controlled') + inpatient + outpatient
    const within = figure(statement, 'within')
    return within <= Math.max(0, ofMonth)
      ? undefined
      : { what: 'suspended money was paid by a later month', figures: { within, ofMonth } }
  },
)

const upheldId = 'budget.upheld-claims-are-worked-on'

/** What a decision on a contest upheld is work to do, and only a posted correction or reversal of it ends that. */
export const upheldClaimsAreWorkedOn: Invariant = {
  id: upheldId,
  number: 7,
  rule: 'Every claim of which a contest was upheld is work to do, and was ended only by a posted claim that corrects or reverses it.',
  start: () => {
    const decided = tally()
    const tasks = tally()
    const posted = new Set<string>()
    let statements = 0
    const ended: { place: string; by: string }[] = []
    return {
      see: (item) => {
        const own = `${fundOf(item)} ${text(item, 'institution')}`
        if (item.kind === 'settlement-statement') statements += 1
        if (item.kind === 'claim-posted' || item.kind === 'visit-posted') {
          const put = item.corrects ?? item.reverses
          if (put !== undefined) posted.add(`${own} ${put} ${text(item, 'claimId')}`)
        }
        if (item.kind === 'statement-answer') {
          const { institution, month } = {
            institution: text(item, 'institution'),
            month: text(item, 'month'),
          }
          for (const { claimId } of upheldIn({ institution, month }, item.answer as Answer))
            decided.add(`${own} ${month} ${claimId}`, { upheld: 1 })
        }
        if (item.kind === 'upheld-claim') {
          const claimId = text(item, 'claimId')
          tasks.add(`${own} ${text(item, 'month')} ${claimId}`, { upheld: 1 })
          const corrected = item.corrected as { claimId: string } | undefined
          if (corrected)
            ended.push({
              place: `${own} ${text(item, 'month')} ${claimId}`,
              by: `${own} ${claimId} ${corrected.claimId}`,
            })
        }
      },
      finish: () => {
        const found = differences(upheldId, 'upheld and worked on', decided, tasks)
        const untrue = ended
          .filter(({ by }) => !posted.has(by))
          .map(({ place }) => ({
            invariant: upheldId,
            where: place,
            what: 'nothing that was posted corrects it',
          }))
        return { checked: statements + ended.length, violations: [...found.violations, ...untrue] }
      },
    }
  },
}

const visitorsId = 'budget.visitors-are-paid-once'

/** Where the claims of persons insured elsewhere went that were booked in the settled months of a year. */
export const visitorsArePaidOnce: Invariant = {
  id: visitorsId,
  number: 7,
  rule: 'For every institution and year: ordered + carried for persons insured elsewhere = their claims of the settled months; statements and standing say the same.',
  start: () => {
    const settledThrough = new Map<string, string>()
    const settled = tally()
    const statements = tally()
    const months: { place: string; month: string; visitors: number }[] = []
    return {
      see: (item) => {
        if (item.kind === 'institution-standing') {
          const place = institutionYear(item, text(item, 'year'))
          settledThrough.set(place, text(item, 'settledThrough'))
          const { ordered = 0, carried = 0, carriedIn = 0 } = figures(item, 'visitors')
          settled.add(place, { claimed: ordered + carried - carriedIn, ordered })
        }
        if (item.kind === 'settlement-statement')
          statements.add(institutionYear(item, text(item, 'month').slice(0, 4)), {
            ordered: figures(item, 'visitors').ordered ?? 0,
          })
        if (item.kind === 'institution-month') {
          const month = text(item, 'month')
          const visitors = figure(item, 'visitors')
          months.push({ place: institutionYear(item, month.slice(0, 4)), month, visitors })
        }
      },
      finish: () => {
        for (const { place, month, visitors } of months)
          if (month <= (settledThrough.get(place) ?? '')) statements.add(place, { claimed: visitors })
        return differences(visitorsId, 'visits and settlement', statements, settled)
      },
    }
  },
}

const straightId = 'budget.nobody-pays-institutions-elsewhere'

/** What is owed to the city of treatment is not paid to its institution too. */
export const nobodyPaysInstitutionsElsewhere: Invariant = {
  id: straightId,
  number: 7,
  rule: 'No settlement pays an institution for claims of which the city of treatment is owed the money.',
  start: () => {
    const owedThere = tally()
    const statements = tally()
    const own = tally()
    const name = (item: RecordedItem) => `${fundOf(item)} ${text(item, 'institution')}`
    return {
      see: (item) => {
        if (item.kind === 'institution-month')
          (item.treatedIn === undefined ? own : owedThere).add(name(item), { months: 1 })
        if (item.kind === 'settlement-statement')
          statements.add(name(item), { ordered: figure(item, 'ordered') })
      },
      finish: () => {
        const elsewhere = owedThere.places()
        const violations = elsewhere
          .filter((place) => own.at(place, 'months') === 0 && statements.at(place, 'ordered') !== 0)
          .map((where) => ({
            invariant: straightId,
            where,
            what: 'an institution elsewhere was paid straight',
            figures: { ordered: statements.at(where, 'ordered') },
          }))
        return { checked: elsewhere.length, violations }
      },
    }
  },
}
