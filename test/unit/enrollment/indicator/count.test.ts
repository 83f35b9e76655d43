import { describe, expect, it } from 'vitest'
import type { PersonRecord } from '../../../../services/enrollment/coverage/rules/person-record.ts'
import {
  countedOn,
  countOf,
  shareIn,
  together,
} from '../../../../services/enrollment/indicator/rules/count.ts'
import type { CoverageSpell, Insured } from '../../../../services/enrollment/person/rules/insured.ts'
import { employeeSpell, insured, residentSpell } from '../given.ts'

const record = (
  spell: CoverageSpell,
  more: Partial<Insured> = {},
  entitlements: PersonRecord['entitlements'] = [],
): PersonRecord => ({
  ...{
    insured: insured(spell, more),
    coverageVersion: 1,
    entitlements,
    commands: [],
    changedOn: '2025-01-01',
  },
})

describe('who is counted on the last day of a month', () => {
  it('is insured in the scheme and as what their coverage of that day says', () => {
    expect(countedOn(record(employeeSpell), '2025-06-30')).toEqual({
      city: '340100',
      as: ['insured:employee:employed'],
    })
    // Covered from July on, they are not of June.
    expect(countedOn(record({ ...residentSpell, from: '2025-07-01' }), '2025-06-30').as).toEqual([])
    // The last day of a coverage counts.
    expect(countedOn(record({ ...residentSpell, to: '2025-06-30' }), '2025-06-30').as).toEqual([
      'insured:resident:resident',
    ])
  })

  it('is entitled where a published spell covers the day, and not by coverage alone', () => {
    const { scheme, city, employment } = residentSpell
    const spells = [{ scheme, city, employment, aid: 'none' as const, from: '2025-03-01', to: '2025-12-31' }]
    const paid = record(residentSpell, {}, [{ year: 2025, version: 1, spells }])
    expect(countedOn(paid, '2025-02-28').as).toEqual(['insured:resident:resident'])
    expect(countedOn(paid, '2025-03-31').as).toEqual(['insured:resident:resident', 'entitled:resident'])
  })

  it('is a recipient of aid insured or not, until they die', () => {
    const aids = [{ aid: 'minimum-living' as const, from: '2025-02-01' }]
    expect(countedOn(record(residentSpell, { aids }), '2025-01-31').as).toEqual(['insured:resident:resident'])
    const left = { aids, status: 'ended', reason: 'left-province' } as Partial<Insured>
    const ended = { ...residentSpell, to: '2025-04-30' }
    expect(countedOn(record(ended, left), '2025-06-30').as).toEqual(['recipients'])
    const dead = { aids, status: 'ended', reason: 'death' } as Partial<Insured>
    expect(countedOn(record(ended, dead), '2025-06-30').as).toEqual([])
    expect(countedOn(record(ended, dead), '2025-04-30').as).toContain('recipients:insured')
  })

  it('counts the same whichever part of the records they stand in', () => {
    const records = [
      record(employeeSpell),
      record(residentSpell),
      record({ ...residentSpell, city: '340200' }),
    ]
    const day = '2025-06-30'
    const whole = countOf(records, day)
    expect(whole).toEqual({
      '340100': { 'insured:employee:employed': 1, 'insured:resident:resident': 1 },
      '340200': { 'insured:resident:resident': 1 },
    })
    expect(together(countOf(records.slice(0, 1), day), countOf(records.slice(1), day))).toEqual(whole)
  })

  it('has shares in millionths, half up, and none of nothing', () => {
    expect(shareIn(2, 3)).toBe(666_667)
    expect(shareIn(1, 3)).toBe(333_333)
    expect(shareIn(9_369_881, 9_369_881)).toBe(1_000_000)
    expect(shareIn(0, 0)).toBeUndefined()
  })
})
