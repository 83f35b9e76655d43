import { afterAll, beforeAll, expect, it } from 'vitest'
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
import type { Answer, Service } from '../service.ts'
import { startService, tokens, violationsIn } from '../service.ts'

let service: Service
let keys = 0
const key = () => {
  keys += 1
  return `N${keys}`
}

const spells = (scheme: 'employee' | 'resident') => [spellOf(scheme, '2025-01-01', '2025-12-31')]
const insure = (personId: string, scheme: 'employee' | 'resident') =>
  service.deliver(entitlementOf(2025, personId, spells(scheme)))
/** A later word of enrolment on a person's year: that they turned out to be another, or not. */
const tell = async (personId: string, version: number, more: object) => {
  const told = entitlementOf(2025, personId, [])
  const persons = told.detail.data.persons.map((person) => ({ ...person, version, ...more }))
  const id = `${personId}-${version}-${key()}`
  await service.deliver({ ...told, detail: { ...told.detail, id, data: { persons } } })
}
const merge = async (former: string, kept: string, scheme: 'employee' | 'resident', version = 2) => {
  await tell(kept, version, { alsoAs: [former], spells: spells(scheme) })
  await tell(former, version, { sameAs: kept })
}
const credit = (personId: string, account: number) =>
  service.deliver(contribution(`E-${personId}-2025-01`, [{ personId, account }]))
const consent = (owner: string, member: string) =>
  service.call(tokens.hefei, 'POST', `/persons/${owner}/family-consents`, {
    key: key(),
    body: { member, relation: 'child', from: '2025-03-01', document: 'GX-2025-009' },
  })
const withdraw = (owner: string, consentId: string) =>
  service.call(tokens.hefei, 'POST', `/persons/${owner}/family-consents/${consentId}/withdrawal`, {
    key: key(),
    body: { reason: '本人申请解除' },
  })
type Shown = { consentId: string; owner: string; member: string; used: number; followed?: { by?: string } }
const received = async (personId: string) =>
  (await service.call(tokens.province, 'GET', `/persons/${personId}/family-consents`)).body
    .received as Shown[]
const given = async (personId: string) =>
  (await service.call(tokens.province, 'GET', `/persons/${personId}/family-consents`)).body.given as Shown[]
/** A resident's visit of 100 yuan: 40 of them are the patient's. */
const settle = (personId: string) =>
  service.call(tokens.hospital, 'POST', '/claims', {
    key: key(),
    body: { ...visit(personId, '2025-05-01', 10_000), visitId: key(), useAccount: true },
  })
const family = ({ body }: Answer) => (body.amounts as { family: number }).family

beforeAll(async () => {
  service = await startService()
  await registerHospital(service, 'H34010000001')
  await importCatalogue(service, 'I1', catalogueCsv)
})
afterAll(async () => {
  expect(await violationsIn(service)).toEqual([])
  await service.stop()
})

it('a consent goes on with the member who turned out to be another number, and what was used stays told', async () => {
  await insure('MOTHER', 'employee')
  await credit('MOTHER', 20_000)
  for (const number of ['CHILD-1', 'CHILD-2']) await insure(number, 'resident')
  const first = String((await consent('MOTHER', 'CHILD-1')).body.consentId)
  const before = await settle('CHILD-1')
  expect(family(before)).toBe(4_000)
  await merge('CHILD-1', 'CHILD-2', 'resident')
  await merge('CHILD-1', 'CHILD-2', 'resident')
  const [next] = await received('CHILD-2')
  expect(await received('CHILD-2')).toMatchObject([{ owner: 'MOTHER', follows: first, used: 0 }])
  expect(await received('CHILD-1')).toMatchObject([{ used: 4_000, followed: { by: next?.consentId } }])
  expect(family(await settle('CHILD-2'))).toBe(4_000)
  expect((await given('MOTHER')).map(({ member, used }) => [member, used])).toEqual([
    ['CHILD-1', 4_000],
    ['CHILD-2', 4_000],
  ])
  const path = `/claims/${String(before.body.claimId)}/reversal`
  await service.call(tokens.hospital, 'POST', path, { key: key(), body: { reversedOn: '2025-06-01' } })
  expect((await given('MOTHER')).map(({ used }) => used)).toEqual([0, 4_000])
  expect((await withdraw('MOTHER', first)).body.code).toBe('family.followed')
  expect((await withdraw('MOTHER', String(next?.consentId))).status).toBe(200)
  expect(family(await settle('CHILD-2'))).toBe(0)
})

it('a consent goes on with the owner who turned out to be another number, as their account does', async () => {
  for (const number of ['FATHER-1', 'FATHER-2']) await insure(number, 'employee')
  await credit('FATHER-1', 10_000)
  await insure('SON', 'resident')
  await consent('FATHER-1', 'SON')
  await merge('FATHER-1', 'FATHER-2', 'employee')
  expect(family(await settle('SON'))).toBe(4_000)
  expect(await given('FATHER-2')).toMatchObject([{ member: 'SON', used: 4_000 }])
})

it('a consent between two numbers of one person ends, and one beside another of the same two is not doubled', async () => {
  for (const number of ['AUNT-1', 'AUNT-2']) await insure(number, 'employee')
  for (const number of ['AUNT-1', 'AUNT-2']) await credit(number, 1_000)
  await insure('NIECE', 'resident')
  await consent('AUNT-1', 'AUNT-2')
  await consent('AUNT-1', 'NIECE')
  const standing = await consent('AUNT-2', 'NIECE')
  await merge('AUNT-1', 'AUNT-2', 'employee')
  expect(await given('AUNT-2')).toMatchObject([{ consentId: standing.body.consentId, member: 'NIECE' }])
  expect((await given('AUNT-1')).map(({ followed }) => followed?.by)).toEqual([
    undefined,
    standing.body.consentId,
  ])
})

it('a consent comes back when the two numbers are two persons after all, and goes on again', async () => {
  await insure('GRANDMA', 'employee')
  await credit('GRANDMA', 20_000)
  for (const number of ['BOY-1', 'BOY-2']) await insure(number, 'resident')
  await consent('GRANDMA', 'BOY-1')
  await merge('BOY-1', 'BOY-2', 'resident')
  await tell('BOY-1', 3, { spells: spells('resident') })
  await tell('BOY-2', 3, { spells: spells('resident') })
  expect([family(await settle('BOY-1')), family(await settle('BOY-2'))]).toEqual([4_000, 0])
  await merge('BOY-1', 'BOY-2', 'resident', 4)
  // Of the pool’s 150 yuan a year 30 are left to one person who had two numbers.
  expect(family(await settle('BOY-2'))).toBe(7_000)
  expect((await received('BOY-2')).length).toBe(1)
})

it('the night finds a consent that stayed behind from the year of the number', async () => {
  const store = openStore(service.dynamo.client, () => 'settlement')
  const left = await familyAccounts.read(store, { personId: 'BOY-1' })
  if (!left) throw new Error('there are no consents')
  const consents = left.consents.map(({ followed: _, ...each }) => each)
  await store.write([familyWrite({ ...left, consents })])
  const years = (await service.items()).filter(
    (item) => item.kind === 'insured-year' && String(item.pk).includes('BOY-1'),
  )
  expect(years.length).toBe(1)
  const { violations } = await checkPage(years as never, nightlyChecks, { store, on: '2026-11-02' })
  expect(violations.map(({ what }) => what)).toEqual([
    'a consent did not go on with a number that turned out to be another',
  ])
  await store.write([familyWrite({ ...left, version: left.version + 1 })])
})
