import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { contributionsReceived } from '#shared/contracts/contribution.ts'
import { entitlementsChanged } from '#shared/contracts/enrollment.ts'
import { startDynamo } from '#test/support/dynamodb.ts'
import { creditAccounts } from '../../../../services/settlement/account/credit-accounts.ts'
import type { ClaimRequest } from '../../../../services/settlement/claim/claim-request.ts'
import { previewClaim, settleClaim } from '../../../../services/settlement/claim/settle-claim.ts'
import { replaceEntitlements } from '../../../../services/settlement/entitlement/replace-entitlements.ts'
import { recordConsent } from '../../../../services/settlement/family/give-consent.ts'
import type { Office } from '../correction/office.ts'
import { drain, openOffice } from '../correction/office.ts'
import { contribution, entitlementOf, spellOf, visit } from '../province.ts'

let dynamo: Awaited<ReturnType<typeof startDynamo>>
let tables = 0
let office: Office

const balanceOf = async (personId: string, year = 2025) =>
  (await office.effects.claims.findYear({ personId, year }))?.state.account
const creditMother = (account: number, billId = 'E-M') =>
  creditAccounts(
    contributionsReceived.parse(contribution(billId, [{ personId: 'MOTHER', account }])),
    office.effects,
  )

/** A visit which asks for accounts. */
const visitOf = (personId: string, on: string, fen: number) =>
  ({
    ...visit(personId, on, fen),
    ...{ visitId: on, msgid: `${personId}-${on}`, settledOn: on, useAccount: true },
  }) as unknown as ClaimRequest
const settle = async (...of: Parameters<typeof visitOf>) => {
  const decision = await settleClaim(visitOf(...of), office.effects)
  if (decision.status === 'refused') throw new Error(decision.refusal.code)
  return decision.value.claim
}
const settleInMarch = () => settle('CHILD', '2025-03-10', 20_000)
/** The year after, of those who are insured on. */
const begin2026 = async (personId: string, scheme: 'employee' | 'resident') => {
  const told = entitlementOf(2026, personId, [spellOf(scheme, '2026-01-01', '2026-12-31')])
  await replaceEntitlements(entitlementsChanged.parse(told), office.effects)
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
  await creditMother(10_000)
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

it('what many claims took comes back however many they are, in as many transactions as it takes', async () => {
  // The pool pays a resident 150 yuan a year: 350 of 500 are the mother’s.
  await creditMother(30_000, 'E-M-2')
  for (let day = 1; day <= 50; day += 1) {
    const on = new Date(Date.UTC(2025, 1, day)).toISOString().slice(0, 10)
    await settle('CHILD', on, 1_000)
  }
  expect(await balanceOf('MOTHER')).toBe(5_000)
  await office.entitle('CHILD', 2, [], '2025-06-01')
  await correct('entitlement')
  expect(await balanceOf('MOTHER')).toBe(40_000)
})

it('what another officer approves after the turn of the year comes back to where the account is by then', async () => {
  await settleInMarch()
  await office.entitle('CHILD', 2, [], '2025-06-01')
  const order = { city: '340100', scheme: 'resident', cause: 'entitlement', from: '2025-01-01' } as const
  const ordered = { by: 'clerk', on: '2025-12-20', reason: '参保信息有误' }
  const runId = await office.start('C1', { ...order, ordered, preview: false, approvalAbove: 1 })
  await drain(office.units, office.effects)
  expect(await balanceOf('MOTHER')).toBe(2_000)
  await begin2026('MOTHER', 'employee')
  await settle('MOTHER', '2026-01-05', 1_000)
  expect([await balanceOf('MOTHER'), await balanceOf('MOTHER', 2026)]).toEqual([0, 1_000])
  await office.decide(runId, { approved: { by: 'second', on: '2026-01-10' } })
  await drain(office.units, office.effects)
  expect([await balanceOf('MOTHER'), await balanceOf('MOTHER', 2026)]).toEqual([0, 9_000])
})

it('a preview at the turn of the year says what the account gives once it is brought over', async () => {
  await begin2026('CHILD', 'resident')
  await begin2026('MOTHER', 'employee')
  const asked = visitOf('CHILD', '2026-01-05', 10_000)
  const preview = await previewClaim(asked, office.effects)
  expect(await balanceOf('MOTHER')).toBe(10_000)
  const { amounts } = await settle('CHILD', '2026-01-05', 10_000)
  expect(amounts).toMatchObject({ family: 4_000, cash: 0 })
  expect(preview).toMatchObject({ value: { claim: { amounts } } })
})
