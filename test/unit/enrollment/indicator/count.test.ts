import { describe, expect, it } from 'vitest'
import type { PersonRecord } from '../../../../services/enrollment/coverage/rules/person-record.ts'
import {
  countedOn,
  countOf,
  duplicatesOf,
  shareIn,
  together,
  waitsOf,
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

  it('is of the county of their unit, where they belong to one', () => {
    const unit = { code: '340102001003', since: '2025-05-01' }
    expect(countedOn(record(residentSpell, { unit }), '2025-06-30').as).toContain('insured-in:340102')
  })

  it('waits from the payment, or the first day it pays for, until they may claim', () => {
    const { scheme, city, employment } = residentSpell
    const spells = [{ scheme, city, employment, aid: 'none' as const, from: '2025-06-01', to: '2025-12-31' }]
    const bill = { billId: 'R1', scheme, from: '2025-01', to: '2025-12' } as const
    const paid = (paidOn: string, published = true) =>
      record(
        residentSpell,
        { paidBills: [{ ...bill, paidOn }] },
        published ? [{ year: 2025, version: 1, spells }] : [],
      )
    expect(waitsOf(paid('2025-05-12'), '2025-05')).toEqual({ 'bills:resident': 1, 'days:resident': 20 })
    // Paid in the window of the year before: nobody waits before the first day that it pays for.
    expect(waitsOf(paid('2024-11-05'), '2024-11')).toEqual({ 'bills:resident': 1, 'days:resident': 151 })
    expect(waitsOf(paid('2025-07-01'), '2025-07')).toEqual({ 'bills:resident': 1, 'days:resident': 0 })
    expect(waitsOf(paid('2025-05-12', false), '2025-05')).toEqual({ 'bills-without:resident': 1 })
    expect(waitsOf(paid('2025-05-12'), '2025-06')).toEqual({})
  })

  it('may be one with another: a pair counts for its office from the day it is found until it is decided', () => {
    const pair = { likenessId: 'L1', version: 1, persons: ['P1', 'P2'], division: '340000' } as const
    const open = { ...pair, foundOn: '2025-05-02', status: 'open' } as const
    const decided = { subject: 'li', division: '340000', on: '2025-07-03' }
    const two = { ...open, status: 'two-persons', decided, reason: '两人' } as const
    expect(duplicatesOf([open], '2025-04-30')).toEqual({})
    expect(duplicatesOf([open, two], '2025-06-30')).toEqual({ '340000': { duplicates: 2 } })
    expect(duplicatesOf([open, two], '2025-07-31')).toEqual({ '340000': { duplicates: 1 } })
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
