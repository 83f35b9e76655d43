import { describe, expect, it } from 'vitest'
import { eachTestItsTable } from '../../../support/dynamodb.ts'
import { decideQuotas } from '../decided-quotas.ts'
import type { Office } from '../office.ts'
import { openOffice, violationsIn } from '../office.ts'
import { openBooksIn } from '../opening-books.ts'

let office: Office
const openAnother = eachTestItsTable((dynamo, table) => {
  office = openOffice(dynamo.connect(), table)
})

const fund = { city: '340100', scheme: 'employee' } as const
const base = '/budgets/340100/employee/2025'
const lines = { income: { 'employer-premium': 100_000_00 }, expenditure: { inpatient: 90_000_00 } }
const compile = (more: object = {}) =>
  office.post('maker', '/budgets', { ...fund, year: 2025, openingBalance: 1_000_00, ...lines, ...more })
const approve = async () => {
  await compile()
  await office.post('checker', `${base}/review`)
  await office.post('province', `${base}/approval`)
}
const adjustment = { ...lines, expenditure: { inpatient: 95_000_00 }, reason: 'more stays than were planned' }
const close = async () => {
  const on = '2026-01-25'
  const proposed = await office.post('maker', '/year-closes', { ...fund, year: 2025, on })
  if (proposed.status !== 201) return proposed
  return office.post('checker', '/year-closes/340100/employee/2025/approval', { on })
}
const closeYear = async () => {
  await openBooksIn(office, { ...fund, year: 2025, pooledBalance: 1_000_00, accountBalance: 0 })
  await decideQuotas(office, {
    ...fund,
    year: 2025,
    target: 1_000_00,
    institutions: [{ institution: 'H34010001', weight: 1 }],
  })
  await office.post('maker', '/monthly-settlements', { ...fund, month: '2025-12', on: '2026-01-05' })
  await office.doWork()
  return close()
}

describe('a budget through its year', () => {
  it('with a deficit takes the consent of the province, which is recorded once', async () => {
    const deficit = { expenditure: { inpatient: 100_000_01 } }
    expect((await compile(deficit)).body.code).toBe('budget.current-deficit')
    const consent = { ...fund, year: 2025, reason: 'a year of an epidemic' }
    expect((await office.post('maker', '/exemptions', consent)).status).toBe(403)
    expect((await office.post('province', '/exemptions', consent)).status).toBe(201)
    expect((await office.post('province', '/exemptions', consent)).status).toBe(201)
    const other = await office.post('province', '/exemptions', { ...consent, reason: 'another reason' })
    expect(other.body.code).toBe('budget.exempted-otherwise')
    expect((await compile(deficit)).body).toMatchObject({
      status: 'compiled',
      exemption: { reason: 'a year of an epidemic', grantedBy: 'province' },
    })
  })

  it('is adjusted by three, and execution follows the new lines from then on', async () => {
    await approve()
    expect((await office.post('maker', `${base}/adjustment`, adjustment)).body.status).toBe('adjusting')
    const planned = async () => {
      const { lines } = (await office.get('maker', '/execution/340100/employee/2025')).body
      return (lines as unknown as { line: string; budget: number }[]).find(({ line }) => line === 'inpatient')
        ?.budget
    }
    expect(await planned()).toBe(90_000_00)
    expect((await office.post('maker', `${base}/adjustment/review`)).body.code).toBe(
      'budget.maker-is-checker',
    )
    expect((await office.post('checker', `${base}/adjustment/review`)).body.status).toBe('adjusting')
    expect((await office.post('checker', `${base}/adjustment/approval`)).body.code).toBe(
      'budget.approval-provincial',
    )
    expect((await office.post('province', `${base}/adjustment/approval`)).body).toMatchObject({
      status: 'approved',
      table: { expenditure: { inpatient: 95_000_00 } },
      earlier: [{ table: { expenditure: { inpatient: 90_000_00 } }, reason: adjustment.reason }],
    })
    expect(await planned()).toBe(95_000_00)
  })

  it('whose adjustment is dropped stays as it was', async () => {
    await approve()
    await office.post('maker', `${base}/adjustment`, adjustment)
    expect((await office.post('maker', `${base}/adjustment/withdrawal`)).body).toMatchObject({
      status: 'approved',
      table: { expenditure: { inpatient: 90_000_00 } },
    })
  })

  it('is not changed by the repeat of a command, whatever came after it', async () => {
    await approve()
    const propose = () => office.post('maker', `${base}/adjustment`, adjustment, 'proposal')
    const withdraw = () => office.post('maker', `${base}/adjustment/withdrawal`, undefined, 'withdrawal')
    expect((await propose()).body.status).toBe('adjusting')
    expect((await propose()).body.status).toBe('adjusting')
    expect((await withdraw()).body.status).toBe('approved')
    expect(await propose()).toMatchObject({ status: 201, body: { status: 'approved' } })
    expect(await withdraw()).toMatchObject({ status: 200, body: { status: 'approved' } })
    expect((await office.get('maker', base)).body.adjustment).toBeUndefined()
  })

  it('is decided by two people, however one of them writes their name', async () => {
    await compile()
    const step = (name: string) => office.post('makerWrittenOtherwise', `${base}/${name}`)
    expect((await step('review')).body.code).toBe('budget.maker-is-checker')
  })

  it('is approved by the province, not by the city that compiled and reviewed it', async () => {
    await compile()
    await office.post('checker', `${base}/review`)
    expect(await office.post('checker', `${base}/approval`)).toMatchObject({
      status: 403,
      body: { code: 'budget.approval-provincial' },
    })
    expect((await office.post('province', `${base}/approval`)).body).toMatchObject({
      status: 'approved',
      approved: { by: 'province', level: 'province' },
    })
  })

  it('reviewed by an officer of the province is approved by another', async () => {
    await compile()
    await office.post('province', `${base}/review`)
    expect((await office.post('province', `${base}/approval`)).body.code).toBe('budget.reviewer-is-approver')
  })

  it('is executed when the year is closed, which seals the ledger, and final when the accounts are approved', async () => {
    await approve()
    await office.post('maker', `${base}/adjustment`, adjustment)
    expect((await closeYear()).body.code).toBe('year-close.adjustment-open')
    await office.post('checker', `${base}/adjustment/review`)
    await office.post('province', `${base}/adjustment/approval`)
    expect((await office.get('maker', '/final-accounts/340100/employee/2025')).body.code).toBe(
      'final-accounts.year-open',
    )
    expect((await close()).status).toBe(200)
    expect((await close()).status).toBe(200)
    await office.doWork()
    expect((await office.get('maker', '/seals/340100')).body).toMatchObject({ unsealed: 0 })
    expect((await office.get('maker', base)).body).toMatchObject({
      status: 'executed',
      closedOn: '2026-01-25',
    })
    expect((await office.get('maker', '/final-accounts/340100/employee/2025')).body).toMatchObject({
      status: 'executed',
      lines: [
        { line: 'employer-premium', budget: 100_000_00, final: 0 },
        { line: 'inpatient', budget: 90_000_00, adjusted: 95_000_00, final: 0, difference: -95_000_00 },
      ],
      pooled: { opening: 1_000_00, closing: 1_000_00 },
    })
    const accounts = '/final-accounts/340100/employee/2025'
    expect((await office.post('maker', `${accounts}/review`)).body.code).toBe('budget.maker-is-checker')
    expect((await office.post('checker', `${accounts}/review`)).body.status).toBe('executed')
    expect((await office.post('checker', `${accounts}/approval`)).body.code).toBe(
      'budget.approval-provincial',
    )
    expect((await office.post('province', `${accounts}/approval`)).body.status).toBe('final')
    expect((await office.post('maker', `${base}/adjustment`, adjustment, 'another')).body.code).toBe(
      'budget.year-closed',
    )
    expect(await violationsIn(office)).toEqual([])
  })

  it('killed after any write of the close and closed again is executed once, and sealed', async () => {
    for (let kill = 1; kill <= 3; kill += 1) {
      if (kill > 1) await openAnother()
      await approve()
      await decideQuotas(office, {
        ...fund,
        year: 2025,
        target: 1_000_00,
        institutions: [{ institution: 'H34010001', weight: 1 }],
      })
      await openBooksIn(office, { ...fund, year: 2025, pooledBalance: 5, accountBalance: 0 })
      await office.post('maker', '/monthly-settlements', { ...fund, month: '2025-12', on: '2026-01-05' })
      await office.doWork()
      office.crashAfter(kill)
      await close()
      expect((await close()).status).toBe(200)
      await office.doWork()
      expect((await office.get('maker', base)).body.status).toBe('executed')
      expect((await office.get('maker', '/seals/340100')).body).toMatchObject({ unsealed: 0 })
      expect(await violationsIn(office)).toEqual([])
    }
  })
})
