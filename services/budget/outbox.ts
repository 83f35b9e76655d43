import {
  agreementChanged,
  benefitPaymentOrdered,
  budgetLinePassed,
  citiesPaid,
  citiesPaymentOrdered,
  familyPremiumRemitted,
  fundYearCleared,
  fundYearClosed,
  fundYearCorrected,
  fundYearFinalised,
  ledgerSealed,
  levyRemitted,
  paymentOrdered,
  performancePublished,
  provinceLedgerSealed,
  warningAnswered,
  warningCalled,
  warningClosed,
  warningRaised,
} from '#shared/contracts/budget.ts'
import { recoveryBooked } from '#shared/contracts/supervision.ts'
import type { Change, Outgoing } from '#shared/edge/events/publish.ts'
import { eventsByKind } from '#shared/edge/events/publish.ts'
import { sameContent } from '#shared/kernel/canonical.ts'
import { isCity } from '#shared/kernel/divisions.ts'
import { must } from '#shared/kernel/errors.ts'
import { stableId } from '#shared/kernel/hash.ts'
import { finalYears } from './accounts/final-year.ts'
import { toAgreement } from './agreement/store.ts'
import { toRecoveryBooked } from './claims/post-recovery.ts'
import { toYearCleared } from './cleared-cost/store.ts'
import { toWarning } from './execution/raised-log.ts'
import { correctedYears } from './late-cost/corrected-years.ts'
import type { Books } from './ledger/rules/fund.ts'
import { divisions } from './ledger/rules/fund.ts'
import type { Cause, PaymentOrder } from './payment/rules/payment-order.ts'
import { payeeKindOf } from './payment/rules/payment-order.ts'
import { toOrder } from './payment/store.ts'
import { evaluations } from './performance/store.ts'
import { passedLines } from './planning/passed-lines.ts'
import { toBlock } from './seals/store.ts'
import { service } from './table.ts'
import type { WarningCase } from './warning/rules/warning-case.ts'
import { toCase } from './warning/store.ts'
import { toYearClosed } from './year-close/store.ts'

/** A city or the province, as payee of what is left between cities. */
const divisionOf = (payee: string): Books['city'] => {
  const found = divisions.find((each) => each === payee)
  must(found !== undefined, 'outbox.no-division', 'cities settle with the province only', { payee })
  return found
}

/** What an order pays, in the words of the first release: what is paid for visitors is a monthly settlement too. */
const purposeOf = ({
  purpose,
}: Exclude<Cause, { readonly purpose: 'cities-settlement' | 'benefit' | 'family-premium' }>) =>
  purpose === 'visitors-settlement'
    ? ({ purpose: 'monthly-settlement', visitors: true } as const)
    : { purpose }

type ToCity = { readonly order: PaymentOrder; readonly settlementId: string; readonly sequence: string }

/** Between a city and the province: what is ordered, and what arrived. */
const citiesEvents = ({ order, settlementId, sequence }: ToCity): Outgoing[] => {
  const { orderId, fund, payee, amount, orderedOn, attempt } = order
  const shared = {
    orderId,
    settlementId,
    scheme: fund.scheme,
    from: fund.city,
    to: divisionOf(payee),
    amount,
  }
  if (order.state === 'open') {
    const id = ['cities-payment-ordered', orderId, ...(attempt === undefined ? [] : [attempt])].join(':')
    const event = { id, occurredOn: orderedOn, data: { ...shared, orderedOn, attempt } }
    return [{ contract: citiesPaymentOrdered, event, sequences: [sequence] }]
  }
  if (order.state !== 'paid') return []
  const { paidOn } = order
  const event = { id: `cities-paid:${orderId}`, occurredOn: paidOn, data: { ...shared, paidOn } }
  return [{ contract: citiesPaid, event, sequences: [sequence] }]
}

const orderEvents = ({ item, before, sequence }: Change): Outgoing[] => {
  const { order } = toOrder(item)
  const was = before && toOrder(before).order.state
  const { orderId, fund, payee, cause, amount, orderedOn, attempt } = order
  const { city, scheme } = fund
  if (cause.purpose === 'cities-settlement')
    return was === order.state ? [] : citiesEvents({ order, settlementId: cause.settlementId, sequence })
  must(isCity(city), 'outbox.no-city', 'only cities pay institutions and levies', { orderId })
  if (order.state === 'open' && was !== 'open') {
    const whom = { payee, payeeKind: payeeKindOf(order) }
    // To the treasury a premium is a payment beside claims like any other, to an office.
    if (cause.purpose === 'benefit' || cause.purpose === 'family-premium') {
      const benefitId = cause.purpose === 'benefit' ? cause.benefitId : cause.premiumId
      const data = { orderId, benefitId, city, scheme, ...whom, amount, orderedOn, attempt }
      const id = ['benefit-payment-ordered', orderId, ...(attempt === undefined ? [] : [attempt])].join(':')
      return [
        {
          contract: benefitPaymentOrdered,
          event: { id, occurredOn: orderedOn, data },
          sequences: [sequence],
        },
      ]
    }
    const data = { orderId, city, scheme, ...whom, ...purposeOf(cause), amount, orderedOn, attempt }
    const id = ['payment-ordered', orderId, ...(attempt === undefined ? [] : [attempt])].join(':')
    const event = { id, occurredOn: orderedOn, data }
    return [{ contract: paymentOrdered, event, sequences: [sequence] }]
  }
  if (order.state === 'paid' && was !== 'paid' && cause.purpose === 'family-premium') {
    const data = { premiumId: cause.premiumId, orderId, city, amount, remittedOn: order.paidOn }
    const event = { id: `family-premium-remitted:${cause.premiumId}`, occurredOn: order.paidOn, data }
    return [{ contract: familyPremiumRemitted, event, sequences: [sequence] }]
  }
  if (order.state === 'paid' && was !== 'paid' && cause.purpose === 'adjustment-fund-levy') {
    const data = { levyId: cause.levyId, city, scheme, year: order.year, amount, remittedOn: order.paidOn }
    const event = { id: `levy-remitted:${cause.levyId}`, occurredOn: order.paidOn, data }
    return [{ contract: levyRemitted, event, sequences: [sequence] }]
  }
  return []
}

const yearCloseEvents = ({ item, before, sequence }: Change): Outgoing[] => {
  if (before) return []
  const { fund, closedOn, finalEntries, resultCarried, ...figures } = toYearClosed(item)
  const id = `fund-year-closed:${fund.city}:${fund.scheme}:${figures.year}`
  const event = { id, occurredOn: closedOn, data: { ...fund, ...figures } }
  return [{ contract: fundYearClosed, event, sequences: [sequence] }]
}

const yearClearedEvents = ({ item, before, sequence }: Change): Outgoing[] => {
  if (before) return []
  const { fund, year, clearedOn, statements, income, expenditure, evidence } = toYearCleared(item)
  const id = `fund-year-cleared:${fund.city}:${fund.scheme}:${year}`
  const proved = evidence ? { evidence } : {}
  const data = { ...fund, year, clearedOn, statements, income, expenditure, ...proved }
  return [{ contract: fundYearCleared, event: { id, occurredOn: clearedOn, data }, sequences: [sequence] }]
}

const yearFinalEvents = ({ item, before, sequence }: Change): Outgoing[] => {
  if (before) return []
  const { fund, ...figures } = finalYears.content(item)
  const id = `fund-year-finalised:${fund.city}:${fund.scheme}:${figures.year}`
  const event = { id, occurredOn: figures.finalisedOn, data: { ...fund, ...figures } }
  return [{ contract: fundYearFinalised, event, sequences: [sequence] }]
}

const yearCorrectedEvents = ({ item, before, sequence }: Change): Outgoing[] => {
  if (before) return []
  const { fund, ...figures } = correctedYears.content(item)
  const id = `fund-year-corrected:${fund.city}:${fund.scheme}:${figures.year}:${figures.number}`
  const event = { id, occurredOn: figures.correctedOn, data: { ...fund, ...figures } }
  return [{ contract: fundYearCorrected, event, sequences: [sequence] }]
}

/** An evaluation is published once; what is proposed before is nobody's business yet. */
const performanceEvents = ({ item, before, sequence }: Change): Outgoing[] => {
  const { fund, year, score, published } = evaluations.content(item)
  if (!published || before?.published !== undefined) return []
  const id = `performance-published:${fund.city}:${fund.scheme}:${year}`
  const event = { id, occurredOn: published.on, data: { ...fund, year, score, publishedOn: published.on } }
  return [{ contract: performancePublished, event, sequences: [sequence] }]
}

const warningEvents = ({ item, before, sequence }: Change): Outgoing[] => {
  if (before) return []
  const data = toWarning(item)
  const event = { id: `warning-raised:${data.warningId}`, occurredOn: data.on, data }
  return [{ contract: warningRaised, event, sequences: [sequence] }]
}

/** What became of a warning with a change: who was called, an answer, its closing. What was raised is told by itself. */
const caseEvents = ({ item, before, sequence }: Change): Outgoing[] => {
  const now = toCase(item)
  const was = before && toCase(before)
  const own = was?.warningId === now.warningId ? was : undefined
  const { warningId, city, scheme, indicator, level } = now
  const of = { warningId, city, scheme, indicator, level }
  const known = new Set(own?.calls.map(callName))
  const calls = now.calls
    .filter((call) => !known.has(callName(call)))
    .map((call) => {
      const event = { id: `warning-called:${warningId}:${callName(call)}`, occurredOn: call.on }
      const data = { ...of, ...call, due: now.due }
      return { contract: warningCalled, event: { ...event, data }, sequences: [sequence] }
    })
  return [...calls, ...answerEvents({ now, own, sequence }, of), ...closingEvents({ now, own, sequence }, of)]
}

type CaseChange = {
  readonly now: WarningCase
  readonly own: WarningCase | undefined
  readonly sequence: string
}
type OfWarning = Pick<WarningCase, 'warningId' | 'city' | 'scheme' | 'indicator' | 'level'>

const callName = ({ to, why, on }: WarningCase['calls'][number]): string => `${to}:${why}:${on}`

const answerEvents = ({ now, own, sequence }: CaseChange, of: OfWarning): Outgoing[] => {
  const [last, before] = [now.answers.at(-1), own?.answers.at(-1)]
  if (!last || sameContent(last, before)) return []
  const { officer, plan, until, on } = last
  const event = {
    id: stableId('warning-answered:', of.warningId, officer, plan, until, on),
    occurredOn: on,
    data: { ...of, officer, plan, until, steps: now.steps.length, on },
  }
  return [{ contract: warningAnswered, event, sequences: [sequence] }]
}

const closingEvents = ({ now, own, sequence }: CaseChange, of: OfWarning): Outgoing[] => {
  if (!now.closed || own?.closed) return []
  const { on, changed } = now.closed
  const data = { ...of, gravest: now.gravest, changed, on }
  const event = { id: `warning-closed:${of.warningId}`, occurredOn: on, data }
  return [{ contract: warningClosed, event, sequences: [sequence] }]
}

const linePassedEvents = ({ item, before, sequence }: Change): Outgoing[] => {
  if (before) return []
  const data = passedLines.content(item)
  const { city, scheme, year, approval, line, on } = data
  const id = ['budget-line-passed', city, scheme, year, approval, line].join(':')
  return [{ contract: budgetLinePassed, event: { id, occurredOn: on, data }, sequences: [sequence] }]
}

const recoveryEvents = ({ item, before, sequence }: Change): Outgoing[] => {
  if (before) return []
  const { data, bookedOn } = toRecoveryBooked(item)
  const event = { id: `recovery-booked:${data.recoveryId}`, occurredOn: bookedOn, data }
  return [{ contract: recoveryBooked, event, sequences: [sequence] }]
}

/** Every version of an agreement is an event of its own; a consumer keeps the newest. */
const agreementEvents = ({ item, sequence }: Change): Outgoing[] => {
  const { institution, city, year, version, from, to, suspensions, withdrawn, signed, changed } =
    toAgreement(item)
  const suspended = suspensions.map(({ reason, ...period }) => period)
  const withdrawnFrom = withdrawn?.from
  const data = { institution, city, year, version, from, to, suspended, withdrawnFrom }
  const id = `agreement-changed:${city}:${institution}:${year}:${version}`
  const event = { id, occurredOn: (changed ?? signed).on, data }
  return [{ contract: agreementChanged, event, sequences: [sequence] }]
}

const blockEvents = ({ item, sequence }: Change): Outgoing[] => {
  const { city, number, previous, hash, entries, sealedOn } = toBlock(item)
  if (!isCity(city)) {
    const own = { number, previous, hash, entries: entries.length, sealedOn }
    const event = { id: `province-ledger-sealed:${number}:${hash}`, occurredOn: sealedOn, data: own }
    return [{ contract: provinceLedgerSealed, event, sequences: [sequence] }]
  }
  const data = { city, number, previous, hash, entries: entries.length, sealedOn }
  const event = { id: `ledger-sealed:${city}:${number}:${hash}`, occurredOn: sealedOn, data }
  return [{ contract: ledgerSealed, event, sequences: [sequence] }]
}

/** The events that recorded items are: orders given and levies paid, years closed, cleared, final, corrected and evaluated, raised warnings, passed lines, booked recoveries. */
export const toEvents = eventsByKind(service, {
  'payment-order': orderEvents,
  'fund-year-closed': yearCloseEvents,
  'fund-year-cleared': yearClearedEvents,
  'fund-year-finalised': yearFinalEvents,
  'fund-year-corrected': yearCorrectedEvents,
  performance: performanceEvents,
  'warning-raised': warningEvents,
  warning: caseEvents,
  'line-passed': linePassedEvents,
  'recovery-posted': recoveryEvents,
  'ledger-block': blockEvents,
  agreement: agreementEvents,
})
