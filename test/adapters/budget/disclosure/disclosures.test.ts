import { describe, expect, it } from 'vitest'
import { claimsSettled } from '#shared/contracts/settlement.ts'
import { eachTestItsTable } from '../../../support/dynamodb.ts'
import { group, inpatientClaim } from '../claims.ts'
import { assess, lock, propose, settledYear } from '../clearing/cleared-year.ts'
import { decideQuotas } from '../decided-quotas.ts'
import type { Office } from '../office.ts'
import { openOffice } from '../office.ts'

let office: Office
eachTestItsTable((dynamo, table) => {
  office = openOffice(dynamo.connect(), table)
})

const fund = { city: '340100', scheme: 'employee' } as const
const institutions = ['H34010002', 'H34010001'].map((institution) => ({ institution, weight: 1 }))
const publish = () =>
  decideQuotas(office, { ...fund, year: 2025, target: 20_000_000, visits: 4_000_000, institutions })
const read = (
  document: string,
  query: Record<string, string>,
  caller: 'maker' | 'otherCity' | 'otherHospital' = 'maker',
) => office.get(caller, `/disclosures/${document}`, { ...fund, ...query })
const csvOf = async (document: string, query: Record<string, string>) => {
  const { body } = await read(document, { ...query, format: 'csv' })
  const { headers, file } = body as unknown as { headers: Record<string, string>; file: string }
  return { type: headers['content-type'], lines: Buffer.from(file, 'base64').toString('utf8').split('\r\n') }
}

describe('the public document of all quotas', () => {
  it('is not there before quotas are published', async () => {
    expect(await read('quotas', { year: '2025' })).toMatchObject({
      status: 404,
      body: { code: 'disclosure.unpublished' },
    })
  })

  it('is the same to the byte for everybody, in the order of institutions, and names its digest', async () => {
    await publish()
    const document = (await read('quotas', { year: '2025' })).body
    const byCare = { inpatient: 8_000_000, outpatient: 2_000_000 }
    expect(document).toMatchObject({
      document: 'quotas',
      version: 1,
      target: 20_000_000,
      quotas: [
        { institution: 'H34010001', group: null, amount: 10_000_000, byCare },
        { institution: 'H34010002', group: null, amount: 10_000_000, byCare },
      ],
    })
    expect(document.digest).toMatch(/^[0-9a-f]{32}$/)
    for (const caller of ['otherCity', 'otherHospital'] as const)
      expect(JSON.stringify((await read('quotas', { year: '2025', version: '1' }, caller)).body)).toBe(
        JSON.stringify(document),
      )
    await publish()
    expect((await read('quotas', { year: '2025' })).body).toEqual(document)
  })

  it('is a table in yuan as CSV', async () => {
    await publish()
    const { type, lines } = await csvOf('quotas', { year: '2025' })
    expect(type).toBe('text/csv; charset=utf-8')
    expect(lines[0]).toContain('机构代码')
    expect(lines[1]?.startsWith('H34010001,,100000.00,80000.00,20000.00,')).toBe(true)
  })
})

describe('the public document of a month', () => {
  it('shows what each institution was paid, when the settlement went through all of them', async () => {
    await publish()
    await office.deliver(claimsSettled, group([inpatientClaim('C1'), inpatientClaim('C2', 'H34010002')]))
    await office.post('maker', '/monthly-settlements', { ...fund, month: '2025-01', on: '2025-02-05' })
    expect((await read('monthly-executions', { month: '2025-01' })).body.code).toBe('disclosure.unpublished')
    await office.doWork()
    const { body } = await read('monthly-executions', { month: '2025-01' }, 'otherCity')
    // 6,000 of the pool lie within January's 8.2 % of 100,000; 5 % of them are held back; 1,800 are of other funds.
    const paid = {
      claimed: 780_000,
      quotaToDate: 820_000,
      within: 600_000,
      suspended: 0,
      deposit: 30_000,
      ordered: 750_000,
    }
    expect(body).toMatchObject({
      document: 'monthly-execution',
      institutions: [
        { institution: 'H34010001', ...paid },
        { institution: 'H34010002', ...paid },
      ],
      totals: { claimed: 1_560_000, ordered: 1_500_000 },
    })
    expect(JSON.stringify(body)).not.toContain('C1')
    const { lines } = await csvOf('monthly-executions', { month: '2025-01' })
    expect(lines[3]).toBe('合计,15600.00,16400.00,12000.00,0.00,600.00,15000.00')
  })
})

describe("the public document of a year's clearing", () => {
  const clearing = () => read('clearings', { year: '2025' }, 'otherHospital')

  it('waits until every statement is locked', async () => {
    expect(await clearing()).toMatchObject({
      status: 404,
      body: { code: 'disclosure.not-final', figures: { statements: 0, open: 0 } },
    })
    await settledYear(office)
    await assess(office)
    await propose(office)
    expect((await clearing()).body).toMatchObject({ code: 'disclosure.not-final', figures: { open: 4 } })
  })

  it('shows what each institution was cleared at, and the totals', async () => {
    await settledYear(office)
    await assess(office)
    await propose(office)
    await lock(office)
    const { institutions: rows, totals } = (await clearing()).body
    // 12,000 on a quota of 10,000, of which 550 are shared; 6,000 on 10,000, of which 300 are kept.
    expect((rows as unknown as object[]).slice(0, 2)).toEqual([
      expect.objectContaining({
        score: '60',
        quota: 1_000_000,
        actual: 1_200_000,
        shared: 55_000,
        ordered: 60_000,
      }),
      expect.objectContaining({ quota: 1_000_000, actual: 600_000, kept: 30_000, ordered: 60_000 }),
    ])
    expect(totals).toMatchObject({ kept: 30_000, shared: 55_000 })
    const { lines } = await csvOf('clearings', { year: '2025' })
    expect(lines[1]?.startsWith('H34010001,60,10000.00,12000.00,2000.00,')).toBe(true)
  })
})
