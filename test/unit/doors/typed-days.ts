/**
 * Why a day that somebody types decides no deadline of theirs:
 * - `told`: another authority says on which day it did it, and answers for it.
 * - `dated`: an office dates its own act, not after today. Whoever has to answer or pay has their days from the day on which
 *   it was done, where that is later.
 * - `held`: from or until when something holds, which rules of its own bound.
 * - `fact`: of a person or of their care, which evidence or the claim proves.
 * - `named`: what was sent names it. Whether it is in time is judged by the day on which it arrived.
 * - `set`: an office sets the last day of another, which is still to come.
 * - `approved`: another officer approves that the day is an earlier one; without them it is that of the door.
 * - `asked`: of which days records are asked for.
 */
export type TypedDay = 'told' | 'dated' | 'held' | 'fact' | 'named' | 'set' | 'approved' | 'asked'

const fund = '/v1/adjustment-fund'
const budget = '/v1/budget'
const agreement = `${budget}/agreements/{city}/{year}/{institution}`
const warning = `${budget}/warning-cases/{city}/{scheme}/{indicator}`
const statement = `${budget}/statements/{city}/{scheme}/{month}/{institution}`
const clearing = `${budget}/clearings/{city}/{scheme}/{year}/{institution}`
const negotiation = `${budget}/negotiations/{city}/{scheme}/{year}/{number}`
const contribution = '/v1/contribution'
const enrollment = '/v1/enrollment'
const person = `${enrollment}/persons/{personId}`
const settlement = '/v1/settlement'
const audit = `${settlement}/audit-cases`
const care = { serviceOn: 'fact', settledOn: 'fact', admittedOn: 'fact', dischargedOn: 'fact' } as const

/** Every day that a command of any service takes from whoever sends it. */
export const typedDays: Readonly<Record<string, Readonly<Record<string, TypedDay>>>> = {
  [`POST ${settlement}/republications`]: { from: 'asked', to: 'asked' },
  [`POST ${enrollment}/republications`]: { from: 'asked', to: 'asked' },
  [`POST ${contribution}/republications`]: { from: 'asked', to: 'asked' },
  [`POST ${budget}/republications`]: { from: 'asked', to: 'asked' },
  [`POST ${fund}/republications`]: { from: 'asked', to: 'asked' },
  [`POST ${fund}/levy-runs`]: { on: 'dated' },
  [`POST ${fund}/gap-applications`]: { on: 'named' },
  [`POST ${fund}/allocation-runs`]: { on: 'dated' },
  [`POST ${budget}/disclosures/publications`]: { on: 'dated' },
  [`POST ${enrollment}/partings`]: { 'coverage.from': 'held', aids: 'held' },
  [`POST ${settlement}/persons/{personId}/family-consents`]: { from: 'held' },
  [`POST ${budget}/seals`]: { on: 'dated' },
  [`POST ${budget}/payment-confirmations`]: { 'confirmations.paidOn': 'told' },
  [`POST ${budget}/payment-orders/{orderId}/confirmation`]: { paidOn: 'told' },
  [`POST ${budget}/payment-orders/{orderId}/failure`]: { failedOn: 'told' },
  [`POST ${budget}/payment-orders/{orderId}/retry`]: { on: 'dated' },
  [`POST ${budget}/vouchers`]: { on: 'dated' },
  [`POST ${budget}/city-settlements`]: { on: 'dated' },
  [`POST ${budget}/city-settlements/{scheme}/{month}/approval`]: { on: 'dated' },
  [`POST ${budget}/city-settlements/{scheme}/{month}/rejection`]: { on: 'dated' },
  [`POST ${budget}/agreements`]: { on: 'dated', 'agreements.from': 'held', 'agreements.to': 'held' },
  [`POST ${agreement}/amendments`]: { on: 'dated' },
  [`POST ${agreement}/resumptions`]: { from: 'held', on: 'dated' },
  [`POST ${agreement}/withdrawal-requests`]: { from: 'held' },
  [`POST ${agreement}/suspensions`]: { from: 'held' },
  [`POST ${agreement}/withdrawals`]: { from: 'held' },
  [`POST ${budget}/package-heads`]: { on: 'dated' },
  [`POST ${budget}/package-heads/{city}/{scheme}/{year}/{list}/approval`]: { on: 'dated' },
  [`POST ${budget}/assessments`]: { on: 'dated' },
  [`POST ${budget}/case-reviews`]: { on: 'dated' },
  [`POST ${budget}/volume-growths`]: { on: 'dated' },
  [`POST ${budget}/year-closes`]: { on: 'dated' },
  [`POST ${budget}/year-closes/{city}/{scheme}/{year}/approval`]: { on: 'dated' },
  [`POST ${budget}/warnings`]: { on: 'dated' },
  // Who answers a warning sets their own last day; it is put off no further than the longest plan of its level.
  [`POST ${warning}/answer`]: { until: 'set', 'steps.until': 'set', on: 'dated' },
  [`POST ${warning}/steps/{number}`]: { on: 'dated' },
  [`POST ${warning}/closing`]: { on: 'dated' },
  [`POST ${budget}/advances`]: { on: 'dated' },
  [`POST ${budget}/monthly-settlements`]: { on: 'dated' },
  [`POST ${statement}/answer`]: { on: 'named' },
  [`POST ${statement}/decision`]: { on: 'dated' },
  [`POST ${budget}/upheld-claims/{city}/{scheme}/{month}/{institution}/{claimId}/correction`]: {
    on: 'dated',
  },
  [`POST ${negotiation}/proposal`]: { answerBy: 'set' },
  [`POST ${negotiation}/new-proposals`]: { answerBy: 'set' },
  [`POST ${budget}/clearings`]: { on: 'dated' },
  [`POST ${budget}/clearing-locks`]: { on: 'dated' },
  [`POST ${clearing}/confirmation`]: { on: 'named' },
  [`POST ${clearing}/dispute`]: { on: 'named' },
  [`POST ${clearing}/decision`]: { on: 'dated' },
  [`POST ${budget}/indicators/runs`]: { on: 'dated' },
  [`POST ${contribution}/billing-runs`]: { on: 'dated' },
  [`POST ${contribution}/lump-sums`]: { retiresOn: 'fact' },
  [`POST ${contribution}/payments`]: {
    'payments.paidOn': 'told',
    'payments.treasury.intoTreasuryOn': 'told',
    'payments.treasury.passedUpOn': 'told',
  },
  [`POST ${contribution}/suspense/{paymentId}/assignments`]: { paidOn: 'fact' },
  [`POST ${contribution}/return-orders/{orderId}/confirmation`]: { paidOn: 'told' },
  [`POST ${contribution}/return-orders/{orderId}/failure`]: { failedOn: 'told' },
  [`POST ${contribution}/return-orders/{orderId}/retry`]: { on: 'dated' },
  [`POST ${contribution}/tax-day-lists`]: { on: 'told' },
  [`POST ${contribution}/late-fee-runs`]: { asOf: 'dated' },
  [`POST ${contribution}/subsidy-statements`]: { asOf: 'dated' },
  [`POST ${contribution}/sweeps`]: { on: 'dated' },
  [`POST ${contribution}/sweep-returns`]: { returnedOn: 'told' },
  [`POST ${contribution}/interest`]: { creditedOn: 'told' },
  [`POST ${enrollment}/persons`]: { birthOn: 'fact', from: 'held' },
  [`POST ${enrollment}/persons/searches`]: { birthOn: 'fact' },
  [`POST ${person}/moves`]: { from: 'held' },
  [`POST ${person}/end`]: { on: 'told' },
  [`PUT ${person}/aid`]: { from: 'held' },
  [`POST ${enrollment}/divisions/{code}/end`]: { on: 'held' },
  [`POST ${person}/deaths`]: { on: 'fact' },
  [`POST ${person}/leavings`]: { on: 'fact' },
  [`POST ${person}/returns`]: { on: 'fact' },
  [`POST ${person}/move-reports`]: { from: 'held' },
  [`POST ${person}/identity-corrections`]: { birthOn: 'fact' },
  [`POST ${person}/aid-corrections`]: { from: 'held' },
  [`POST ${enrollment}/transfers`]: { birthOn: 'fact', from: 'held' },
  [`POST ${enrollment}/aid-lists/{city}/{month}`]: { from: 'held' },
  [`POST ${settlement}/claims`]: care,
  [`POST ${settlement}/claims/preview`]: care,
  [`POST ${settlement}/claims/{claimId}/reversal`]: { reversedOn: 'fact' },
  [`POST ${settlement}/corrections`]: { from: 'held', on: 'dated' },
  [`POST ${settlement}/pricings`]: { holdsFrom: 'held', on: 'dated' },
  [`POST ${settlement}/persons/{personId}/registration-proposals`]: {
    ...{ 'diseases.from': 'held', 'diseases.to': 'held', 'filings.from': 'held' },
    ...{ 'filings.to': 'held', 'contracts.from': 'held', 'contracts.to': 'held' },
  },
  [`POST ${settlement}/persons/{personId}/maternity-allowances`]: { deliveredOn: 'fact', on: 'dated' },
  [`POST ${settlement}/persons/{personId}/family-premiums`]: { 'earlier.on': 'approved' },
  [`POST ${settlement}/persons/{personId}/account-payouts`]: { on: 'dated' },
  [`POST ${settlement}/benefits/{benefitId}/approval`]: { on: 'dated' },
  [`POST ${settlement}/account-interest-runs`]: { on: 'dated' },
  [`POST ${settlement}/retiree-account-runs`]: { on: 'dated' },
  [`POST ${settlement}/institutions/{code}/proposals`]: {
    ...{ 'agreement.from': 'held', 'agreement.to': 'held', from: 'held' },
    ...{ 'agreement.suspendedFrom': 'held', 'agreement.suspendedTo': 'held' },
  },
  [`POST ${audit}`]: { on: 'dated' },
  [`POST ${audit}/{caseId}/assignment`]: { on: 'dated' },
  [`POST ${audit}/{caseId}/findings`]: { on: 'dated' },
  [`POST ${audit}/{caseId}/confirmation`]: { on: 'dated' },
  [`POST ${audit}/{caseId}/dismissal`]: { on: 'dated' },
  [`POST ${audit}/{caseId}/comments`]: { on: 'named' },
}
