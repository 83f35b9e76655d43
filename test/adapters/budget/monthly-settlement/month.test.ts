import { describe, expect, it } from 'vitest'
import { claimsSettled } from '#shared/contracts/settlement.ts'
import { eachTestItsTable } from '../../../support/dynamodb.ts'
import { group, inpatientClaim, reversalOf } from '../claims.ts'
import { fund, openFund } from '../hefei-employees.ts'
import type { Office } from '../office.ts'
import { openOffice, violationsIn } from '../office.ts'

let office: Office
eachTestItsTable((dynamo, table) => {
  office = openOffice(dynamo.connect(), table)
})
const { orders, statements, open, publishQuotas, settle } = openFund(() => office)

describe('a month', () => {
  it('is paid within quota less the deposit, the excess suspended, other funds in full', async () => {
    await open(100_000_000)
    await publishQuotas()
    // Twenty claims: 120,000 yuan of the pool against a quota of 98,400; 36,000 yuan of others.
    const claims = Array.from({ length: 20 }, (_, n) => inpatientClaim(`C${n}`))
    await office.deliver(claimsSettled, group(claims))
    expect((await settle('2025-01', '2025-02-10')).status).toBe(202)
    expect(await statements('2025-01')).toEqual([
      expect.objectContaining({
        institution: 'H34010001',
        claimed: 15_600_000,
        controlled: 12_000_000,
        others: 3_600_000,
        quotaToDate: 9_840_000,
        within: 9_840_000,
        suspended: 2_160_000,
        deposit: 492_000,
        ordered: 12_948_000,
      }),
    ])
    expect(await orders('open')).toEqual([
      expect.objectContaining({ amount: 12_948_000, orderedOn: '2025-02-10', payee: 'H34010001' }),
    ])
    expect(await violationsIn(office)).toEqual([])
  })

  it('settled once more, or its units delivered again, changes nothing', async () => {
    await open(100_000_000)
    await publishQuotas()
    await office.deliver(claimsSettled, group([inpatientClaim('C1')]))
    await office.post('maker', '/monthly-settlements', { ...fund, month: '2025-01', on: '2025-02-10' })
    office.units.push(...office.units)
    await office.doWork()
    await settle('2025-01', '2025-02-10')
    expect((await office.get('maker', '/runs/MS-340100-employee-2025-01')).body).toMatchObject({
      status: 'done',
      units: 1,
      done: 1,
    })
    expect(await orders('open')).toHaveLength(1)
    expect(await violationsIn(office)).toEqual([])
  })

  it('started twice at the same instant is one run', async () => {
    await open(100_000_000)
    await publishQuotas()
    await office.deliver(claimsSettled, group([inpatientClaim('C1'), inpatientClaim('C2', 'H34010002')]))
    const start = () =>
      office.post('maker', '/monthly-settlements', { ...fund, month: '2025-01', on: '2025-02-10' })
    const answers = await Promise.all([start(), start()])
    expect(answers.map(({ status }) => status)).toEqual([202, 202])
    await office.doWork()
    expect(await orders('open')).toHaveLength(2)
    expect(await violationsIn(office)).toEqual([])
  })

  it('killed after any of its writes and started again ends in the same books', async () => {
    await open(100_000_000)
    await publishQuotas()
    await office.deliver(
      claimsSettled,
      group([inpatientClaim('C1'), inpatientClaim('C2', 'H34010002'), inpatientClaim('C3', 'H34010003')]),
    )
    for (let write = 1; write <= 8; write += 1) {
      office.crashAfter(write)
      try {
        await office.post('maker', '/monthly-settlements', { ...fund, month: '2025-01', on: '2025-02-10' })
        await office.doWork()
      } catch {
        office.units.length = 0
      }
    }
    office.crashAfter(Number.POSITIVE_INFINITY)
    await settle('2025-01', '2025-02-10')
    expect(await statements('2025-01')).toHaveLength(3)
    expect(await orders('open')).toHaveLength(3)
    expect(await violationsIn(office)).toEqual([])
  })

  it('that is closed stands: a late claim is booked in the next open month, named, and settled there', async () => {
    await open(100_000_000)
    await publishQuotas()
    await office.deliver(claimsSettled, group([inpatientClaim('C1')]))
    await settle('2025-01', '2025-02-10')
    const before = await statements('2025-01')
    await office.deliver(claimsSettled, group([inpatientClaim('C2')]))
    await office.deliver(claimsSettled, group([inpatientClaim('C2')]))
    const late = (await office.get('maker', '/journal', { ...fund, month: '2025-02' })).body
      .entries as unknown as { reason: string }[]
    expect(late.filter(({ reason }) => reason === 'claims-settled')).toEqual([
      expect.objectContaining({ month: '2025-02', belongsTo: '2025-01' }),
    ])
    await settle('2025-02', '2025-03-10')
    expect(await statements('2025-01')).toEqual(before)
    expect(await statements('2025-02')).toEqual([expect.objectContaining({ claimed: 780_000 })])
    expect(await violationsIn(office)).toEqual([])
  })

  it('in which more is taken back than claimed orders nothing; what is owed back is set off next month', async () => {
    await open(100_000_000)
    await publishQuotas()
    const claim = inpatientClaim('C1')
    await office.deliver(claimsSettled, group([claim]))
    await settle('2025-01', '2025-02-10')
    await office.deliver(claimsSettled, group([reversalOf(claim)], '2025-02'))
    await settle('2025-02', '2025-03-10')
    // 6,000 of the pool less 300 deposit, and 1,800 of others: 7,500 yuan owed back.
    expect(await statements('2025-02')).toEqual([
      expect.objectContaining({ claimed: -780_000, deposit: -30_000, ordered: 0, carried: -750_000 }),
    ])
    await office.deliver(claimsSettled, group([inpatientClaim('C2'), inpatientClaim('C3')], '2025-03'))
    await settle('2025-03', '2025-04-10')
    expect(await statements('2025-03')).toEqual([
      expect.objectContaining({ claimed: 1_560_000, deposit: 60_000, ordered: 750_000, carried: 0 }),
    ])
    expect(await violationsIn(office)).toEqual([])
  })

  it('is not settled without published quotas, before it is over, or while an earlier run is under way', async () => {
    const at = (month: string, on: string) =>
      office.post('maker', '/monthly-settlements', { ...fund, month, on })
    expect((await at('2025-01', '2025-02-10')).body.code).toBe('settlement.no-quota-plan')
    await publishQuotas()
    for (const on of ['2025-02-10', '2025-03-31'])
      expect((await at('2025-03', on)).body.code).toBe('settlement.month-not-over')
    await office.deliver(claimsSettled, group([inpatientClaim('C1')]))
    await at('2025-01', '2025-02-10')
    expect((await at('2025-02', '2025-03-10')).body.code).toBe('settlement.earlier-run-open')
    await office.doWork()
    expect((await at('2025-01', '2025-02-11')).body.code).toBe('run.other-parameters')
  })
})
