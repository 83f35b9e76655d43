import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  catalogueCsv,
  contribution,
  entitlement,
  importCatalogue,
  registerHospital,
  spellOf,
  stay,
  visit,
} from '../province.ts'
import type { Service } from '../service.ts'
import { startService, tokens, usageOf, violationsIn } from '../service.ts'

const wholeYear = (scheme: 'employee' | 'resident') => [spellOf(scheme, '2025-01-01', '2025-12-31')]
let service: Service
const settle = (key: string, body: object, token = tokens.hospital) =>
  service.call(token, 'POST', '/claims', { key, body })
const yearOf = async (personId: string) =>
  (await service.call(tokens.province, 'GET', `/persons/${personId}/years/2025`)).body

beforeAll(async () => {
  service = await startService()
  await importCatalogue(service, 'catalogue-1', catalogueCsv)
  await registerHospital(service, 'H34010000001')
})
afterAll(async () => {
  expect(await violationsIn(service)).toEqual([])
  await service.stop()
})

describe('settling a claim', () => {
  it('pays an employee by level, deductible and ratio, the personal account paying what is left', async () => {
    await service.deliver(
      entitlement('P1', 1, wholeYear('employee')),
      contribution('E-1-2025-01', [{ personId: 'P1', account: 10_000 }]),
    )
    const { status, body } = await settle('M1', stay('P1', '2025-03-01', '2025-03-09'))
    expect(status).toBe(201)
    expect(body).toMatchObject({
      scheme: 'employee',
      city: '340100',
      servedOn: '2025-03-09',
      settledOn: '2025-03-09',
      accountAfter: 0,
      amounts: {
        total: 1_000_000,
        fullySelfPaid: 100_000,
        firstSelfPaid: 30_000,
        inScope: 870_000,
        deductible: 60_000,
        basic: 729_000,
        fund: 729_000,
        patient: 271_000,
        account: 10_000,
        cash: 261_000,
      },
    })
  })

  it('answers a message that comes again alike, and writes nothing', async () => {
    await service.deliver(entitlement('P2', 1, wholeYear('employee')))
    const first = await settle('M2', stay('P2', '2025-03-01', '2025-03-09'))
    const before = await service.items()
    const [usage] = await usageOf(async () => {
      expect(await settle('M2', stay('P2', '2025-03-01', '2025-03-09'))).toEqual(first)
    })
    expect(await service.items()).toEqual(before)
    expect(usage).toMatchObject({ operation: 'repeat-claim', WriteUnits: 0, RoundTrips: 1 })
  })

  it('refuses a message id used for another claim, and leaves the first as it was', async () => {
    const before = await service.items()
    const { status, body } = await settle('M2', stay('P2', '2025-04-01', '2025-04-09'))
    expect([status, body.code]).toEqual([409, 'claim.other-payload'])
    expect(await service.items()).toEqual(before)
  })

  it('gives two claims settled at the same instant one ceiling between them', async () => {
    await service.deliver(entitlement('P3', 1, wholeYear('resident')))
    const answers = await Promise.all(
      ['2025-05-01', '2025-05-02', '2025-05-03', '2025-05-04'].map((day, index) =>
        settle(`M3-${index}`, visit('P3', day, 20_000)),
      ),
    )
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201])
    const paid = answers.map(({ body }) => (body.amounts as { basic: number }).basic)
    // 60 % of 200 yuan is 120; of the year's 150 the second gets 30 and the others nothing.
    expect(paid.sort((a, b) => b - a)).toEqual([12_000, 3_000, 0, 0])
    expect((await yearOf('P3')).accumulators).toMatchObject({ resident: { outpatientPaid: 15_000 } })
  })

  it('costs two round trips, at most one read unit and six write units: claim, year, visit', async () => {
    await service.deliver(entitlement('P4', 1, wholeYear('employee')))
    const [usage] = await usageOf(() => settle('M4', stay('P4', '2025-03-01', '2025-03-09')))
    expect(usage).toMatchObject({ operation: 'settle-claim', RoundTrips: 2, WriteUnits: 6 })
    expect(usage?.ReadUnits).toBeLessThanOrEqual(1)
    const sizes = await service.sizes()
    expect(sizes.get('claim-settled')).toBeLessThanOrEqual(1024)
    expect(sizes.get('insured-year')).toBeLessThanOrEqual(1024)
  })
})
