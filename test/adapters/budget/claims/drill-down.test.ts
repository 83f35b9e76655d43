import { describe, expect, it } from 'vitest'
import type { SettledClaim } from '#shared/contracts/settlement.ts'
import { claimsSettled } from '#shared/contracts/settlement.ts'
import { eachTestItsTable } from '../../../support/dynamodb.ts'
import { group, inpatientClaim, reversalOf } from '../claims.ts'
import { decideQuotas } from '../decided-quotas.ts'
import type { Office } from '../office.ts'
import { openOffice, violationsIn } from '../office.ts'

let office: Office
eachTestItsTable((dynamo, table) => {
  office = openOffice(dynamo.connect(), table)
})

const fund = { city: '340100', scheme: 'employee' } as const
const execution = '/execution/340100/employee/2025'
const visit = (claimId: string, more: Partial<SettledClaim> = {}): SettledClaim => ({
  ...inpatientClaim(claimId),
  care: 'outpatient',
  basic: 10_000,
  seriousIllness: 0,
  medicalAid: 0,
  account: 2_000,
  ...more,
})
const executedOn = async (line: string) => {
  const { lines } = (await office.get('maker', execution)).body
  return (lines as unknown as { line: string; executed: number }[]).find((each) => each.line === line)
    ?.executed
}
const institutionsOn = async (line: string) =>
  (await office.get('maker', `${execution}/lines/${line}`, { month: '2025-01' })).body.institutions as unknown

describe('the way down from a budget line', () => {
  it('leads to the institutions whose claims moved it, and on to the claims, and adds up on each step', async () => {
    const stays = [inpatientClaim('S1'), inpatientClaim('S2', 'H34010002')]
    const visits = [visit('V1'), visit('V2', { purpose: 'chronic', basic: 7_000, account: 0 })]
    await office.deliver(claimsSettled, group([...stays, ...visits]))
    await office.deliver(claimsSettled, group([reversalOf(inpatientClaim('S2', 'H34010002'))]))
    expect(await executedOn('inpatient')).toBe(600_000)
    expect(await executedOn('outpatient')).toBe(10_000)
    expect(await executedOn('chronic-special')).toBe(7_000)
    expect(await institutionsOn('inpatient')).toEqual([
      { institution: 'H34010001', amount: 600_000, claims: 3, reversals: 0, claimMonths: ['2025-01'] },
    ])
    expect(await institutionsOn('chronic-special')).toMatchObject([
      { institution: 'H34010001', amount: 7_000 },
    ])
    expect(await institutionsOn('account-benefit')).toMatchObject([{ amount: 32_000 }])
    const postings = await office.get('maker', '/postings', {
      ...fund,
      month: '2025-01',
      institution: 'H34010001',
      line: 'chronic-special',
    })
    expect(postings.body.postings).toMatchObject([{ claimId: 'V2', basic: 7_000 }])
    expect(await violationsIn(office)).toEqual([])
  })

  it('leads from any line to its entries', async () => {
    await office.deliver(claimsSettled, group([inpatientClaim('S1')]))
    await office.deliver(claimsSettled, group([visit('V1')]))
    const journal = await office.get('maker', '/journal', {
      ...fund,
      month: '2025-01',
      account: 'outpatient',
    })
    expect(journal.body.entries).toMatchObject([{ movements: { outpatient: 10_000 } }])
  })

  it('names the months to look in for claims that came after their month was closed', async () => {
    await decideQuotas(office, {
      ...fund,
      year: 2025,
      target: 1_000_00,
      institutions: [{ institution: 'H34010001', weight: 1 }],
    })
    await office.post('maker', '/monthly-settlements', { ...fund, month: '2025-01', on: '2025-02-05' })
    await office.doWork()
    await office.deliver(claimsSettled, group([inpatientClaim('late')]))
    const answer = await office.get('maker', `${execution}/lines/inpatient`, { month: '2025-02' })
    expect(answer.body.institutions).toMatchObject([{ amount: 600_000, claimMonths: ['2025-01', '2025-02'] }])
    const postings = await office.get('maker', '/postings', {
      ...fund,
      month: '2025-01',
      institution: 'H34010001',
      bookedIn: '2025-02',
    })
    expect(postings.body.postings).toMatchObject([{ claimId: 'late', bookedIn: '2025-02' }])
  })

  it('is walked by its own city only, over lines that have institutions, in months of the year', async () => {
    const path = `${execution}/lines/inpatient`
    expect((await office.get('otherCity', path, { month: '2025-01' })).status).toBe(403)
    expect((await office.get('maker', path, { month: '2024-12' })).body.code).toBe('execution.other-year')
    const income = await office.get('maker', `${execution}/lines/interest`, { month: '2025-01' })
    expect(income.body.code).toBe('execution.no-institutions')
  })
})
