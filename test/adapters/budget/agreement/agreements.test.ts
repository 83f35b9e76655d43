import { describe, expect, it } from 'vitest'
import { agreementChanged } from '#shared/contracts/budget.ts'
import type { Terms } from '../../../../services/budget/agreement/rules/agreement.ts'
import { toEvents } from '../../../../services/budget/outbox.ts'
import { eachTestItsTable } from '../../../support/dynamodb.ts'
import type { Office } from '../office.ts'
import { openOffice, violationsIn } from '../office.ts'

let office: Office
eachTestItsTable((dynamo, table) => {
  office = openOffice(dynamo.connect(), table)
})

const terms: Terms = {
  methods: { inpatient: { kind: 'by-item' }, outpatient: { kind: 'by-item' } },
  overspend: [{ upTo: '0.20', fund: '0.50' }],
  surplus: [{ kept: '0.30' }],
  surplusCap: '0.03',
  depositShare: '0.05',
  workingCapitalShare: '0.08',
  indexes: [],
  depositReturn: [{ from: '0', returned: '1' }],
}
const codeOf = (n: number) => `H3401${String(n).padStart(4, '0')}`
const drafts = (count: number) =>
  Array.from({ length: count }, (_, n) => ({ institution: codeOf(n + 1), terms }))
const cityYear = { city: '340100', year: 2025, on: '2024-12-20' }
const sign = (agreements: readonly object[], caller: 'maker' | 'otherCity' = 'maker') =>
  office.post(caller, '/agreements', { ...cityYear, agreements })
const one = `/agreements/340100/2025/${codeOf(1)}`
const suspension = { from: '2025-04-01', on: '2025-03-28', reason: 'false volume found' }

/** What the stream of the table would have shown the outbox: everything in force, as published. */
const published = async () => {
  const changes = (await office.recorded()).map((item) => ({ sequence: '1', item: item as never }))
  return toEvents(changes).flatMap(({ contract, event }) =>
    contract.detailType === agreementChanged.detailType ? [contract.schema.parse(event)] : [],
  )
}

describe('service agreements', () => {
  it('are signed with fifty institutions at once; sent again they are found signed', async () => {
    const first = await sign(drafts(50))
    expect(first.status).toBe(201)
    expect(first.body.rows).toHaveLength(50)
    expect(first.body.rows).toContainEqual({ institution: codeOf(50), status: 'signed', version: 1 })
    const again = (await sign(drafts(50))).body.rows as unknown as { status: string }[]
    expect(again.every(({ status }) => status === 'repeated')).toBe(true)
    expect((await sign(drafts(51))).body.code).toBe('request.invalid')
    const { agreements } = (await office.get('maker', '/agreements', { city: '340100', year: '2025' })).body
    expect(agreements).toHaveLength(50)
    expect(await violationsIn(office)).toEqual([])
  })

  it('are signed for codes that an institution of the city can have, and for no others', async () => {
    const codes = ['H9', 'H34020001', '34010001', 'X34010001', 'H340100000000000001', 'P34010200001']
    const { rows } = (await sign(codes.map((institution) => ({ institution, terms })))).body
    expect(
      (rows as unknown as { status: string; code?: string }[]).map(({ code, status }) => code ?? status),
    ).toEqual([...Array.from({ length: 5 }, () => 'agreement.other-city-code'), 'signed'])
  })

  it('are judged each for itself: one above the limit does not hold up the others', async () => {
    const greedy = { institution: codeOf(9), terms: { ...terms, depositShare: '0.06' } }
    const { body } = await sign([...drafts(1), greedy])
    expect(body.rows).toEqual([
      { institution: codeOf(1), status: 'signed', version: 1 },
      expect.objectContaining({ status: 'refused', code: 'agreement.deposit-above-limit' }),
    ])
  })

  it('say what the model agreement says where nothing else was agreed', async () => {
    await sign([{ institution: codeOf(1) }])
    const { body } = await office.get('maker', one)
    expect(body).toMatchObject({
      methods: { inpatient: { kind: 'by-item' }, outpatient: { kind: 'by-item' } },
      surplus: [{ kept: '0.30' }],
      schemes: { resident: { surplus: [{ kept: '0.20' }] } },
    })
    expect(
      (body.indexes as unknown as { weight: number }[]).reduce((all, { weight }) => all + weight, 0),
    ).toBe(100)
  })

  it('killed right after the write, are found signed when they are sent again', async () => {
    office.crashAfter(1)
    expect((await sign(drafts(3))).status).toBe(500)
    const rows = (await sign(drafts(3))).body.rows as unknown as { status: string }[]
    expect(rows.map(({ status }) => status)).toEqual(['repeated', 'repeated', 'repeated'])
  })

  it('signed by two at the same time, are signed once', async () => {
    const [a, b] = await Promise.all([sign(drafts(5)), sign(drafts(5))])
    const states = [a, b].map(({ body }) => (body.rows as unknown as { status: string }[])[0]?.status)
    expect(states.sort()).toEqual(['repeated', 'signed'])
    expect(await violationsIn(office)).toEqual([])
  })

  it('stop new claims from a day and let them in again, which settlement is told with a version', async () => {
    await sign(drafts(1))
    expect((await office.post('maker', `${one}/suspensions`, suspension)).body.status).toBe('suspended')
    expect((await office.post('maker', `${one}/suspensions`, suspension)).body.version).toBe(2)
    const place = { institution: codeOf(1), city: '340100', year: 2025, from: '2025-01-01', to: '2025-12-31' }
    expect(await published()).toEqual([
      {
        id: `agreement-changed:340100:${codeOf(1)}:2025:2`,
        occurredOn: '2025-03-28',
        data: { ...place, version: 2, suspended: [{ from: '2025-04-01' }] },
      },
    ])
    const resumption = { from: '2025-05-01', on: '2025-04-28', reason: 'put right' }
    expect((await office.post('maker', `${one}/resumptions`, resumption)).body.status).toBe('resumed')
    const withdrawal = { from: '2025-09-01', on: '2025-08-01', reason: 'moved to another city' }
    expect((await office.post('maker', `${one}/withdrawals`, withdrawal)).body.status).toBe('withdrawn')
    expect((await published()).map(({ data }) => data)).toEqual([
      {
        ...place,
        version: 4,
        suspended: [{ from: '2025-04-01', to: '2025-04-30' }],
        withdrawnFrom: '2025-09-01',
      },
    ])
    expect(
      (await office.post('maker', `${one}/resumptions`, { ...resumption, from: '2025-06-01' })).body.code,
    ).toBe('agreement.withdrawn')
    expect(await violationsIn(office)).toEqual([])
  })

  it('keep every version readable', async () => {
    await sign(drafts(1))
    const amended = { ...terms, surplusCap: '0.02' }
    const amendment = { terms: amended, on: '2025-06-10', reason: 'a lower cap was agreed' }
    expect((await office.post('maker', `${one}/amendments`, amendment)).body).toMatchObject({
      version: 2,
      surplusCap: '0.02',
    })
    expect((await office.get('maker', one, { version: '1' })).body).toMatchObject({
      version: 1,
      surplusCap: '0.03',
    })
    expect((await office.get('maker', one)).body.version).toBe(2)
    expect((await office.get('maker', one, { version: '3' })).body.code).toBe('agreement.unknown')
    expect(await violationsIn(office)).toEqual([])
  })

  it('are a matter between the institution and its own city', async () => {
    await sign([{ institution: 'H34010001', terms }])
    const own = '/agreements/340100/2025/H34010001'
    expect((await office.get('hospital', own)).status).toBe(200)
    expect((await office.get('otherHospital', own)).body.code).toBe('caller.other-institution')
    expect((await office.post('hospital', `${own}/suspensions`, suspension)).body.code).toBe(
      'caller.no-scope',
    )
    expect((await sign(drafts(1), 'otherCity')).body.code).toBe('caller.other-division')
    expect((await office.get('otherCity', own)).body.code).toBe('caller.other-division')
    const unsigned = '/agreements/340100/2025/H34010099'
    expect((await office.post('maker', `${unsigned}/suspensions`, suspension)).body.code).toBe(
      'agreement.unknown',
    )
  })
})
