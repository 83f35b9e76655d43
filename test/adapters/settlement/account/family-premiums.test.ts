import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { familyPremiumAsked } from '#shared/contracts/benefit.ts'
import { familyPremiumAnswered } from '#shared/contracts/contribution.ts'
import { checkPage } from '#shared/edge/runs/check-records.ts'
import { openStore } from '#shared/edge/store/store.ts'
import { openBackDoor } from '#test/support/night.ts'
import { nightlyChecks } from '../../../../services/settlement/night/nightly-checks.ts'
import { toEvents } from '../../../../services/settlement/outbox.ts'
import { contribution, entitlementOf, spellOf } from '../province.ts'
import type { Answer, Service, Token } from '../service.ts'
import { startService, tokens, violationsIn } from '../service.ts'

let service: Service
let keys = 0
const key = () => {
  keys += 1
  return `P${keys}`
}
const today = () => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)
const year = Number(today().slice(0, 4))

const insure = (personId: string, scheme: 'employee' | 'resident', to = `${year}-12-31`) =>
  service.deliver(entitlementOf(year, personId, [spellOf(scheme, `${year}-01-01`, to)]))
const credit = (personId: string, account: number) => {
  const told = contribution(`E-${personId}`, [{ personId, account }])
  const { detail } = told as { detail: { data: object } }
  return service.deliver({ ...told, detail: { ...detail, data: { ...detail.data, fundYear: year } } })
}
const consent = (owner: string, member: string) =>
  service.call(tokens.hefei, 'POST', `/persons/${owner}/family-consents`, {
    key: key(),
    body: { member, relation: 'child', from: `${year}-01-01`, document: 'GX-2025-014' },
  })
const pay = (
  owner: string,
  member: string,
  amount: number,
  { key: as = key(), ...more }: { key?: string; earlier?: { on: string; why: string } } = {},
) =>
  service.call(tokens.hefei, 'POST', `/persons/${owner}/family-premiums`, {
    key: as,
    body: { member, billId: `R-${member}-${year + 1}`, amount, ...more },
  })
const second = { ...tokens.hefei, sub: 'second-officer' }
const decide = (by: Token, { body }: Answer, word: 'approval' | 'rejection') =>
  service.call(by, 'POST', `/persons/${body.owner}/family-premiums/${body.premiumId}/${word}`, {
    key: key(),
    ...(word === 'rejection' ? { body: { reason: '附件缺失' } } : {}),
  })
/** On which day each premium that left an account counts, as contribution is told. */
const toldOf = async (owner: string) => {
  const changes = (await service.items()).map((item, index) => ({ sequence: String(index), item }))
  const days = toEvents(changes as never).flatMap(({ contract, event }) => {
    const { owner: of, askedOn } = event.data as { owner?: string; askedOn?: string }
    return contract.detailType === familyPremiumAsked.detailType && of === owner ? [askedOn] : []
  })
  return days.sort()
}
const accountOf = async (personId: string) =>
  (await service.call(tokens.province, 'GET', `/persons/${personId}/years/${year}`)).body.account
const premiumsOf = async (owner: string) =>
  (await service.call(tokens.province, 'GET', `/persons/${owner}/family-premiums`)).body.premiums as Record<
    string,
    unknown
  >[]
const usedOf = async (owner: string) =>
  (
    (await service.call(tokens.province, 'GET', `/persons/${owner}/family-consents`)).body.given as {
      used: number
    }[]
  ).map(({ used }) => used)

/** What contribution answers to a premium. */
const answer = ({ body }: Answer, outcome: 'paid' | 'refused' | 'returned', more: object = {}) => {
  const { premiumId, owner, billId, city, amount } = body as Record<string, string>
  const data = { premiumId, owner, billId, city, amount, outcome, on: today(), ...more }
  return service.deliver({
    source: `tongchou.${familyPremiumAnswered.service}`,
    'detail-type': familyPremiumAnswered.detailType,
    detail: { id: `${outcome}-${premiumId}-${key()}`, occurredOn: today(), data },
  } as never)
}

beforeAll(async () => {
  service = await startService()
  for (const owner of ['MOTHER', 'FATHER', 'AUNT', 'UNCLE', 'GRANNY']) {
    await insure(owner, 'employee')
    await credit(owner, 50_000)
  }
  for (const member of ['CHILD', 'SON', 'NIECE', 'TWIN', 'BOY']) await insure(member, 'resident')
})
afterAll(async () => {
  expect(await violationsIn(service)).toEqual([])
  await service.stop()
})

it('is taken from the account at once, and once, and told to contribution', async () => {
  await consent('MOTHER', 'CHILD')
  const [paid, again] = [
    await pay('MOTHER', 'CHILD', 40_000, { key: 'once' }),
    await pay('MOTHER', 'CHILD', 40_000, { key: 'once' }),
  ]
  expect([paid.status, again.body.premiumId]).toEqual([201, paid.body.premiumId])
  expect(paid.body).toMatchObject({ state: 'asked', amount: 40_000, city: '340100' })
  expect(await accountOf('MOTHER')).toBe(10_000)
  expect(await usedOf('MOTHER')).toEqual([40_000])
  const changes = (await service.items()).map((item, index) => ({ sequence: String(index), item }))
  const asked = toEvents(changes as never).filter(
    ({ contract }) => contract.detailType === familyPremiumAsked.detailType,
  )
  expect(asked.map(({ event }) => event.data)).toEqual([
    {
      ...{ premiumId: paid.body.premiumId, owner: 'MOTHER', member: 'CHILD', city: '340100' },
      ...{ billId: `R-CHILD-${year + 1}`, amount: 40_000, askedOn: today() },
    },
  ])
  for (const _ of [1, 2]) await answer(paid, 'paid', { at: '340200' })
  expect(await premiumsOf('MOTHER')).toMatchObject([{ state: 'paid', returned: 0 }])
  expect(await accountOf('MOTHER')).toBe(10_000)
})

it('is paid for a relative who is not insured yet, where the office says so', async () => {
  const body = { member: 'NEWBORN', relation: 'child', from: `${year}-01-01`, document: 'GX-2025-015' }
  const path = '/persons/MOTHER/family-consents'
  const unsaid = await service.call(tokens.hefei, 'POST', path, { key: key(), body })
  expect(unsaid.body.code).toBe('family.member-unknown')
  const said = { key: key(), body: { ...body, uninsured: true } }
  expect((await service.call(tokens.hefei, 'POST', path, said)).status).toBe(201)
  const asked = await pay('MOTHER', 'NEWBORN', 10_000)
  expect(asked.status).toBe(201)
  await answer(asked, 'refused', { reason: 'contribution.bill-unknown' })
  expect(await accountOf('MOTHER')).toBe(10_000)
})

it('is refused without a consent that holds, of whoever is not insured, and above what the account holds', async () => {
  const codeOf = async (given: Promise<Answer>) => (await given).body.code
  expect(await codeOf(pay('MOTHER', 'SON', 1_000))).toBe('family-premium.no-consent')
  expect(await codeOf(pay('MOTHER', 'CHILD', 10_001))).toBe('family-premium.holds-less')
  const given = await consent('UNCLE', 'NIECE')
  await service.call(
    tokens.hefei,
    'POST',
    `/persons/UNCLE/family-consents/${String(given.body.consentId)}/withdrawal`,
    { key: key(), body: { reason: '本人申请解除' } },
  )
  expect(await codeOf(pay('UNCLE', 'NIECE', 1_000))).toBe('family-premium.no-consent')
  expect((await pay('FATHER', 'CHILD', 1_000)).status).toBe(422)
  const wuhu = await service.call(tokens.wuhu, 'POST', '/persons/MOTHER/family-premiums', {
    key: key(),
    body: { member: 'CHILD', billId: 'R-CHILD-2026', amount: 100 },
  })
  expect(wuhu.status).toBe(404)
  expect(await accountOf('UNCLE')).toBe(50_000)
})

it('goes back to the account where the bill did not take it, once, and may be asked for anew', async () => {
  await consent('FATHER', 'SON')
  const asked = await pay('FATHER', 'SON', 40_000)
  for (const _ of [1, 2]) await answer(asked, 'refused', { reason: 'contribution.overpaid' })
  expect(await accountOf('FATHER')).toBe(50_000)
  expect(await usedOf('FATHER')).toEqual([0])
  expect(await premiumsOf('FATHER')).toMatchObject([{ state: 'refused', reason: 'contribution.overpaid' }])
  expect((await pay('FATHER', 'SON', 40_000)).status).toBe(201)
})

it('of what a bill took and was refunded goes back part by part, in whatever order it is told', async () => {
  await consent('AUNT', 'TWIN')
  const asked = await pay('AUNT', 'TWIN', 40_000)
  await answer(asked, 'returned', { refundId: 'R1', amount: 15_000, at: '340100' })
  await answer(asked, 'paid', { at: '340100' })
  await answer(asked, 'returned', { refundId: 'R1', amount: 15_000, at: '340100' })
  expect(await accountOf('AUNT')).toBe(25_000)
  await answer(asked, 'returned', { refundId: 'R2', amount: 25_000, at: '340100' })
  expect(await accountOf('AUNT')).toBe(50_000)
  expect(await premiumsOf('AUNT')).toMatchObject([{ state: 'paid', returned: 40_000 }])
})

it('is paid for as much as the account holds, however many are asked for at once', async () => {
  const asked = await Promise.all([30_000, 30_000].map((amount) => pay('AUNT', 'TWIN', amount)))
  expect(asked.map(({ status }) => status).sort()).toEqual([201, 422])
  expect(await accountOf('AUNT')).toBe(20_000)
})

describe('a premium that is to count from an earlier day, so that a wait ends sooner,', () => {
  const earlier = { on: `${year}-01-01`, why: '窗口停电，单据补录' }

  it('moves nothing by one hand, whoever said it, and counts from that day by two', async () => {
    await consent('GRANNY', 'BOY')
    const asked = await pay('GRANNY', 'BOY', 20_000, { earlier })
    expect(asked.body).toMatchObject({ state: 'proposed', saidOn: today(), asked: { on: `${year}-01-01` } })
    expect((await decide(tokens.hefei, asked, 'approval')).body.code).toBe(
      'family-premium.proposer-is-approver',
    )
    expect([await accountOf('GRANNY'), await toldOf('GRANNY')]).toEqual([50_000, []])
    const approved = await decide(second, asked, 'approval')
    expect(approved.body).toMatchObject({ state: 'asked', amount: 20_000 })
    expect([await accountOf('GRANNY'), await toldOf('GRANNY')]).toEqual([30_000, [`${year}-01-01`]])
    expect((await decide(second, asked, 'approval')).body.state).toBe('asked')
    expect((await decide(second, asked, 'rejection')).body.code).toBe('family-premium.decided')
    expect(await accountOf('GRANNY')).toBe(30_000)
  })

  it('comes to nothing where the other officer rejects it', async () => {
    const asked = await pay('GRANNY', 'BOY', 10_000, { earlier })
    expect((await decide(second, asked, 'rejection')).body).toMatchObject({
      ...{ state: 'rejected', rejected: { reason: '附件缺失' } },
    })
    expect((await decide(second, asked, 'approval')).body.code).toBe('family-premium.decided')
    expect(await accountOf('GRANNY')).toBe(30_000)
  })

  it('counts from today where no earlier day is said, or the day said is today', async () => {
    const asked = await pay('GRANNY', 'BOY', 1_000, { earlier: { ...earlier, on: today() } })
    expect(asked.body).toMatchObject({ state: 'asked', saidOn: today(), asked: { on: today() } })
    expect(await toldOf('GRANNY')).toEqual([`${year}-01-01`, today()])
  })
})

it('is found by the night from each of its records when an account gave more than stands of it', async () => {
  const store = openStore(service.dynamo.client, () => 'settlement')
  const items = await service.items()
  const premium = items.find(({ kind }) => kind === 'family-premium') as unknown as {
    premium: { premiumId: string; amount: number }
  }
  const { premiumId } = premium.premium
  const entries = items.filter(
    (item) =>
      item.kind === 'account-entry' && (item.premium as { premiumId?: string })?.premiumId === premiumId,
  )
  const planted = { ...premium, premium: { ...premium.premium, amount: premium.premium.amount - 1 } }
  const backDoor = openBackDoor('settlement')
  await backDoor.put(planted as never)
  for (const item of [planted, ...entries]) {
    const { violations } = await checkPage([item] as never, nightlyChecks, { store, on: today() })
    expect(violations.map(({ invariant }) => invariant)).toContain('settlement.family-premiums')
  }
  await backDoor.put(premium as never)
})
