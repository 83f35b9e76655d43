import type { Invariant, RecordedItem, Violation } from '#shared/kernel/invariant.ts'
import { sum } from '#shared/money/fen.ts'
import { brokenIdentities } from '../../adjudication/rules/identities.ts'
import { stepFaults } from '../../adjudication/rules/step-faults.ts'
import { settledIn } from '../../insured-year/records/claim-item.ts'
import { reversalIn } from '../../insured-year/records/reversal-item.ts'
import type { Amounts, ClaimSettled } from '../../insured-year/rules/claim-events.ts'

const id = 'settlement.identities'

/** The parts of the cost, as a claim and as its lines name them. */
const parts = [
  ['total', 'amount'],
  ['fullySelfPaid', 'fullySelfPaid'],
  ['overLimit', 'overLimit'],
  ['firstSelfPaid', 'firstSelfPaid'],
  ['inScope', 'inScope'],
] as const

const lineFaults = ({ lines, amounts }: ClaimSettled): string[] => [
  ...parts
    .filter(([ofClaim, ofLine]) => sum(lines.map((line) => line[ofLine])) !== amounts[ofClaim])
    .map(([ofClaim]) => `the lines do not add up to ${ofClaim}`),
  ...lines
    .filter((line) => line.amount !== line.fullySelfPaid + line.overLimit + line.firstSelfPaid + line.inScope)
    .map(({ code }) => `the parts of line ${code} do not add up`),
]

/** Which identities are broken, in words. */
export const identityFaults = (amounts: Amounts): string[] =>
  brokenIdentities(amounts).map((name) => `the identity of ${name} is broken`)

/** What is wrong with a claim by itself: identities, lines, explanation. */
export const claimFaults = (claim: ClaimSettled): string[] => [
  ...identityFaults(claim.amounts),
  ...lineFaults(claim),
  ...stepFaults(claim.steps, claim.amounts),
]

const faultsIn = (item: RecordedItem): string[] | undefined => {
  const reversal = reversalIn(item)
  if (reversal) return identityFaults(reversal.amounts)
  const claim = settledIn(item)?.claim
  return claim && claimFaults(claim)
}

/** Every claim and reversal by itself. */
export const identities: Invariant = {
  id,
  number: 2,
  rule: 'the identities of the national interface hold for every claim; its lines and its explanation add up to it',
  start: () => {
    let checked = 0
    const violations: Violation[] = []
    return {
      see: (item) => {
        const faults = faultsIn(item)
        if (!faults) return
        checked += 1
        for (const what of faults) violations.push({ invariant: id, where: item.pk, what })
      },
      finish: () => ({ checked, violations }),
    }
  },
}
