import { describe, expect, it } from 'vitest'
import { nextRecord } from '../../../../services/enrollment/coverage/rules/person-record.ts'
import { invariants } from '../../../../services/enrollment/night/invariants.ts'
import { insured, residentSpell, rules, yearPaid } from '../given.ts'

const record = nextRecord(undefined, insured(residentSpell, { paidBills: [yearPaid(2025, '2024-11-01')] }), {
  rules,
  on: '2025-01-01',
  command: { id: 'c1' },
})
const identity = {
  ...{ personId: 'P1', name: '王芳', sex: 'female', birthOn: '1949-12-31', idNumber: '11010519491231002X' },
}
const items = (coverage: object = record) => [
  { pk: 'ID#x', sk: 'ID', kind: 'id-number', personId: 'P1' },
  { pk: 'PERSON#P1', sk: 'IDENTITY', kind: 'identity', ...identity },
  { pk: 'PERSON#P1', sk: 'COVERAGE', kind: 'coverage', ...coverage },
]

const broken = (recorded: readonly { pk: string; sk: string }[]): string[] => {
  const checks = invariants.map((invariant) => invariant.start())
  for (const item of recorded) for (const check of checks) check.see(item)
  return checks.flatMap((check) => check.finish().violations.map(({ invariant }) => invariant))
}

const withInsured = (more: object) => items({ ...record, insured: { ...record.insured, ...more } })

describe('the invariants of enrolment', () => {
  it('hold for a person enrolled and paid up', () => {
    expect(broken(items())).toEqual([])
  })

  it('find a second coverage on the same day', () => {
    const second = { ...residentSpell, city: '340200', from: '2025-05-01' }
    expect(broken(withInsured({ spells: [{ ...residentSpell, to: '2025-05-01' }, second] }))).toContain(
      'enrollment.one-coverage',
    )
  })

  it('find a person who is covered by status only, and an open coverage of one who ended', () => {
    expect(broken(withInsured({ spells: [{ ...residentSpell, to: '2025-12-31' }] }))).toEqual([
      'enrollment.one-coverage',
    ])
    expect(broken(withInsured({ status: 'ended', reason: 'death' }))).toEqual(['enrollment.one-coverage'])
  })

  it('find entitlement outside coverage, twice on a day, and in another year', () => {
    const [year] = record.entitlements
    const [spell] = year?.spells ?? []
    const entitled = (...spells: object[]) => items({ ...record, entitlements: [{ ...year, spells }] })
    const rule = ['enrollment.entitlement-within-coverage']
    expect(broken(entitled({ ...spell, from: '2024-12-31' }))).toEqual(rule)
    expect(broken(entitled({ ...spell, city: '340200' }))).toEqual(rule)
    expect(broken(entitled(spell ?? {}, spell ?? {}))).toEqual(rule)
    expect(broken(entitled({ ...spell, to: '2026-01-01' }))).toEqual(rule)
  })

  it('find a bill or a command that counted twice', () => {
    const [bill] = record.insured.paidBills
    expect(broken(withInsured({ paidBills: [bill, bill] }))).toEqual(['enrollment.bills-once'])
    expect(broken(items({ ...record, commands: [...record.commands, ...record.commands] }))).toEqual([
      'enrollment.bills-once',
    ])
  })

  it('find a person registered twice, and one registered by half', () => {
    const [claim, identity, coverage] = items()
    const second = { pk: 'ID#y', sk: 'ID', kind: 'id-number', personId: 'P1' }
    const all = [claim, identity, coverage].flatMap((item) => item ?? [])
    expect(broken([...all, second])).toEqual(['enrollment.registered-once'])
    expect(broken(all.slice(0, 2))).toEqual(['enrollment.registered-once'])
  })
})
