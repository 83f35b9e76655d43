import { afterAll, beforeAll, expect, it } from 'vitest'
import { claimsSettled } from '#shared/contracts/settlement.ts'
import { startDynamo } from '../../../support/dynamodb.ts'
import { group, inpatientClaim, reversalOf } from '../claims.ts'
import type { Office } from '../office.ts'
import { openOffice, violationsIn } from '../office.ts'

let dynamo: Awaited<ReturnType<typeof startDynamo>>
let office: Office

beforeAll(async () => {
  dynamo = await startDynamo()
  await dynamo.createTable('budget', ['gsi1'])
  office = openOffice(dynamo.connect(), 'budget')
})
afterAll(async () => {
  expect(await violationsIn(office)).toEqual([])
  await dynamo.stop()
})

const inWuhu = (claimId: string) => ({ ...inpatientClaim(claimId, 'H34020001'), settledAt: '340200' })
const positions = async () =>
  (await office.get('province', '/care-elsewhere', { scheme: 'employee', month: '2025-01' })).body

it('care of one city’s people in another is owed to that place, each claim once', async () => {
  const claims = [inpatientClaim('C1'), inWuhu('C2'), inWuhu('C3')]
  expect(await office.deliver(claimsSettled, group(claims))).toBe(true)
  expect(await office.deliver(claimsSettled, group([inWuhu('C2')]))).toBe(true)
  expect(await positions()).toMatchObject({
    funds: [{ city: '340100', elsewhere: { '340200': 1_560_000 } }],
    positions: [
      { place: '340100', owes: 1_560_000, isOwed: 0, net: -1_560_000 },
      { place: '340200', owes: 0, isOwed: 1_560_000, net: 1_560_000 },
    ],
  })
})

it('a reversal takes it back', async () => {
  expect(await office.deliver(claimsSettled, group([reversalOf(inWuhu('C2'))]))).toBe(true)
  expect(await positions()).toMatchObject({
    funds: [{ city: '340100', elsewhere: { '340200': 780_000 } }],
  })
})

it('is the province’s to see, since it is all cities’', async () => {
  const answer = await office.get('maker', '/care-elsewhere', { scheme: 'employee', month: '2025-01' })
  expect(answer.status).toBe(403)
})
