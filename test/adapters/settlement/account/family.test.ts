import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkPage } from '#shared/edge/runs/check-records.ts'
import { openStore } from '#shared/edge/store/store.ts'
import { familyAccounts, familyWrite } from '../../../../services/settlement/family/store.ts'
import { nightlyChecks } from '../../../../services/settlement/night/nightly-checks.ts'
import {
  catalogueCsv,
  contribution,
  entitlementOf,
  importCatalogue,
  registerHospital,
  spellOf,
  visit,
} from '../province.ts'
import type { Answer, Service, Token } from '../service.ts'
import { startService, tokens, violationsIn } from '../service.ts'

let service: Service
let keys = 0
const key = () => {
  keys += 1
  return `K${keys}`
}

const accountOf = async (personId: string, year = 2025) =>
  (await service.call(tokens.province, 'GET', `/persons/${personId}/years/${year}`)).body.account
const insure = async (personId: string, scheme: 'employee' | 'resident', more: object = {}) =>
  service.deliver(
    entitlementOf(2025, personId, [{ ...spellOf(scheme, '2025-01-01', '2025-12-31'), ...more }]),
  )
const credit = (personId: string, account: number) =>
  service.deliver(contribution(`E-${personId}-2025-01`, [{ personId, account }]))

const consent = (owner: string, member: string, more: object = {}, token: Token = tokens.hefei) =>
  service.call(token, 'POST', `/persons/${owner}/family-consents`, {
    key: key(),
    body: { member, relation: 'child', from: '2025-03-01', document: 'GX-2025-001', ...more },
  })
const withdraw = (owner: string, { body }: Answer) =>
  service.call(
    tokens.hefei,
    'POST',
    `/persons/${owner}/family-consents/${String(body.consentId)}/withdrawal`,
    {
      key: key(),
      body: { reason: '本人申请解除' },
    },
  )
const consentsOf = async (personId: string) =>
  (await service.call(tokens.province, 'GET', `/persons/${personId}/family-consents`)).body as {
    given: Record<string, unknown>[]
    received: Record<string, unknown>[]
  }
const settle = (personId: string, fen: number, on = '2025-05-01', path = '/claims', more: object = {}) =>
  service.call(tokens.hospital, 'POST', path, {
    key: key(),
    body: { ...visit(personId, on, fen), visitId: key(), useAccount: true, ...more },
  })
const reverse = ({ body }: Answer) =>
  service.call(tokens.hospital, 'POST', `/claims/${String(body.claimId)}/reversal`, {
    key: key(),
    body: { reversedOn: '2025-06-01' },
  })
const paid = ({ body }: Answer) => {
  const { patient, account, family, cash } = body.amounts as Record<string, number>
  return { patient, account, family, cash }
}

beforeAll(async () => {
  service = await startService()
  await registerHospital(service, 'H34010000001')
  await importCatalogue(service, 'I1', catalogueCsv)
  for (const owner of ['MOTHER', 'FATHER', 'AUNT', 'DEAD']) await insure(owner, 'employee')
  for (const owner of ['MOTHER', 'FATHER', 'AUNT', 'DEAD']) await credit(owner, 10_000)
  for (const member of ['CHILD', 'SON', 'TWIN', 'NIECE', 'ORPHAN']) await insure(member, 'resident')
  await insure('DAUGHTER', 'resident', { city: '340200' })
  await insure('WORKER', 'employee')
  await credit('WORKER', 500)
})
afterAll(async () => {
  expect(await violationsIn(service)).toEqual([])
  await service.stop()
})

describe('an account that its owner shares with family', () => {
  it('pays what a claim of the member leaves in cash, from the day of the consent on', async () => {
    // A resident’s visit of 100 yuan: the pool pays 60 %, 40 yuan are the patient’s.
    await consent('MOTHER', 'CHILD')
    expect(paid(await settle('CHILD', 10_000, '2025-02-28'))).toEqual({
      patient: 4_000,
      account: 0,
      family: 0,
      cash: 4_000,
    })
    expect(await accountOf('MOTHER')).toBe(10_000)
    const previewed = paid(await settle('CHILD', 10_000, '2025-03-01', '/claims/preview'))
    expect(await accountOf('MOTHER')).toBe(10_000)
    expect(paid(await settle('CHILD', 10_000, '2025-03-01'))).toEqual(previewed)
    expect(previewed).toEqual({ patient: 4_000, account: 0, family: 4_000, cash: 0 })
    expect(await accountOf('MOTHER')).toBe(6_000)
  })

  it('pays nothing of a claim that does not ask for an account', async () => {
    const body = { ...visit('CHILD', '2025-05-20', 1_000), useAccount: false }
    const claim = await service.call(tokens.hospital, 'POST', '/claims', { key: key(), body })
    expect(paid(claim).family).toBe(0)
    expect(await accountOf('MOTHER')).toBe(6_000)
  })

  it('comes after the member’s own account, and before another by its place', async () => {
    // Below an employee’s deductible all of a visit is the patient’s: 5 yuan of their own, 95 of the mother’s and father’s.
    await consent('MOTHER', 'WORKER', { priority: 2 })
    await consent('FATHER', 'WORKER', { priority: 1 })
    expect(paid(await settle('WORKER', 12_000))).toEqual({
      patient: 12_000,
      account: 500,
      family: 11_500,
      cash: 0,
    })
    expect([await accountOf('FATHER'), await accountOf('MOTHER')]).toEqual([0, 4_500])
  })

  it('gets back what it gave, and in full, when the claim is reversed, also once the consent is withdrawn', async () => {
    const given = await consent('AUNT', 'NIECE', { relation: 'parent' })
    const claim = await settle('NIECE', 10_000)
    expect(await accountOf('AUNT')).toBe(6_000)
    expect((await withdraw('AUNT', given)).body.used).toBe(4_000)
    expect(await settle('NIECE', 5_000).then(paid)).toMatchObject({ family: 0, cash: 2_000 })
    expect((await reverse(claim)).body.amounts).toMatchObject({ family: -4_000, cash: 0 })
    await reverse(claim)
    expect(await accountOf('AUNT')).toBe(10_000)
    expect((await consentsOf('AUNT')).given).toMatchObject([{ member: 'NIECE', used: 0 }])
    expect((await withdraw('AUNT', given)).body.withdrawn).toMatchObject({ reason: '本人申请解除' })
  })

  it('pays no more than it holds, however many claims come at once', async () => {
    await consent('AUNT', 'SON')
    await consent('AUNT', 'TWIN')
    const claims = await Promise.all(
      ['SON', 'TWIN', 'SON', 'TWIN'].map((member) => settle(member, 10_000).then(paid)),
    )
    expect(claims.map(({ family }) => family ?? 0).sort((a, b) => a - b)).toEqual([0, 2_000, 4_000, 4_000])
    expect(await accountOf('AUNT')).toBe(0)
  })

  it('serves a member in another city, and says on their claim by which consent', async () => {
    const given = await consent('MOTHER', 'DAUGHTER')
    const claim = await settle('DAUGHTER', 10_000)
    const { family = 0 } = paid(claim)
    expect(family).toBe(4_000)
    const explained = await service.call(
      tokens.province,
      'GET',
      `/claims/${String(claim.body.claimId)}/explanation`,
    )
    expect(JSON.stringify(explained.body)).toContain(String(given.body.consentId))
    const { entries } = (await service.call(tokens.province, 'GET', '/persons/MOTHER/account-entries'))
      .body as {
      entries: { cause: string; amount: number; city: string; family: object }[]
    }
    expect(entries).toContainEqual(
      expect.objectContaining({
        ...{ cause: 'family-use', amount: -4_000, city: '340100' },
        family: { claimId: claim.body.claimId, member: 'DAUGHTER', consentId: given.body.consentId },
      }),
    )
  })

  it('pays in a year that begins after the consent, out of what is brought over', async () => {
    for (const [personId, scheme] of [['MOTHER', 'employee'] as const, ['CHILD', 'resident'] as const])
      await service.deliver(entitlementOf(2026, personId, [spellOf(scheme, '2026-01-01', '2026-12-31')]))
    expect(paid(await settle('CHILD', 10_000, '2026-01-05'))).toMatchObject({ family: 500, cash: 3_500 })
    expect(await accountOf('MOTHER', 2026)).toBe(0)
  })

  it('serves nobody once its owner is no longer insured: their heirs are paid it', async () => {
    await consent('DEAD', 'ORPHAN')
    const died = entitlementOf(2025, 'DEAD', [spellOf('employee', '2025-01-01', '2025-04-10')])
    const persons = died.detail.data.persons.map((person) => ({ ...person, version: 2 }))
    await service.deliver({ ...died, detail: { ...died.detail, id: 'DEAD-died', data: { persons } } })
    expect(paid(await settle('ORPHAN', 10_000, '2025-04-11'))).toMatchObject({ family: 0, cash: 4_000 })
    // Care of a day on which the owner lived, told of after their death: the consent ended with them.
    const late = await settle('ORPHAN', 10_000, '2025-04-09', '/claims', { settledOn: '2025-04-20' })
    expect(paid(late)).toMatchObject({ family: 0, cash: 4_000 })
    expect(await accountOf('DEAD')).toBe(10_000)
  })

  it('gives back to the number that its owner turned out to be, as does their own account', async () => {
    for (const number of ['OLD', 'NEW']) await insure(number, 'employee')
    await credit('OLD', 10_000)
    await insure('PUPIL', 'resident')
    await consent('OLD', 'PUPIL')
    const [family, own] = [await settle('PUPIL', 10_000), await settle('OLD', 1_000)]
    expect(await accountOf('OLD')).toBe(5_000)
    const tellOf = async (personId: string, more: object) => {
      const told = entitlementOf(2025, personId, [spellOf('employee', '2025-01-01', '2025-12-31')])
      const persons = told.detail.data.persons.map((person) => ({ ...person, version: 2, ...more }))
      await service.deliver({
        ...told,
        detail: { ...told.detail, id: `${personId}-merged`, data: { persons } },
      })
    }
    await tellOf('NEW', { alsoAs: ['OLD'] })
    await tellOf('OLD', { sameAs: 'NEW', spells: [] })
    expect([await accountOf('OLD'), await accountOf('NEW')]).toEqual([0, 5_000])
    expect((await reverse(family)).body.amounts).toMatchObject({ family: -4_000 })
    expect([await accountOf('OLD'), await accountOf('NEW')]).toEqual([0, 9_000])
    expect((await reverse(own)).body.amounts).toMatchObject({ account: -1_000 })
    expect([await accountOf('OLD'), await accountOf('NEW')]).toEqual([0, 10_000])
  })

  it('is refused where the rule of the day does not know the relation, twice, to oneself, and without an account', async () => {
    const codeOf = async (answer: Promise<Answer>) => (await answer).body.code
    // Brothers and sisters are among them since December 2024.
    await service.deliver(entitlementOf(2024, 'SON', [spellOf('resident', '2024-01-01', '2024-12-31')]))
    const sibling = { relation: 'sibling', from: '2024-12-08' }
    expect(await codeOf(consent('FATHER', 'SON', sibling))).toBe('family.other-relation')
    expect((await consent('FATHER', 'SON', { ...sibling, from: '2024-12-09' })).status).toBe(201)
    expect(await codeOf(consent('MOTHER', 'CHILD'))).toBe('family.given-before')
    expect(await codeOf(consent('MOTHER', 'MOTHER'))).toBe('family.is-owner')
    expect(await codeOf(consent('CHILD', 'SON'))).toBe('family.no-account')
    expect(await codeOf(consent('FATHER', 'NOBODY'))).toBe('family.member-unknown')
    expect((await consent('FATHER', 'TWIN', {}, tokens.wuhu)).status).toBe(404)
  })

  it('is found by the night from each of its records when a consent says more than was used', async () => {
    const store = openStore(service.dynamo.client, () => 'settlement')
    const daughter = await familyAccounts.read(store, { personId: 'DAUGHTER' })
    if (!daughter) throw new Error('there are no consents')
    const saying = (used: number) => ({
      ...daughter,
      consents: daughter.consents.map((each) => ({ ...each, used })),
    })
    await store.write([familyWrite(saying(4_001))])
    const spoken = (await service.items()).filter(
      (item) =>
        (item.kind === 'family-accounts' && item.personId === 'DAUGHTER') ||
        (item.kind === 'shared-account' && item.personId === 'MOTHER') ||
        (item.kind === 'account-entry' && JSON.stringify(item.family ?? '').includes('DAUGHTER')) ||
        (item.kind === 'claim-settled' && item.personId === 'DAUGHTER'),
    )
    expect(spoken.map(({ kind }) => kind).sort()).toEqual([
      ...['account-entry', 'claim-settled', 'family-accounts', 'shared-account'],
    ])
    for (const item of spoken) {
      const { violations } = await checkPage([item] as never, nightlyChecks, { store, on: '2026-11-02' })
      expect([item.kind, violations.map(({ what }) => what)]).toEqual([
        item.kind,
        ['what a consent says is used is not what was'],
      ])
    }
    await store.write([familyWrite({ ...saying(4_000), version: daughter.version + 1 })])
  })
})
