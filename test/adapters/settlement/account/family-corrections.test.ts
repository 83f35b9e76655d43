import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { contributionsReceived } from '#shared/contracts/contribution.ts'
import { startDynamo } from '#test/support/dynamodb.ts'
import { creditAccounts } from '../../../../services/settlement/account/credit-accounts.ts'
import type { ClaimRequest } from '../../../../services/settlement/claim/claim-request.ts'
import { settleClaim } from '../../../../services/settlement/claim/settle-claim.ts'
import { recordConsent } from '../../../../services/settlement/family/give-consent.ts'
import type { Office } from '../correction/office.ts'
import { drain, openOffice } from '../correction/office.ts'
import { contribution, spellOf, visit } from '../province.ts'

let dynamo: Awaited<ReturnType<typeof startDynamo>>
let tables = 0
let office: Office

const balanceOf = async (personId: string) =>
  (await office.effects.claims.findYear({ personId, year: 2025 }))?.state.account

/** A visit of 200 yuan in March, which asks for accounts. */
const settleInMarch = async () => {
  const body = {
    ...visit('CHILD', '2025-03-10', 20_000),
    msgid: 'M1',
    settledOn: '2025-03-10',
    useAccount: true,
  }
  const decision = await settleClaim(body as unknown as ClaimRequest, office.effects)
  if (decision.status === 'refused') throw new Error(decision.refusal.code)
  return decision.value.claim
}
const correct = async (cause: 'entitlement' | 'reversal'): Promise<void> => {
  const fund = { city: '340100', scheme: 'resident' } as const
  await office.start('C1', { ...fund, cause, from: '2025-01-01', preview: false })
  await drain(office.units, office.effects, 2)
}

beforeAll(async () => {
  dynamo = await startDynamo()
})
afterAll(() => dynamo.stop())
beforeEach(async () => {
  tables += 1
  office = await openOffice(dynamo, `family-${tables}`)
  await office.entitle('MOTHER', 1, [spellOf('employee', '2025-01-01', '2025-12-31')])
  await office.entitle('CHILD', 1, [spellOf('resident', '2025-01-01', '2025-12-31')])
  const credited = contribution('E-M', [{ personId: 'MOTHER', account: 10_000 }])
  await creditAccounts(contributionsReceived.parse(credited), office.effects)
  const consent = {
    consentId: 'FC-1',
    owner: 'MOTHER',
    member: 'CHILD',
    relation: 'child',
    priority: 1,
  } as const
  const given = { by: 'clerk', on: '2025-01-02' }
  await recordConsent({ ...consent, from: '2025-01-02', document: 'GX-1', given }, office.effects)
})
afterEach(async () => {
  expect(await office.violations()).toEqual([])
})

it('what an account gave comes back to it when its claim should not have been paid at all', async () => {
  expect((await settleInMarch()).amounts).toMatchObject({ fund: 12_000, family: 8_000, cash: 0 })
  expect(await balanceOf('MOTHER')).toBe(2_000)
  await office.entitle('CHILD', 2, [], '2025-06-01')
  await correct('entitlement')
  expect(await balanceOf('MOTHER')).toBe(10_000)
})

it('of what an account gave comes back what the fund pays after all', async () => {
  // The pool pays a resident 150 yuan a year: 120 in February leave 30 for March. The account has 100 of the other 170.
  const february = await office.visit('CHILD', '2025-02-10', 200)
  const { claimId, amounts } = await settleInMarch()
  expect(amounts).toMatchObject({ fund: 3_000, family: 10_000, cash: 7_000 })
  // Without February the pool pays 120 in March, and 80 are left.
  await office.reverse(february, '2025-06-01')
  await correct('reversal')
  const { corrections } = await office.effects.claims.find(claimId)
  expect(corrections.map((each) => each.amounts)).toMatchObject([
    { fund: 9_000, family: -2_000, cash: -7_000 },
  ])
  expect(await balanceOf('MOTHER')).toBe(2_000)
  await office.reverse(claimId, '2025-06-02')
  expect(await balanceOf('MOTHER')).toBe(10_000)
})
