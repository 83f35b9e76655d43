import { readPolicy } from '#shared/edge/function/policy-files.ts'
import type { RecordedItem } from '#shared/kernel/invariant.ts'
import { catalogueOf } from '#test/support/dated-catalogue.ts'
import type { ClaimRequest } from '../../../../services/settlement/claim/claim-request.ts'
import { judge } from '../../../../services/settlement/claim/claim-request.ts'
import { decideReversal } from '../../../../services/settlement/claim/rules/reverse-claim.ts'
import type { CorrectionBasis } from '../../../../services/settlement/correction/rules/replay.ts'
import { toClaimItem } from '../../../../services/settlement/insured-year/records/claim-item.ts'
import { toInsuredYearItem } from '../../../../services/settlement/insured-year/records/insured-year-item.ts'
import {
  toReversalItem,
  toReversedByItem,
} from '../../../../services/settlement/insured-year/records/reversal-item.ts'
import type {
  ClaimReversed,
  ClaimSettled,
} from '../../../../services/settlement/insured-year/rules/claim-events.ts'
import { evolve } from '../../../../services/settlement/insured-year/rules/evolve.ts'
import type { InsuredYear } from '../../../../services/settlement/insured-year/rules/insured-year.ts'
import { newInsuredYear } from '../../../../services/settlement/insured-year/rules/insured-year.ts'
import { noTrail, trailAfterClaim } from '../../../../services/settlement/insured-year/rules/trail.ts'
import { planBook } from '../../../../services/settlement/plan/rules/plan-book.ts'

const plans = planBook(readPolicy('shared/policy/anhui'))
const dated = {
  name: '',
  listType: '101',
  from: '2020-01-01',
  to: null,
  priceLimit: { 1: null, 2: null, 3: null },
}
const classA = { ...dated, code: 'A1', class: 'A', firstSelfPaid: 0, itemClass: 'A' } as const
const classB = { ...dated, code: 'B1', class: 'B', firstSelfPaid: 100_000, itemClass: 'B' } as const
const reference = {
  institutions: new Map([
    ['H1', { code: 'H1', city: '340100', level: 3, agreement: { from: '2020-01-01', to: null } } as const],
  ]),
  catalogue: catalogueOf([classA, classB]),
}

/** What is known later: B1 was to be self-paid by half all along. */
export const correctionBasis: CorrectionBasis = {
  ...reference,
  plans,
  catalogue: catalogueOf([classA, { ...classB, firstSelfPaid: 500_000 }]),
}

/** An active employee of Hefei, entitled the whole of 2025, with 100 yuan on their account. */
export const entitledYear: InsuredYear = {
  ...newInsuredYear('P1', 2025),
  version: 1,
  entitlementVersion: 1,
  birthOn: '1980-05-01',
  sex: 'female',
  spells: [
    {
      scheme: 'employee',
      city: '340100',
      employment: 'employed',
      aid: 'none',
      from: '2025-01-01',
      to: '2025-12-31',
    },
  ],
  account: 10_000,
}

/** A stay that ended in March: 6,000 yuan class A, 3,000 class B at 10 %. */
export const stayRequest: Extract<ClaimRequest, { care: 'inpatient' }> = {
  care: 'inpatient',
  msgid: 'M1',
  personId: 'P1',
  institution: 'H1',
  admittedOn: '2025-03-01',
  dischargedOn: '2025-03-09',
  settledOn: '2025-03-09',
  total: 900_000,
  useAccount: true,
  lines: [
    { code: 'A1', quantity: '1', unitPrice: '6000', amount: 600_000 },
    { code: 'B1', quantity: '1', unitPrice: '3000', amount: 300_000 },
  ],
}

/** The claim as the service itself settles it. */
export const settledClaim = (request: ClaimRequest = stayRequest): ClaimSettled => {
  const decision = judge(request, { state: entitledYear, reference, plans })
  if (decision.status === 'refused') throw new Error(decision.refusal.code)
  return decision.value
}

/** @param settledAs how the claim was settled, where it was corrected since */
export const reversalOf = (claim: ClaimSettled, settledAs?: ClaimSettled): ClaimReversed => {
  const decision = decideReversal({
    claimId: claim.claimId,
    reversalId: 'CREVERSAL',
    today: '2025-04-02',
    recorded: { claim, ...(settledAs ? { settledAs } : {}) },
  })
  if (decision.status === 'refused') throw new Error(decision.refusal.code)
  return decision.value
}

/** The items that a settled claim, and perhaps its reversal, leave in the table. */
export const itemsAfter = (claim: ClaimSettled, reversal?: ClaimReversed): RecordedItem[] => {
  const settled = evolve(entitledYear, claim)
  const state = reversal ? evolve(settled, reversal) : settled
  const items: object[] = [
    toClaimItem({ claim, accountAfter: settled.account }),
    toInsuredYearItem({
      state,
      credited: 10_000,
      creditedBills: ['b1'],
      trail: trailAfterClaim(noTrail, claim),
    }),
    ...(reversal ? [toReversalItem(reversal), toReversedByItem(reversal)] : []),
  ]
  return structuredClone(items) as RecordedItem[]
}
