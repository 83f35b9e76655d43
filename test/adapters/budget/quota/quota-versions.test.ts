import { describe, expect, it } from 'vitest'
import { claimsSettled } from '#shared/contracts/settlement.ts'
import { publishPlan, readPlan, readQuotas } from '../../../../services/budget/quota/store.ts'
import { eachTestItsTable } from '../../../support/dynamodb.ts'
import { group, inpatientClaim } from '../claims.ts'
import { decideQuotas } from '../decided-quotas.ts'
import { beginInDecember, fund, fundYear, negotiating, round, setToday } from '../negotiation/negotiating.ts'
import type { Office } from '../office.ts'
import { openOffice, violationsIn } from '../office.ts'

let office: Office
eachTestItsTable((dynamo, table) => {
  office = openOffice(dynamo.connect(), table)
})
beginInDecember()
const { publishFirst } = negotiating(() => office)

describe('quotas adjusted in the middle of a year', () => {
  const adjust = (from: string, reason: string | undefined = 'a ward was closed in May') =>
    office.post('maker', '/negotiations', {
      ...fundYear,
      from,
      reason,
      basis: {
        kind: 'volume-change',
        volumes: [{ institution: 'H34010001', part: 'inpatient', expected: 1000, verified: 800 }],
      },
    })
  const months = async (version: string) => {
    const { quotas } = (await office.get('maker', '/quotas', { ...fund, year: '2025', version })).body
    return (quotas as unknown as { months: number[] }[]).map((quota) => quota.months)
  }

  it('are a new version from a month on, negotiated like the first, and leave the months before as they were', async () => {
    expect((await publishFirst()).body.status).toBe('published')
    setToday('2025-06-10')
    expect((await adjust('2025-07')).body).toMatchObject({
      number: 2,
      basis: 'volume-change',
      from: '2025-07',
    })
    await office.post('maker', `${round(2)}/proposal`, { answerBy: '2025-06-20' })
    setToday('2025-06-21')
    await office.post('checker', `${round(2)}/agreement`)
    expect((await office.post('publisher', `${round(2)}/publication`)).body.status).toBe('published')

    const [before, after] = [await months('1'), await months('2')]
    expect(after.map((each) => each.slice(0, 6))).toEqual(before.map((each) => each.slice(0, 6)))
    const sum = (all: readonly number[][], institution: number) =>
      (all[institution] ?? []).reduce((whole, month) => whole + month, 0)
    expect(sum(after, 0)).toBeLessThan(sum(before, 0))
    expect(sum(after, 1)).toBeGreaterThan(sum(before, 1))
    expect(after.flat().reduce((whole, month) => whole + month, 0)).toBe(58_200_000_000)
    expect(await violationsIn(office)).toEqual([])
  })

  it('are what the months from then on are settled by', async () => {
    await publishFirst()
    const settle = async (month: string, on: string) => {
      await office.deliver(claimsSettled, group([inpatientClaim(`C-${month}`)], month, 'resident'))
      setToday(on)
      expect((await office.post('maker', '/monthly-settlements', { ...fund, month, on })).status).toBe(202)
      await office.doWork()
      const { statements } = (await office.get('maker', '/statements', { ...fund, month })).body
      return (statements as unknown as { quotaToDate: number }[])[0]?.quotaToDate
    }
    const [before = []] = await months('1')
    expect(await settle('2025-01', '2025-02-05')).toBe(before[0])
    await adjust('2025-02')
    await office.post('maker', `${round(2)}/proposal`, { answerBy: '2025-02-10' })
    setToday('2025-02-11')
    await office.post('checker', `${round(2)}/agreement`)
    await office.post('publisher', `${round(2)}/publication`)
    const [after = []] = await months('2')
    expect(after[1]).toBeLessThan(before[1] ?? 0)
    expect(await settle('2025-02', '2025-03-05')).toBe((before[0] ?? 0) + (after[1] ?? 0))
    expect(await violationsIn(office)).toEqual([])
  })

  it('name a month that is not settled, and a reason', async () => {
    expect((await adjust('2025-07')).body.code).toBe('negotiation.no-plan')
    await publishFirst()
    const basis = { kind: 'volume-change', volumes: [] }
    expect((await office.post('maker', '/negotiations', { ...fundYear, basis })).body.code).toBe(
      'negotiation.month-missing',
    )
    setToday('2025-02-05')
    await office.post('maker', '/monthly-settlements', { ...fund, month: '2025-01', on: '2025-02-05' })
    await office.doWork()
    expect((await adjust('2025-01')).body.code).toBe('negotiation.month-settled')
    expect((await adjust('2025-02')).status).toBe(201)
  })

  it('work on quotas that the province decided too, and keep their target', async () => {
    const institutions = ['H34010001', 'H34010002'].map((institution) => ({ institution }))
    await decideQuotas(office, { ...fundYear, target: 2_400_000, institutions })
    const { body } = await office.post('maker', '/negotiations', {
      ...fundYear,
      from: '2025-12',
      reason: 'patients moved',
      basis: {
        kind: 'volume-change',
        volumes: [{ institution: 'H34010002', part: 'inpatient', expected: 100, verified: 150 }],
      },
    })
    // December is 9 % of the season's 100: 108,000 each; 216,000 by 1 : 1.25 is 96,000 and 120,000.
    const drafted = (await office.get('maker', `${round(2)}/positions`)).body.positions
    expect(body).toMatchObject({ number: 2, areaTarget: 1, target: { inpatient: 2_400_000, outpatient: 0 } })
    expect((drafted as unknown as { amounts: object }[]).map(({ amounts }) => amounts)).toEqual([
      { inpatient: 1_188_000, outpatient: 0 },
      { inpatient: 1_212_000, outpatient: 0 },
    ])
  })

  it('of a plan of an earlier release, which tells neither care nor target, take the target approved since', async () => {
    await decideQuotas(office, {
      ...fundYear,
      target: 2_400_000,
      institutions: [{ institution: 'H34010001' }],
    })
    const plan = await readPlan(office.store, fund, 2025)
    if (!plan) throw new Error('no quotas are in force')
    const { areaTarget: _, document: __, amounts: ___, reason: ____, ...earlier } = plan
    const old = { ...earlier, planId: 'old', version: 2 }
    const quotas = (await readQuotas(office.store, fund, plan)).map(
      ({ amounts: _amounts, ...quota }) => quota,
    )
    await publishPlan(office.store, fund, { plan: old, quotas }, { before: plan })
    const { body } = await office.post('maker', '/negotiations', {
      ...{ ...fundYear, from: '2025-12', reason: 'patients moved' },
      basis: {
        kind: 'volume-change',
        volumes: [{ institution: 'H34010001', part: 'all', expected: 100, verified: 150 }],
      },
    })
    expect(body).toMatchObject({ number: 3, areaTarget: 1, target: { all: 2_400_000 } })
  })
})
