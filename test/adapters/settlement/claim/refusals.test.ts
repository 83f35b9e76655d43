import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  catalogueCsv,
  entitlement,
  importCatalogue,
  registerHospital,
  spellOf,
  stay,
  visit,
} from '../province.ts'
import type { Answer, Service, Token } from '../service.ts'
import { startService, tokens, violationsIn } from '../service.ts'

let service: Service
let keys = 0
const settle = (body: unknown, token: Token = tokens.hospital): Promise<Answer> => {
  keys += 1
  return service.call(token, 'POST', '/claims', { key: `K${keys}`, body })
}
const said = ({ status, body }: Answer) => [status, body.code, body.field]
const claim = visit('P1', '2025-05-01', 20_000)
const line = claim.lines[0]

beforeAll(async () => {
  service = await startService()
  await importCatalogue(service, 'catalogue-1', catalogueCsv)
  await registerHospital(service, 'H34010000001')
  await registerHospital(service, 'H34010000002', { from: '2020-01-01', suspendedFrom: '2025-04-01' })
  await registerHospital(service, 'H34010000003', { from: '2025-06-01' })
  await service.deliver(entitlement('P1', 1, [spellOf('resident', '2025-01-01', '2025-06-30')]))
})
afterAll(async () => {
  expect(await violationsIn(service)).toEqual([])
  await service.stop()
})

describe('a claim is refused with a stable code and the field at fault, and nothing is written', () => {
  it.each([
    ['an unknown person', { ...claim, personId: 'nobody' }, [422, 'person.not-entitled', 'serviceOn']],
    [
      'a day after the entitlement',
      { ...claim, serviceOn: '2025-07-01' },
      [422, 'person.not-entitled', 'serviceOn'],
    ],
    [
      'a code that is not in the catalogue',
      { ...claim, lines: [{ ...line, code: 'NONE' }] },
      [422, 'claim.not-in-catalogue', 'lines.0.code'],
    ],
    ['lines that do not add up', { ...claim, total: 20_001 }, [422, 'claim.total-does-not-add-up', 'total']],
    [
      'a quantity and price that give another amount',
      { ...claim, lines: [{ ...line, quantity: '2' }] },
      [422, 'claim.line-does-not-add-up', 'lines.0.amount'],
    ],
    ['a negative amount', { ...claim, total: -20_000 }, [422, 'claim.bad-amount', 'total']],
    ['an absurd amount', { ...claim, total: 9_000_000_000_000_000 }, [422, 'claim.bad-amount', 'total']],
    ['a fraction of a fen', { ...claim, total: 20_000.5 }, [400, 'request.invalid', 'total']],
    [
      'a day that does not exist',
      { ...claim, serviceOn: '2025-02-29' },
      [400, 'request.invalid', 'serviceOn'],
    ],
    ['a day in the future', { ...claim, serviceOn: '2099-01-01' }, [422, 'claim.in-future', 'settledOn']],
    ['a field nobody knows', { ...claim, discount: 1 }, [400, 'request.invalid', 'body']],
    [
      'another scheme than the person is in',
      { ...claim, scheme: 'employee' },
      [422, 'claim.other-scheme', 'scheme'],
    ],
  ])('%s', async (_, body, expected) => {
    const before = await service.items()
    expect(said(await settle(body))).toEqual(expected)
    expect(await service.items()).toEqual(before)
  })

  it('malformed JSON', async () => {
    expect(said(await settle('{"care":'))).toEqual([400, 'request.malformed-json', undefined])
  })

  it('a message without its id', async () => {
    const answer = await service.call(tokens.hospital, 'POST', '/claims', { body: claim })
    expect(said(answer)).toEqual([400, 'idempotency-key.missing', 'Idempotency-Key'])
  })

  it('an institution that is unknown, not yet designated, or suspended on the day', async () => {
    const at = (institution: string) => settle({ ...claim, institution }, { ...tokens.hospital, institution })
    expect(said(await at('H99999999999'))).toEqual([404, 'institution.unknown', 'institution'])
    expect(said(await at('H34010000002'))).toEqual([422, 'institution.suspended', 'institution'])
    expect(said(await at('H34010000003'))).toEqual([422, 'institution.not-designated', 'institution'])
  })

  it('a stay that overlaps one already settled', async () => {
    expect((await settle(stay('P1', '2025-02-01', '2025-02-10'))).status).toBe(201)
    expect(said(await settle(stay('P1', '2025-02-09', '2025-02-12')))).toEqual([
      422,
      'claim.overlapping-stay',
      'admittedOn',
    ])
  })
})

describe('callers act for themselves only', () => {
  it('an institution settles no claim of another', async () => {
    expect(said(await settle(claim, tokens.otherHospital))).toEqual([
      403,
      'caller.other-institution',
      undefined,
    ])
  })

  it('a city settles no claim of an institution of another city', async () => {
    expect(said(await settle(claim, tokens.wuhu))).toEqual([404, 'institution.unknown', 'institution'])
  })

  it('a city registers no institution in another city, and takes none over', async () => {
    const body = {
      name: 'X',
      city: '340200',
      level: 3,
      category: 'general',
      agreement: { from: '2020-01-01' },
      ...{ from: '2020-01-01', why: 'its licence' },
    }
    const register = (token: Token) =>
      service.call(token, 'POST', '/institutions/H34010000001/proposals', { key: 'R1', body })
    expect(said(await register(tokens.hefei))).toEqual([403, 'caller.other-division', undefined])
    expect(said(await register(tokens.wuhu))).toEqual([422, 'institution.bad-code', 'code'])
  })

  it('neither another institution nor another city sees a claim, its explanation or reverses it', async () => {
    const { body } = await settle(visit('P1', '2025-05-20', 20_000))
    const path = `/claims/${String(body.claimId)}`
    const unknown = [404, 'claim.unknown', 'claimId']
    for (const token of [tokens.otherHospital, tokens.wuhu]) {
      expect(said(await service.call(token, 'GET', path))).toEqual(unknown)
      expect(said(await service.call(token, 'GET', `${path}/explanation`))).toEqual(unknown)
      const reversal = await service.call(token, 'POST', `${path}/reversal`, { key: 'V1', body: {} })
      const notItsOwn = token === tokens.wuhu ? [403, 'caller.no-scope', undefined] : unknown
      expect(said(reversal)).toEqual(notItsOwn)
    }
    const read = {
      ...body,
      visitId: 'P1-2025-05-20-20000',
      sentBy: expect.objectContaining({ subject: 'tester' }),
    }
    expect((await service.call(tokens.hospital, 'GET', path)).body).toEqual(read)
    expect((await service.call(tokens.hefei, 'GET', path)).body).toEqual(read)
  })

  it('a city sees no person insured elsewhere', async () => {
    const elsewhere = await service.call(tokens.wuhu, 'GET', '/persons/P1/years/2025')
    expect(said(elsewhere)).toEqual([404, 'person.unknown', 'personId'])
    expect((await service.call(tokens.hefei, 'GET', '/persons/P1/years/2025')).status).toBe(200)
  })

  it('only the province imports the catalogue', async () => {
    const answer = await service.call(tokens.hefei, 'POST', '/catalogue-imports', { key: 'I1', body: {} })
    expect(said(answer)).toEqual([403, 'caller.no-scope', undefined])
  })
})

describe('an explanation', () => {
  it('tells each step in the language asked for, with its article', async () => {
    const { body } = await settle(visit('P1', '2025-05-25', 20_000))
    const path = `/claims/${String(body.claimId)}/explanation`
    const english = await service.call(tokens.hospital, 'GET', path, { query: { language: 'en' } })
    const chinese = await service.call(tokens.hospital, 'GET', path)
    const textsOf = (answer: Answer) => (answer.body.steps as { text: string }[]).map(({ text }) => text)
    expect(textsOf(english)[0]).toMatch(/^cost 200\.00 − fully self-paid 0\.00/)
    expect(textsOf(chinese)[0]).toMatch(/^总费用 200\.00/)
    expect(textsOf(english)).toHaveLength(textsOf(chinese).length)
  })
})
