import { afterAll, beforeAll, expect, it } from 'vitest'
import { contributionsReceived } from '#shared/contracts/contribution.ts'
import { entitlementsChanged } from '#shared/contracts/enrollment.ts'
import { startDynamo } from '#test/support/dynamodb.ts'
import { creditAccounts } from '../../../../services/settlement/account/credit-accounts.ts'
import { replaceEntitlements } from '../../../../services/settlement/entitlement/replace-entitlements.ts'
import type { Office } from '../correction/office.ts'
import { openOffice } from '../correction/office.ts'
import { contribution, entitlementOf, spellOf } from '../province.ts'

let dynamo: Awaited<ReturnType<typeof startDynamo>>
let office: Office

beforeAll(async () => {
  dynamo = await startDynamo()
  office = await openOffice(dynamo, 'credited-meanwhile')
})
afterAll(async () => {
  expect(await office.violations()).toEqual([])
  await dynamo.stop()
})

const credit2024 = () => {
  const told = contribution('E-2024', [{ personId: 'A', account: 10_000 }])
  const { detail } = told as { detail: { data: object } }
  const event = { ...told, detail: { ...detail, data: { ...detail.data, fundYear: 2024 } } }
  return creditAccounts(contributionsReceived.parse(event), office.effects)
}

it('a year that opens while the year before it gets its first credit takes that credit over', async () => {
  // Given: 2025 is told of, nothing is recorded of 2024, and a credit of 2024 comes after that was read.
  let creditsMeanwhile = 1
  const claims = {
    ...office.effects.claims,
    findYears: async (...of: Parameters<typeof office.effects.claims.findYears>) => {
      const read = await office.effects.claims.findYears(...of)
      if (of[0].some(({ year }) => year === 2024) && creditsMeanwhile-- > 0) await credit2024()
      return read
    },
  }
  const told = entitlementOf(2025, 'A', [spellOf('employee', '2025-01-01', '2025-12-31')])
  // When
  await replaceEntitlements(entitlementsChanged.parse(told), { ...office.effects, claims })
  // Then
  const years = [2024, 2025].map((year) => ({ personId: 'A', year }))
  const accounts = (await office.effects.claims.findYears(years)).map(({ state }) => state.account)
  expect(accounts).toEqual([0, 10_000])
})
