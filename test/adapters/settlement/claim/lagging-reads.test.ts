import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { entitlementsChanged } from '#shared/contracts/enrollment.ts'
import type { Store, Stored } from '#shared/edge/store/store.ts'
import { startDynamo } from '#test/support/dynamodb.ts'
import type { ClaimRequest } from '../../../../services/settlement/claim/claim-request.ts'
import { claimIdOfMessage } from '../../../../services/settlement/claim/message.ts'
import { reverseClaim } from '../../../../services/settlement/claim/reverse-claim.ts'
import { settleClaim } from '../../../../services/settlement/claim/settle-claim.ts'
import { replaceEntitlements } from '../../../../services/settlement/entitlement/replace-entitlements.ts'
import type { Office } from '../correction/office.ts'
import { effectsOver, openOffice } from '../correction/office.ts'
import { entitlementOf, spellOf, stay, visit } from '../province.ts'

let dynamo: Awaited<ReturnType<typeof startDynamo>>
let tables = 0
let office: Office

const requestOf = (msgid: string, settledOn: string, body: object) =>
  ({ ...body, useAccount: false, msgid, settledOn }) as unknown as ClaimRequest
const seen = requestOf('SEEN', '2025-03-01', visit('P1', '2025-03-01', 10_000))
const across = requestOf('ACROSS', '2025-01-05', stay('P1', '2024-12-28', '2025-01-05'))

const settle = async (request: ClaimRequest, effects = office.effects) => {
  const decision = await settleClaim(request, effects)
  return decision.status === 'accepted' ? 'settled' : decision.refusal.code
}
const reverse = (settled: ClaimRequest) => {
  const request = { claimId: claimIdOfMessage(settled), key: `${settled.msgid}-back`, today: '2025-04-01' }
  return reverseClaim(request, () => true, office.effects)
}

/** Effects whose eventually consistent reads answer what stood when this was called, as a replica that lags behind does. */
const lagging = async () => {
  const replica = await office.items()
  const at = ({ pk, sk }: { readonly pk: string; readonly sk: string }) =>
    replica.find((item) => item.pk === pk && item.sk === sk) as Stored | undefined
  const { store } = office
  async function* list(listing: Parameters<Store['list']>[0]) {
    if (!listing.eventual) return yield* store.list(listing)
    const [from, to] = listing.between ?? ['', '']
    yield* replica.filter(({ pk, sk }) => pk === listing.pk && from <= sk && sk <= to) as Stored[]
  }
  const over: Store = {
    ...store,
    list,
    get: async (key, options) => (options?.eventual ? at(key) : store.get(key, options)),
    getMany: async (keys, options) => (options?.eventual ? keys.map(at) : store.getMany(keys, options)),
  }
  return effectsOver(over, office.units)
}

beforeAll(async () => {
  dynamo = await startDynamo()
})
afterAll(() => dynamo.stop())
beforeEach(async () => {
  tables += 1
  office = await openOffice(dynamo, `lagging-${tables}`)
  for (const year of [2024, 2025]) {
    const told = entitlementOf(year, 'P1', [spellOf('resident', `${year}-01-01`, `${year}-12-31`)])
    await replaceEntitlements(entitlementsChanged.parse(told), office.effects)
  }
})
afterEach(async () => {
  expect(await office.violations()).toEqual([])
})

describe.each([
  ['a visit', seen],
  ['a stay across the year’s end', across],
])('%s that comes again, read from a replica that lags behind', (_, request) => {
  it('the settlement, is settled once', async () => {
    const effects = await lagging()
    expect(await settle(request)).toBe('settled')
    const before = await office.items()
    expect(await settle(request, effects)).toBe('settled')
    expect(await office.items()).toEqual(before)
  })

  it('its reversal, is answered as before that, and nothing is written; as soon as it is caught up, refused', async () => {
    await settle(request)
    const effects = await lagging()
    await reverse(request)
    const before = await office.items()
    expect(await settle(request, effects)).toBe('settled')
    expect(await settle(request)).toBe('claim.already-reversed')
    expect(await office.items()).toEqual(before)
  })
})

it('a claim that is new is judged on what stands now, however far the replica it was read from lags behind', async () => {
  const effects = await lagging()
  await settle(across)
  expect(await settle({ ...across, msgid: 'OTHER', visitId: 'OTHER' }, effects)).toBe(
    'claim.overlapping-stay',
  )
})
