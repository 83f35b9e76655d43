import { describe, expect, it } from 'vitest'
import { nextRecord } from '../../../../services/enrollment/coverage/rules/person-record.ts'
import { invariants } from '../../../../services/enrollment/night/invariants.ts'
import { insured, residentSpell, rules, yearPaid } from '../given.ts'

const wuhu = { ...residentSpell, city: '340200' as const, from: '2025-06-01' }
const hefei = { ...residentSpell, to: '2025-05-31' }
const police = { subject: 'police', division: '340000', feed: 'public-security' }
const by = (subject: string, division: string, on = '2025-05-20') => ({ subject, division, on })

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

  it('find a day that a bill gives whose difference was due before and is unpaid', () => {
    const difference = { billId: 'D-P1-2025-1', of: 'R-P1-2025', dueOn: '2025-05-31', turn: 1 }
    expect(broken(withInsured({ differences: [difference] }))).toEqual(['enrollment.differences-rest'])
    expect(broken(withInsured({ differences: [{ ...difference, turn: 2, paidOn: '2025-05-30' }] }))).toEqual(
      [],
    )
    expect(broken(withInsured({ differences: [{ ...difference, dueOn: '2025-12-31' }] }))).toEqual([])
  })

  it('find a person who is covered by status only, and an open coverage of one who ended', () => {
    expect(broken(withInsured({ spells: [{ ...residentSpell, to: '2025-12-31' }] }))).toEqual([
      'enrollment.one-coverage',
    ])
    expect(
      broken(
        withInsured({
          status: 'ended',
          reason: 'emigration',
          spells: [{ ...residentSpell, endedBy: police }],
        }),
      ),
    ).toEqual(['enrollment.one-coverage'])
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

  it('take a coverage that was opened again the day after its end for one, and a day between for none', () => {
    const [year] = record.entitlements
    const [spell] = year?.spells ?? []
    const wholeYear = [{ ...year, spells: [{ ...spell, from: '2025-01-01', to: '2025-12-31' }] }]
    const openedAgain = (from: string) => [
      { ...residentSpell, from: '2025-01-01', to: '2025-03-09' },
      { ...residentSpell, from, to: null },
    ]
    const brokenBy = (from: string) =>
      broken(
        items({
          ...record,
          insured: { ...record.insured, spells: openedAgain(from) as never },
          entitlements: wholeYear as never,
        }),
      )
    expect(brokenBy('2025-03-10')).not.toContain('enrollment.entitlement-within-coverage')
    expect(brokenBy('2025-03-11')).toContain('enrollment.entitlement-within-coverage')
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

  it('find a newborn whose number nobody awaits, and somebody who awaits a number that they have', () => {
    const newborn = { ...identity, certificateType: 'birth-certificate' }
    const born = (all: ReturnType<typeof items>) =>
      all.map((item) => (item.sk === 'IDENTITY' ? newborn : item))
    const awaiting = withInsured({ awaitsNumber: true })
    expect(broken(born(awaiting))).toEqual([])
    expect(broken(born(items()))).toEqual(['enrollment.registered-once'])
    expect(broken(awaiting)).toEqual(['enrollment.registered-once'])
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

  describe('of two hands', () => {
    const released = {
      ...{ pk: 'TRANSFER#T1', sk: 'TRANSFER', kind: 'transfer', transferId: 'T1', status: 'released' },
      ...{ place: wuhu, from: '2025-06-01', deadlineOn: '2025-06-04' },
      wanted: { personId: 'P1', city: '340100', turns: 0 },
      requested: by('wang', '340200'),
      decided: by('li', '340100'),
    }
    const moved = withInsured({ spells: [hefei, { ...wuhu, transferId: 'T1' }], paidBills: [] }).map(
      (item) => (item.sk === 'COVERAGE' ? { ...item, entitlements: [] } : item),
    )
    const rule = ['enrollment.city-by-two-hands']

    it('hold for a person whom their city released', () => {
      expect(broken([...moved, released])).toEqual([])
    })

    it('find a coverage that went to another city without a release, or by a wrong one', () => {
      expect(broken(moved)).toEqual(rule)
      for (const wrong of [
        { decided: by(' Wang', '340100') },
        { decided: by('li', '340800') },
        { decided: by('li', '340000', '2025-06-04') },
        { wanted: { personId: 'P2', city: '340100', turns: 0 } },
        { from: '2025-07-01' },
        { status: 'requested' },
      ])
        expect(new Set(broken([...moved, { ...released, ...wrong }])), JSON.stringify(wrong)).toEqual(
          new Set(rule),
        )
      expect(broken([...moved, { ...released, decided: by('li', '340000', '2025-06-05') } as never])).toEqual(
        [],
      )
    })

    it('find that nobody moved, though they were released', () => {
      expect(broken([...items(), released])).toEqual(rule)
    })

    it('find one hand that ended a coverage and opened it in another city', () => {
      const reopened = (endedBy: object | undefined, openedBy: object | undefined) =>
        withInsured({
          spells: [
            { ...hefei, endedBy },
            { ...wuhu, openedBy },
          ],
        }).map((item) => (item.sk === 'COVERAGE' ? { ...item, entitlements: [] } : item))
      const [wang, li] = [{ ...by('wang', '340000'), feed: 'public-security' }, by('li', '340200')]
      expect(broken(reopened(wang, li))).toEqual([])
      expect(broken(reopened(wang, wang))).toEqual(rule)
      expect(broken(reopened(undefined, li))).toEqual(rule)
    })

    const report = (number: number, says: string, more: object = {}) => ({
      ...{
        pk: 'PERSON#P1',
        sk: `REPORT#00000${number}`,
        kind: 'person-report',
        personId: 'P1',
        number,
        says,
      },
      ...{
        evidence: 'court-declaration',
        sealed: `identities-2025-01.${'s'.repeat(64)}`,
        status: 'approved',
        on: '2025-05-31',
      },
      ...{ reported: by('feed', '340000'), decided: by('li', '340100'), ...more },
    })
    const dead = (deaths?: object[], to = '2025-05-31') =>
      withInsured({ status: 'ended', reason: 'death', spells: [{ ...hefei, to }], deaths }).map((item) =>
        item.sk === 'COVERAGE' ? { ...item, entitlements: [] } : item,
      )
    const death = { report: 1, on: '2025-05-31' }
    const deathRule = new Set(['enrollment.changed-by-two-hands'])

    it('hold for a death that another person approved, and for one that was taken back', () => {
      expect(broken([...dead([death]), report(1, 'died')])).toEqual([])
      const back = withInsured({ deaths: [{ ...death, takenBackBy: 2 }] })
      expect(broken([...back, report(1, 'died'), report(2, 'lives')])).toEqual([])
      expect(new Set(broken([...back, report(1, 'died')]))).toEqual(deathRule)
    })

    it('find a death by one hand, without report, without evidence, or of another day', () => {
      for (const wrong of [
        dead(),
        dead([death]),
        [...dead([death]), report(1, 'died', { decided: by('Feed', '340100') })],
        [...dead([death]), report(1, 'died', { evidence: undefined })],
        [...dead([death]), report(1, 'died', { status: 'reported' })],
        [...dead([death]), report(1, 'died', { on: '2025-05-30' })],
        [...dead([death], '2025-05-30'), report(1, 'died')],
        [...items(), report(1, 'died')],
      ])
        expect(new Set(broken(wrong as never))).toEqual(deathRule)
    })
  })
})
