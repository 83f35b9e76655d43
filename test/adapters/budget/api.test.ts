import { describe, expect, it } from 'vitest'
import { contributionsReceived } from '#shared/contracts/contribution.ts'
import { claimsSettled } from '#shared/contracts/settlement.ts'
import { nothingBeforeTheBooks } from '../../../services/budget/ledger/invariants/openings.ts'
import { toEvents } from '../../../services/budget/outbox.ts'
import { eachTestItsTable } from '../../support/dynamodb.ts'
import { group, inpatientClaim } from './claims.ts'
import { contributionsOf, premium } from './contributions.ts'
import type { Office } from './office.ts'
import { openOffice, violationsIn } from './office.ts'
import { openBooksIn } from './opening-books.ts'

let office: Office
eachTestItsTable((dynamo, table) => {
  office = openOffice(dynamo.connect(), table)
})

const fund = { city: '340100', scheme: 'resident' } as const
/** The county's table of 2024, 10,000 yuan in fen. */
const county = {
  ...fund,
  year: 2025,
  openingBalance: 36_845_000_000,
  income: { 'individual-premium': 28_219_000_000, 'centre-subsidy': 49_755_000_000, interest: 525_000_000 },
  expenditure: {
    inpatient: 59_585_000_000,
    outpatient: 11_380_000_000,
    'serious-illness-premium': 6_907_000_000,
  },
}
const deficit = { ...county, income: { 'individual-premium': 28_219_000_000 } }

describe('a budget', () => {
  it('is compiled by one, reviewed and approved by another', async () => {
    const compiled = await office.post('maker', '/budgets', county)
    expect(compiled).toMatchObject({
      status: 201,
      body: {
        status: 'compiled',
        totals: {
          pooled: {
            income: 78_499_000_000,
            expenditure: 77_872_000_000,
            current: 627_000_000,
            closing: 37_472_000_000,
          },
        },
      },
    })
    const step = (caller: 'maker' | 'checker' | 'province', name: string) =>
      office.post(caller, `/budgets/340100/resident/2025/${name}`)
    expect((await step('province', 'approval')).body.code).toBe('budget.not-reviewed')
    expect((await step('maker', 'review')).body.code).toBe('budget.maker-is-checker')
    expect((await step('checker', 'review')).body.status).toBe('reviewed')
    expect((await step('maker', 'approval')).body.code).toBe('budget.approval-provincial')
    expect((await step('province', 'approval')).body.status).toBe('approved')
    expect((await step('province', 'approval')).body.status).toBe('approved')
    expect((await office.post('maker', '/budgets', county)).body.status).toBe('approved')
    const other = { ...county, openingBalance: 1 }
    expect((await office.post('maker', '/budgets', other)).body.code).toBe('budget.already-approved')
    expect((await office.get('maker', '/budgets/340100/resident/2025')).body.status).toBe('approved')
  })

  it('with a deficit is refused to the city; the province may exempt it with a reason', async () => {
    const exemption = { reason: 'Epidemic of the winter, see the letter of the province' }
    expect(await office.post('maker', '/budgets', deficit)).toMatchObject({
      status: 422,
      body: { code: 'budget.current-deficit', figures: { current: -49_653_000_000 } },
    })
    expect(await office.post('maker', '/budgets', { ...deficit, exemption })).toMatchObject({
      status: 403,
      body: { code: 'budget.exemption-not-provincial' },
    })
    expect(await office.post('province', '/budgets', { ...deficit, exemption })).toMatchObject({
      status: 201,
      body: { status: 'compiled', exemption: { ...exemption, grantedBy: 'province' } },
    })
  })

  it('names a line that does not exist, an amount that is none, and a year it is not', async () => {
    const bad = async (body: object) => (await office.post('maker', '/budgets', body)).body.code
    expect(await bad({ ...county, income: { gifts: 1 } })).toBe('request.invalid')
    expect(await bad({ ...county, income: { interest: -1 } })).toBe('request.invalid')
    expect(await bad({ ...county, income: { interest: 0.5 } })).toBe('request.invalid')
    expect(await bad({ ...county, year: '2025' })).toBe('request.invalid')
  })
})

describe('another city', () => {
  it('neither reads nor moves a fund that is not its own', async () => {
    await office.post('maker', '/budgets', county)
    const forbidden = { status: 403, body: { code: 'caller.other-division' } }
    const opening = { ...fund, year: 2025, pooledBalance: 1, accountBalance: 0 }
    expect(await office.post('otherCity', '/openings', opening)).toMatchObject(forbidden)
    expect(await office.post('otherCity', '/budgets', county)).toMatchObject(forbidden)
    expect(await office.post('otherCity', '/budgets/340100/resident/2025/review')).toMatchObject(forbidden)
    expect(await office.get('otherCity', '/budgets/340100/resident/2025')).toMatchObject(forbidden)
    expect(await office.get('otherCity', '/execution/340100/resident/2025')).toMatchObject(forbidden)
    expect(await office.get('otherCity', '/quotas', { ...fund, year: '2025' })).toMatchObject(forbidden)
    const month = { ...fund, month: '2025-01' }
    for (const path of ['/statements', '/journal', '/trial-balance'])
      expect(await office.get('otherCity', path, month)).toMatchObject(forbidden)
    expect(await office.get('otherCity', '/payment-orders', { ...fund, state: 'open' })).toMatchObject(
      forbidden,
    )
    const run = await office.post('maker', '/seals', { city: '340100', on: '2025-01-31' })
    expect(await office.get('otherCity', `/runs/${run.body.runId}`)).toMatchObject({
      status: 404,
      body: { code: 'run.unknown' },
    })
    expect(await office.get('otherCity', '/warnings', { city: '340100' })).toMatchObject(forbidden)
    const on = '2025-02-01'
    expect(await office.post('otherCity', '/monthly-settlements', { ...month, on })).toMatchObject(forbidden)
    expect(await office.post('otherCity', '/year-closes', { ...fund, year: 2025, on })).toMatchObject(
      forbidden,
    )
    expect(await office.post('otherCity', '/warnings', { ...fund, on })).toMatchObject(forbidden)
  })
})

describe('books', () => {
  const opening = { ...fund, year: 2025, pooledBalance: 500_000, accountBalance: 0 }

  it('are opened once; the same again is harmless, other balances are refused', async () => {
    expect((await openBooksIn(office, opening)).status).toBe(200)
    expect((await openBooksIn(office, opening)).status).toBe(200)
    expect(await openBooksIn(office, { ...opening, pooledBalance: 1 })).toMatchObject({
      status: 409,
      body: { code: 'opening.other-balances' },
    })
    expect((await office.get('maker', '/execution/340100/resident/2025')).body.opening).toBe(500_000)
    expect(await violationsIn(office)).toEqual([])
  })

  it('are opened by two persons who both have the balances', async () => {
    const balances = { year: 2025, pooledBalance: 500_000, accountBalance: 0 }
    const approve = (caller: 'maker' | 'makerWrittenOtherwise' | 'checker', body: object = balances) =>
      office.post(caller, '/openings/340100/resident/approval', body)
    expect((await approve('checker')).body.code).toBe('opening.not-proposed')
    expect((await office.post('maker', '/openings', { ...opening, pooledBalance: 1 })).status).toBe(201)
    expect((await office.post('maker', '/openings', opening)).status).toBe(201)
    expect((await approve('maker')).body.code).toBe('opening.same-person')
    expect((await approve('makerWrittenOtherwise')).body.code).toBe('opening.same-person')
    expect((await approve('checker', { ...balances, pooledBalance: 1 })).body.code).toBe(
      'opening.proposed-otherwise',
    )
    expect((await office.get('maker', '/execution/340100/resident/2025')).body.opening).toBe(0)
    await Promise.all([approve('checker'), approve('checker')])
    expect((await office.get('maker', '/execution/340100/resident/2025')).body.opening).toBe(500_000)
    expect(await violationsIn(office)).toEqual([])
  })

  it('take no fact of a year before them: it is booked in their first month, and names its own', async () => {
    const employees = { ...fund, scheme: 'employee' as const }
    await openBooksIn(office, { ...opening, scheme: 'employee' })
    const early = { ...inpatientClaim('C1'), settledOn: '2023-06-20' }
    for (const _ of ['once', 'again'])
      expect(await office.deliver(claimsSettled, group([early], '2023-06'))).toBe(true)
    const entries = (await office.recorded()).filter(({ reason }) => reason === 'claims-settled')
    expect(entries).toMatchObject([{ month: '2025-01', belongsTo: '2023-06' }])
    const { city, scheme } = employees
    expect((await office.get('maker', `/execution/${city}/${scheme}/2023`)).body).toMatchObject({
      expenditure: 0,
    })
    expect(await violationsIn(office)).toEqual([])
    const planted = (await office.recorded()).map((item) =>
      item.reason === 'claims-settled' ? { ...item, month: '2023-06' } : item,
    )
    const check = nothingBeforeTheBooks.start()
    for (const item of planted) check.see(item as never)
    expect(check.finish().violations.map(({ what }) => what)).toEqual(['it stands before the books'])
  })

  it('take a contribution once, however often it comes, its refund too', async () => {
    const paid = (paymentId: string, pooled: number) => premium(paymentId, pooled, '2024-11-03')
    const groups = [
      [paid('P1', 40_000), paid('P2', 40_000)],
      [paid('P1', 40_000), paid('P2', 40_000)],
      // Cut in another way: the first was posted before, the second was not.
      [paid('P2', 40_000), paid('P3', -40_000)],
      [paid('P3', -40_000), paid('P3', -40_000)],
    ]
    for (const group of groups)
      expect(await office.deliver(contributionsReceived, contributionsOf(fund, group))).toBe(true)
    const { body } = await office.get('maker', '/execution/340100/resident/2025')
    expect(body).toMatchObject({ income: 40_000, through: '2025-01' })
    const entries = (await office.recorded()).filter(({ reason }) => reason === 'contribution-received')
    expect(entries.map(({ movements }) => movements)).toEqual(
      expect.arrayContaining([
        { 'income-account': 80_000, 'individual-premium': -80_000 },
        { 'income-account': -40_000, 'individual-premium': 40_000 },
      ]),
    )
    expect(entries).toHaveLength(2)
    expect(await violationsIn(office)).toEqual([])
  })
})

describe('a warning', () => {
  const judge = (key: string) => office.post('maker', '/warnings', { ...fund, on: '2025-02-28' }, key)

  it('is raised once for a change of level, with its figures and article, and again when it is over', async () => {
    await openBooksIn(office, {
      ...fund,
      year: 2025,
      pooledBalance: 700_000,
      accountBalance: 0,
    })
    await office.deliver(claimsSettled, group([inpatientClaim('C1')], '2025-01', 'resident'))
    const first = await judge('first')
    expect(first.body.raised).toEqual([
      expect.objectContaining({
        indicator: 'months-payable',
        level: 'red',
        figures: { monthsPayable: 0.3, balance: 100_000, expenditure: 600_000 },
        article: expect.stringContaining('皖政办'),
      }),
    ])
    expect((await judge('second')).body.raised).toEqual([])
    const { warnings } = (await office.get('maker', '/warnings', { city: '340100' })).body
    expect(warnings).toHaveLength(1)

    await office.deliver(
      contributionsReceived,
      contributionsOf(fund, [{ ...premium('P1', 2_000_000, '2025-02-01'), payer: 'centre' }]),
    )
    expect((await judge('third')).body.raised).toEqual([expect.objectContaining({ level: 'normal' })])
    // A repeat is told what it was told, and raises nothing again.
    expect(await judge('first')).toEqual(first)
    const changes = (await office.recorded()).map((item) => ({ sequence: '1', item: item as never }))
    expect(toEvents(changes).map(({ contract, event }) => contract.schema.parse(event))).toHaveLength(2)
  })
})
