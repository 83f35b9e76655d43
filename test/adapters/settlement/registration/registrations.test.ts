import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  catalogueCsv,
  entitlement,
  entitlementOf,
  importCatalogue,
  registerHospital,
  registerInstitution,
  registerPerson,
  spellOf,
  stay,
  visit,
} from '../province.ts'
import type { Service, Token } from '../service.ts'
import { startService, tokens, usageOf, violationsIn } from '../service.ts'

let service: Service
let keys = 0
const maker = { ...tokens.hefei, sub: 'wang.fang' }
const checker = { ...tokens.hefei, sub: 'li.na' }
const why = 'certificate of the First Hospital, no. 88'

const post = (token: Token, path: string, body?: object, key?: string) => {
  keys += 1
  return service.call(token, 'POST', path, { key: key ?? `R-${keys}`, ...(body ? { body } : {}) })
}
const proposals = (personId: string) => `/persons/${personId}/registration-proposals`
const propose = (personId: string, body: object, token: Token = maker, key?: string) =>
  post(token, proposals(personId), { why, ...body }, key)
const proposalIdOf = ({ body }: { body: Record<string, unknown> }): string =>
  String((body.proposal as { proposalId: string }).proposalId)
const decide = (
  personId: string,
  proposalId: string,
  how: 'approval' | 'rejection',
  { as = checker, key, body }: { as?: Token; key?: string; body?: object } = {},
) => post(as, `${proposals(personId)}/${proposalId}/${how}`, body, key)
const seen = async (personId: string) =>
  (await service.call(tokens.hefei, 'GET', `/persons/${personId}/registrations`)).body
const waiting = async (as: Token = tokens.hefei, city = '340100') =>
  service.call(as, 'GET', '/registration-proposals', { query: { city } })

const chronic = (key: string, personId: string, serviceOn: string) =>
  service.call(tokens.hospital, 'POST', '/claims', {
    key,
    body: { ...visit(personId, serviceOn, 10_000), purpose: 'chronic', disease: 'M01600' },
  })
const yearItems = async (personId: string) =>
  (await service.items()).filter(({ kind, pk }) => kind === 'insured-year' && pk === `PERSON#${personId}`)
const fromMarch = { diseases: [{ code: 'M01600', from: '2025-03-01' }] }
const begin = (personId: string) =>
  service.deliver(entitlement(personId, 1, [spellOf('resident', '2025-01-01', '2025-12-31')]))

beforeAll(async () => {
  service = await startService()
  await importCatalogue(service, 'catalogue-1', catalogueCsv)
  await registerHospital(service, 'H34010000001')
  await begin('P1')
})
afterAll(async () => {
  expect(await violationsIn(service)).toEqual([])
  await service.stop()
})

describe('a chronic disease', () => {
  it('counts for nothing until somebody else approved it', async () => {
    expect((await chronic('M0', 'P1', '2025-03-05')).body.code).toBe('claim.disease-not-registered')
    const proposed = await propose('P1', fromMarch)
    expect(proposed.status).toBe(201)
    expect((await chronic('M0-b', 'P1', '2025-03-05')).body.code).toBe('claim.disease-not-registered')
    expect((await yearItems('P1')).map(({ registered }) => registered)).toEqual([undefined])
    for (const as of [maker, { ...maker, sub: ' Wang.Fang' }]) {
      const own = await decide('P1', proposalIdOf(proposed), 'approval', { as })
      expect([own.status, own.body.code]).toEqual([409, 'registration.proposer-is-approver'])
    }
    expect((await decide('P1', proposalIdOf(proposed), 'approval')).status).toBe(200)
    expect((await chronic('M1', 'P1', '2025-03-05')).status).toBe(201)
    expect((await chronic('M2', 'P1', '2025-02-28')).body).toMatchObject({
      code: 'claim.disease-not-registered',
      field: 'disease',
    })
  })

  it('is shown with who proposed it, who approved it, and why', async () => {
    const { approval, ...registered } = await seen('P1')
    expect(registered).toEqual({
      ...fromMarch,
      civilServant: false,
      filings: [],
      contracts: [],
      rejected: [],
    })
    expect(approval).toMatchObject({
      why,
      proposed: { by: 'wang.fang' },
      approved: { by: 'li.na' },
    })
  })

  it('that is registered already has nothing to be proposed', async () => {
    const before = await service.items()
    const again = await propose('P1', fromMarch)
    expect([again.status, again.body.code]).toEqual([409, 'registration.as-it-is'])
    expect((await service.items()).filter(({ kind }) => kind === 'registrations')).toEqual(
      before.filter(({ kind }) => kind === 'registrations'),
    )
  })

  it('costs a claim no read more', async () => {
    const [usage] = await usageOf(() => chronic('M3', 'P1', '2025-03-06'))
    expect(usage).toMatchObject({ operation: 'settle-claim', RoundTrips: 2, ReadUnits: 1 })
  })

  it('is known to a year that begins later, and to one whose beginning is told again', async () => {
    const next = entitlementOf(2026, 'P1', [spellOf('resident', '2026-01-01', '2026-12-31')])
    await service.deliver(next)
    await service.deliver(next)
    const registered = (await yearItems('P1')).map(({ sk, registered: held }) => [sk, held])
    expect(registered.sort()).toEqual([
      ['YEAR#2025', { diseases: [['M01600', '2025-03-01', null]] }],
      ['YEAR#2026', { diseases: [['M01600', '2025-03-01', null]] }],
    ])
  })

  it('registered no more is taken out of every year, and its claims are judged again', async () => {
    expect((await registerPerson(service, 'P1', {})).status).toBe(200)
    const years = await yearItems('P1')
    expect(years.map(({ registered }) => registered)).toEqual([undefined, undefined])
    expect(years.find(({ sk }) => sk === 'YEAR#2025')?.due).toEqual({ entitlement: '2025-03-01' })
  })

  it('is proposed and approved by the city that insures the person', async () => {
    const foreign = { ...tokens.wuhu, sub: 'zhao.min' }
    const other = await propose('P1', fromMarch, foreign)
    expect([other.status, other.body.code]).toEqual([404, 'person.unknown'])
    const proposed = await propose('P1', fromMarch)
    for (const how of ['approval', 'rejection'] as const) {
      const body = how === 'rejection' ? { body: { reason: 'no' } } : {}
      const decided = await decide('P1', proposalIdOf(proposed), how, { as: foreign, ...body })
      expect([decided.status, decided.body.code]).toEqual([404, 'person.unknown'])
    }
    const unknown = await propose('nobody', fromMarch)
    expect([unknown.status, unknown.body.code]).toEqual([404, 'person.unknown'])
    await decide('P1', proposalIdOf(proposed), 'rejection', { body: { reason: 'tried only' } })
  })
})

describe('whoever moved away', () => {
  it('is registered by the city that insures them now, and not by the one of years ago', async () => {
    await service.deliver(entitlement('P4', 1, [spellOf('resident', '2025-01-01', '2025-12-31')]))
    const next = [spellOf('resident', '2026-01-01', '2026-12-31', '340200')]
    await service.deliver(entitlementOf(2026, 'P4', next))
    const former = await propose('P4', { civilServant: true })
    expect([former.status, former.body.code]).toEqual([404, 'person.unknown'])
    const present = await registerPerson(service, 'P4', { civilServant: true }, tokens.wuhu)
    expect(present.status).toBe(200)
    // Whoever paid for a year sees what it was judged by.
    expect(await seen('P4')).toMatchObject({ civilServant: true })
  })
})

describe('a proposal of whoever moves away meanwhile', () => {
  it('is approved by no officer of the city that they left; that city may reject what it holds in its list', async () => {
    await begin('P6')
    const proposalId = proposalIdOf(await propose('P6', { civilServant: true }))
    const next = [spellOf('resident', '2026-01-01', '2026-12-31', '340200')]
    await service.deliver(entitlementOf(2026, 'P6', next))
    const approved = await decide('P6', proposalId, 'approval')
    expect([approved.status, approved.body.code]).toEqual([404, 'person.unknown'])
    const rejected = await decide('P6', proposalId, 'rejection', { body: { reason: 'moved to Wuhu' } })
    expect([rejected.status, rejected.body.civilServant]).toEqual([200, false])
    const again = await decide('P6', proposalId, 'rejection', { body: { reason: 'moved to Wuhu' } })
    expect([again.status, again.body.code]).toEqual([404, 'person.unknown'])
  })
})

describe('the two diseases', () => {
  it('are registered for their drugs alone: a hospital sends them as a chronic disease, and they are paid 70 % in Hefei', async () => {
    await begin('P8')
    const body = {
      diseases: [{ code: 'M01600', from: '2025-03-01', kind: 'two-diseases' }],
      contracts: [{ institution: 'H34010000001', from: '2025-03-01' }],
    }
    const proposalId = proposalIdOf(await propose('P8', body, maker, 'two-diseases-proposal'))
    expect((await decide('P8', proposalId, 'approval')).status).toBe(200)
    expect(await seen('P8')).toMatchObject(body)
    const settled = await chronic('two-diseases-1', 'P8', '2025-03-10')
    expect([settled.status, settled.body.amounts]).toEqual([201, expect.objectContaining({ basic: 7_000 })])
    const other = await propose('P8', {
      diseases: [{ code: 'M00500', from: '2025-03-01', kind: 'two-diseases' }],
    })
    expect(other.status).toBe(400)
  })
})

describe('a proposal', () => {
  it('is rejected with a reason, and nothing changes for claims', async () => {
    await begin('P3')
    const proposalId = proposalIdOf(await propose('P3', { civilServant: true }))
    const withoutReason = await decide('P3', proposalId, 'rejection', { body: { reason: ' ' } })
    expect(withoutReason.status).toBe(400)
    const rejection = { body: { reason: 'the certificate is another person’s' } }
    const rejected = await decide('P3', proposalId, 'rejection', rejection)
    expect(rejected.status).toBe(200)
    expect((await decide('P3', proposalId, 'rejection', rejection)).body).toEqual(rejected.body)
    expect(await seen('P3')).toEqual({
      ...{ diseases: [], civilServant: false, filings: [], contracts: [] },
      rejected: [
        {
          ...{ proposalId, why, diseases: [], civilServant: true, filings: [], contracts: [] },
          proposed: { by: 'wang.fang', on: expect.any(String) },
          rejected: { by: 'li.na', on: expect.any(String), ...rejection.body },
        },
      ],
    })
    const late = await decide('P3', proposalId, 'approval')
    expect([late.status, late.body.code]).toEqual([404, 'registration.proposal-unknown'])
  })

  it('waits alone: another of the same person comes after it', async () => {
    const first = proposalIdOf(await propose('P3', { claimFreeSince: 2020 }))
    const second = await propose('P3', { civilServant: true })
    expect([second.status, second.body.code]).toEqual([409, 'registration.proposal-waits'])
    await decide('P3', first, 'rejection', { as: maker, body: { reason: 'wrong year' } })
  })

  it('is listed with its age until it is decided on, for its own city', async () => {
    const proposed = await propose('P3', { enrolledSince: 2015 })
    const proposalId = proposalIdOf(proposed)
    const { body } = await waiting()
    expect(body.proposals).toEqual([
      {
        ...{ personId: 'P3', proposalId, why, ageDays: 0 },
        ...{ diseases: [], civilServant: false, filings: [], contracts: [], enrolledSince: 2015 },
        proposed: { by: 'wang.fang', on: expect.any(String) },
      },
    ])
    expect((await waiting(tokens.wuhu)).body.code).toBe('caller.other-division')
    expect((await waiting(tokens.wuhu, '340200')).body.proposals).toEqual([])
    await decide('P3', proposalId, 'approval')
    expect((await waiting()).body.proposals).toEqual([])
  })

  it('and its approval that come again are answered as they were, whatever was decided since', async () => {
    await begin('P2')
    const proposed = await propose('P2', fromMarch, maker, 'again')
    expect(await propose('P2', fromMarch, maker, 'again')).toEqual(proposed)
    const proposalId = proposalIdOf(proposed)
    const approved = await decide('P2', proposalId, 'approval', { key: 'approve' })
    expect((await decide('P2', proposalId, 'approval')).body).toEqual(approved.body)
    const fromMay = { diseases: [{ code: 'M01600', from: '2025-05-01' }] }
    expect((await registerPerson(service, 'P2', fromMay)).status).toBe(200)
    expect(await decide('P2', proposalId, 'approval', { key: 'approve' })).toEqual(approved)
    expect(await propose('P2', fromMarch, maker, 'again')).toEqual(proposed)
    expect(await seen('P2')).toMatchObject(fromMay)
  })

  it('of an institution is none: an office does it', async () => {
    const refused = await propose('P2', fromMarch, tokens.hospital)
    expect([refused.status, refused.body.code]).toEqual([403, 'caller.no-scope'])
  })
})

describe('care elsewhere', () => {
  // A resident of Wuhu in a hospital of Hefei.
  const elsewhere = async (key: string, filing?: string) => {
    const { body } = await service.call(tokens.hospital, 'POST', '/claims', {
      key,
      body: { ...stay('W1', `2025-0${key}-02`, `2025-0${key}-08`), ...(filing ? { filing } : {}) },
    })
    return body
  }
  const basicOf = (claim: Record<string, unknown>) => (claim.amounts as { basic: number }).basic
  const filings = [{ kind: 'filed', where: '340100', from: '2025-04-01' }]
  const explained = async (claim: Record<string, unknown>) =>
    JSON.stringify(
      (await service.call(tokens.hospital, 'GET', `/claims/${String(claim.claimId)}/explanation`)).body,
    )

  it('that its hospital says was filed is paid as unfiled until two officers recorded it, and the explanation says so', async () => {
    const inWuhu = spellOf('resident', '2025-01-01', '2025-12-31', '340200')
    await service.deliver(entitlement('W1', 1, [inWuhu]))
    const said = await elsewhere('3', 'filed')
    expect(await explained(said)).toContain('未备案，机构申报为已备案，但参保地无对应的有效备案记录')
    const registered = await registerPerson(service, 'W1', { filings }, tokens.wuhu)
    expect(registered.body.filings).toEqual(filings)
    const filed = await elsewhere('4')
    expect(basicOf(filed)).toBeGreaterThan(basicOf(said))
    expect(await explained(filed)).not.toContain('机构申报')
  })

  it('whose filing is taken back leaves its claims due, and the filing on record', async () => {
    const { body } = await registerPerson(service, 'W1', { claimFreeSince: 2019 }, tokens.wuhu)
    expect(body.filings).toEqual([{ ...filings[0], withdrawn: true }])
    const year = (await yearItems('W1'))[0]
    expect(year?.due).toMatchObject({ entitlement: '2025-01-01' })
    expect(basicOf(await elsewhere('5', 'filed'))).toBe(basicOf(await elsewhere('6')))
  })
})

describe('a command on what is registered', () => {
  it('of an institution that comes again late leaves its newer level', async () => {
    const register = (level: number, from: string) => {
      const hospital = { name: 'Second Hospital', city: '340100', category: 'general', level, from }
      return registerInstitution(service, 'H34010000009', { ...hospital, agreement: { from: '2020-01-01' } })
    }
    const first = await register(1, '2020-01-01')
    await register(3, '2090-01-01')
    // Proposal and approval come once more, under their keys.
    expect(await register(1, '2020-01-01')).toEqual(first)
    const { body } = await service.call(tokens.hefei, 'GET', '/institutions/H34010000009')
    expect(body).toMatchObject({ level: 1, changes: [{ level: 3, from: '2090-01-01' }] })
  })
})
