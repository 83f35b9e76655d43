import { TongchouError } from '#shared/kernel/errors.ts'
import type { AmountName, Amounts } from '../../insured-year/rules/claim-events.ts'
import { layerPayments } from '../../insured-year/rules/layers.ts'
import type { UnpaidPart } from '../../plan/rules/format.ts'
import { unpaidParts } from '../../plan/rules/format.ts'

/**
 * Which of the identities of the national interface (domain §9) do not hold: for a claim or, all amounts negated, for a
 * reversal. Empty when all do. Also: the in-scope amount is what the pool pays and what it leaves.
 */
export const brokenIdentities = (amounts: Amounts): string[] => {
  const a = amounts
  let layers = a.basic
  for (const name of layerPayments) layers += a[name]
  const inScope = a.basic + a.entrySelfPaid + a.aboveEntryCap + a.deductible + a.coinsurance + a.aboveCeiling
  const broken: string[] = []
  if (a.total !== a.fullySelfPaid + a.overLimit + a.firstSelfPaid + a.inScope) broken.push('cost')
  if (a.inScope !== inScope) broken.push('in-scope')
  if (a.fund !== layers) broken.push('fund')
  if (a.patient !== a.total - a.fund || a.patient !== a.account + a.family + a.cash) broken.push('patient')
  return broken
}

/**
 * Checks a fresh result before anyone sees it: the identities, whole fen, nothing negative. What each layer left unpaid
 * must be what the patient pays.
 * @throws TongchouError `claim.identity` naming what does not hold
 */
export const assertIdentities = (amounts: Amounts, unpaid: Readonly<Record<UnpaidPart, number>>): void => {
  let left = 0
  for (const part of unpaidParts) left += unpaid[part]
  const broken = brokenIdentities(amounts)
  if (left !== amounts.patient) broken.push('unpaid')
  if (!areAmounts(amounts)) broken.push('amounts')
  if (broken.length === 0) return
  throw new TongchouError('claim.identity', `identities broken: ${broken.join(', ')}`, { ...amounts })
}

/** The loop over an object's own names is the quickest way to see all of them; this is asked once a claim. */
const areAmounts = (amounts: Amounts): boolean => {
  for (const name in amounts) {
    const amount = amounts[name as AmountName]
    if (!Number.isSafeInteger(amount) || amount < 0) return false
  }
  return true
}
