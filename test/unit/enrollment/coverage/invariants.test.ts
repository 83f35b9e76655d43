import { describe, expect, it } from 'vitest'
import { nextRecord } from '../../../../services/enrollment/coverage/rules/person-record.ts'
import { invariants } from '../../../../services/enrollment/night/invariants.ts'
import { insured, residentSpell, rules, yearPaid } from '../given.ts'

const record = nextRecord(undefined, insured(residentSpell, { paidBills: [yearPaid(2025, '2024-11-01')] }), {
  rules,
  on: '2025-01-01',
  command: { id: 'c1' },
})
const token = (letter: string) => letter.repeat(43)
const identity = {
  ...{ pk: 'PERSON#P1', sk: 'IDENTITY', kind: 'identity', personId: 'P1' },
  ...{ sex: 'female', birthOn: '1949-12-31', certificateType: 'id-card' },
  tokens: { certificate: token('c'), name: token('n'), initials: token('i'), namedPerson: token('p') },
  sealed: `identities-2025-01.${'s'.repeat(64)}`,
  ...{ gsi1pk: `NAME#${token('n')}`, gsi1sk: `${token('p')}#P1`, gsi2pk: `INITIALS#${token('i')}` },
}
const items = (coverage: object = record) => [
  { pk: 'CERTIFICATE#x', sk: 'CERTIFICATE', kind: 'certificate', personId: 'P1' },
  identity,
  { pk: 'PERSON#P1', sk: 'COVERAGE', kind: 'coverage', ...coverage },
  { pk: 'DATA-KEY#tokens', sk: 'DATA-KEY', kind: 'data-key', name: 'tokens' },
  { pk: 'DATA-KEY#identities-2025-01', sk: 'DATA-KEY', kind: 'data-key', name: 'identities-2025-01' },
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
    const second = { pk: 'CERTIFICATE#y', sk: 'CERTIFICATE', kind: 'certificate', personId: 'P1' }
    expect(broken([...items(), second])).toEqual(['enrollment.registered-once'])
    expect(broken(items().filter(({ kind }) => kind !== 'coverage'))).toEqual(['enrollment.registered-once'])
  })

  it('find an ID number in clear in any item, as a key or as a part of a text', () => {
    const clear = ['enrollment.nobody-in-clear']
    for (const more of [
      { reason: 'it was 340102198005200021 before' },
      { nested: { list: ['340102198005200021'] } },
      { pk: 'ID#340102198005200021' },
    ])
      expect(broken(items({ ...record, ...more }))).toEqual(clear)
    // No birth day, and a check character that is wrong: figures, not people.
    for (const figures of ['340102198013200021', '340102198005200022', '1234567890123456789'])
      expect(broken(items({ ...record, figures }))).toEqual([])
  })

  it('find an identity that is not sealed, or stands under a name', () => {
    const others = items().filter(({ kind }) => kind !== 'identity')
    for (const wrong of [
      { name: '王芳' },
      { sealed: '王芳' },
      { gsi1pk: 'NAME#王芳' },
      { gsi2pk: 'INITIALS#wf' },
      { tokens: { ...identity.tokens, certificate: 'known' } },
    ])
      expect(broken([...others, { ...identity, ...wrong }])).toContain('enrollment.nobody-in-clear')
  })

  it('find that a key is lost, with which people are', () => {
    for (const lost of ['tokens', 'identities-2025-01'])
      expect(broken(items().filter((item) => !('name' in item) || item.name !== lost))).toEqual([
        'enrollment.keys-kept',
      ])
  })
})
