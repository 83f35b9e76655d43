import type { Wait } from '#shared/kernel/wait.ts'
import { neverLate, waitingFor } from '#shared/kernel/wait.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { totalOpen } from '../bill/rules/bill.ts'
import { bills } from '../bill/store.ts'
import { billCorrections } from './store.ts'

/** What one officer would correct of a resident's bill waits for a second. */
export const billCorrectionsAreDecided = (policy: Policy): Wait => ({
  id: 'contribution.bill-corrections-are-decided',
  rule: "a correction of a resident's bill that one officer proposed is approved or rejected by another within the days of the policy",
  work: { zh: '居民缴费单更正待审批', en: "corrections of residents' bills that wait for approval" },
  waits: (item) => {
    if (!billCorrections.is(item)) return undefined
    const { state, proposed, own } = billCorrections.from(item).correction
    return state === 'proposed'
      ? waitingFor(policy, 'general.wait.proposal_days', proposed.on, Math.abs(own))
      : undefined
  },
})

/** What a resident has still to pay is called in before its day: after it their entitlement rests, and nothing is late. */
export const differencesArePaid: Wait = {
  id: 'contribution.differences-are-paid',
  rule: "what is still to be paid of a resident's bill that was corrected upwards is told until it is paid, and never late: after the day it is due entitlement rests",
  work: {
    zh: '居民缴费单更正差额待缴，逾期次日起待遇暂停',
    en: "differences to residents' bills that are to be paid, before entitlement rests",
  },
  waits: (item) => {
    if (!bills.is(item)) return undefined
    const { bill } = bills.from(item)
    const open = totalOpen(bill)
    return bill.kind === 'resident-difference' && open > 0
      ? { since: bill.issuedOn, until: neverLate, amount: open }
      : undefined
  },
}
