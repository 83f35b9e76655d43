import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { provincePolicy } from '../../../../cli/province-policy.ts'
import type { ClaimRow } from '../../../../services/settlement/what-if/rules/columns.ts'
import { dayNumber, gatherColumns } from '../../../../services/settlement/what-if/rules/columns.ts'
import type { GroupEffect, WhatIfEffect } from '../../../../services/settlement/what-if/rules/effect.ts'
import {
  addEffects,
  comesTo,
  noEffect,
  tallies,
} from '../../../../services/settlement/what-if/rules/effect.ts'
import { judgedBy } from '../../../../services/settlement/what-if/rules/judge-columns.ts'
import { tryVariants } from '../../../../services/settlement/what-if/rules/try-variants.ts'
import { policyOfVariant } from '../../../../services/settlement/what-if/rules/variant.ts'
import type { World } from '../../../../services/settlement/what-if/rules/world.ts'
import { judgeWorld } from '../../../../services/settlement/what-if/rules/world.ts'
import { worldShape } from '../../../../services/settlement/what-if/world-shape.ts'

const law = provincePolicy()
const inForce = judgedBy(law, 2025)

/** A stay of a resident of 49 at level 2 in Hefei in January 2025, of 30,000 yuan, all in scope, for pneumonia. */
const stayRow = (changed: Partial<ClaimRow> = {}): ClaimRow => ({
  ...{ person: 0, servedOn: dayNumber('2025-01-20'), admittedOn: dayNumber('2025-01-10') },
  ...{ leftOn: dayNumber('2025-01-20'), total: 3_000_000, fullySelfPaid: 0, overLimit: 0, firstSelfPaid: 0 },
  ...{ account: 0, purse: 0, scheme: 'resident', city: '340100', care: 'inpatient', purpose: 'general' },
  ...{ level: '2', provincial: '', employment: 'resident', aid: 'none', sex: 'female', age: '49' },
  ...{ place: 'local', filing: 'none', referred: '', diseases: '0', delivery: '', continuousYears: '3' },
  ...{ missedYears: '0', claimFreeYears: '0', civilServant: '', contracted: '', useAccount: '' },
  ...{ institution: 'H1', diagnosis: 'J18.900', disease: '', earlierRuns: '[]', classes: '', beside: '' },
  ...changed,
})
/** A stay of 60,500 yuan in March, for high blood pressure. */
const march = {
  ...{ servedOn: dayNumber('2025-03-20'), admittedOn: dayNumber('2025-03-01') },
  ...{ leftOn: dayNumber('2025-03-20'), total: 6_050_000, diagnosis: 'I10' },
}

const effectOf = (rows: readonly ClaimRow[], worlds: readonly World[], of = {}): WhatIfEffect => {
  const gather = gatherColumns(2025)
  for (const row of rows) gather.add(row)
  const tried = tryVariants(gather.columns(), {
    inForce,
    variants: worlds.map((world) => ({ ...inForce, world })),
    ...{ ageGroups: [0, 18, 60], keep: 2, of, by: tallies },
  })
  if ('fault' in tried) throw new Error(tried.fault.reason)
  return tried.effect
}
const groupOf = (found: GroupEffect | undefined, variant = 0) => {
  const effect = found?.variants[variant]
  if (!found || !effect) throw new Error('no claims')
  return comesTo(found, effect)
}
const worldOf = (rows: readonly ClaimRow[], world: World) => groupOf(effectOf(rows, [world]).groups.all.all)

describe('more or fewer heads', () => {
  it('count persons of an age so many times, and others as they are', () => {
    const rows = [stayRow(), stayRow({ person: 1, age: '70' })]
    const effect = effectOf(rows, [{ heads: [{ ages: { from: 60 }, factor: '1.05' }] }])
    // (30,000 − 500) × 80 % = 23,600 a stay; 23,600 × 1.05 = 24,780.
    expect(groupOf(effect.groups.age?.['18-59'])).toMatchObject({ claims: 1, paid: { basic: 2_360_000 } })
    expect(groupOf(effect.groups.age?.['60+']).paid.basic).toBe(2_478_000)
    expect(groupOf(effect.groups.all.all)).toMatchObject({ total: 6_150_000, paid: { basic: 4_838_000 } })
    expect(groupOf(effect.groups.institution?.H1).paid.basic).toBe(4_838_000)
    expect(groupOf(effect.groups.fund?.['340100/resident/inpatient']).paid.basic).toBe(4_838_000)
    // Nobody who is there pays more or less than before.
    expect([effect.relieved, effect.burdened, effect.most]).toEqual([[0], [0], [[]]])
  })

  it('of one city or scheme leave the others as they are', () => {
    const rows = [stayRow(), stayRow({ person: 1, city: '340200' })]
    const world = { heads: [{ city: '340200', ages: { from: 0 }, factor: '3' }] }
    expect(worldOf(rows, world)).toMatchObject({ claims: 4, paid: { basic: 9_440_000 } })
  })

  it('are those of the age at the first claim of the year: nobody counts in two ways', () => {
    const rows = [stayRow({ age: '59' }), stayRow({ ...march, age: '60' })]
    expect(worldOf(rows, { heads: [{ ages: { from: 60 }, factor: '2' }] }).claims).toBe(2)
  })
})

describe('ageing', () => {
  it('moves a share of one age to another: a tenth of 300,000 is three tenths more of 100,000', () => {
    const rows = [stayRow({ age: '30' }), stayRow({ person: 1, age: '70' })]
    const world: World = {
      ageing: [
        {
          ...{ from: { from: 18, to: 59 }, to: { from: 60 }, share: '0.1' },
          insured: { from: 300_000, to: 100_000 },
        },
      ],
    }
    const { groups } = effectOf(rows, [world])
    // 23,600 × 0.9 and × 1.3.
    expect(groupOf(groups.age?.['18-59']).paid.basic).toBe(2_124_000)
    expect(groupOf(groups.age?.['60+']).paid.basic).toBe(3_068_000)
  })
})

describe('an epidemic', () => {
  const ill = [stayRow(), stayRow(march)]
  const epidemic = { diagnoses: ['J1'], months: ['2025-01', '2025-02'], factor: '2' }

  it('makes as many again like the ill fall ill: what their other care costs follows from it', () => {
    // In force: 23,600 and 48,000 by the pool. 6,400 and 12,500 of the patient are 3,900 above 15,000: 60 % are 2,340.
    const effect = effectOf(ill, [{ epidemic }])
    expect(effect.groups.all.all?.inForce).toMatchObject({ basic: 7_160_000, seriousIllness: 234_000 })
    // One more of them has both stays; one like them, who had the second alone, is not there any more.
    expect(groupOf(effect.groups.all.all)).toMatchObject({
      ...{ claims: 3, total: 12_050_000 },
      paid: { basic: 9_520_000, seriousIllness: 468_000 },
    })
  })

  it('leaves those alone who had no such case, and cases of other months', () => {
    expect(worldOf([stayRow(march)], { epidemic })).toMatchObject({ claims: 1, paid: { basic: 4_800_000 } })
    const later = { ...epidemic, months: ['2025-03'] }
    expect(worldOf(ill, { epidemic: later })).toMatchObject({ claims: 2, paid: { basic: 7_160_000 } })
  })

  it('that did not come takes its cases out: factor 0 is the year without them', () => {
    const without = worldOf(ill, { epidemic: { ...epidemic, factor: '0' } })
    expect(without).toMatchObject({
      claims: 1,
      total: 6_050_000,
      paid: { basic: 4_800_000, seriousIllness: 0 },
    })
  })
})

describe('other prices', () => {
  it('are judged again: deductible and rates meet the dearer stay', () => {
    // 33,000 − 500 = 32,500 × 80 % = 26,000.
    const prices = [{ factor: '1.1' }]
    const effect = effectOf([stayRow()], [{ prices }])
    expect(groupOf(effect.groups.all.all)).toMatchObject({ total: 3_300_000, paid: { basic: 2_600_000 } })
    expect(effect.burdened).toEqual([1])
    expect(effect.most[0]?.[0]?.patient).toEqual({ inForce: 640_000, variant: 700_000 })
  })

  it('of item classes move their parts alone', () => {
    // Of 30,000 yuan 10,000 are of high value, 2,000 of these first self-paid.
    const row = stayRow({
      firstSelfPaid: 200_000,
      classes: '[["A",2000000],["high-value",800000,0,0,200000]]',
    })
    const prices = [{ itemClasses: ['high-value'], factor: '0.5' }]
    // In scope 20,000 + 4,000 − 500 = 23,500 × 80 % = 18,800 of 25,000.
    expect(worldOf([row], { prices })).toMatchObject({ total: 2_500_000, paid: { basic: 1_880_000 } })
  })

  it('of one kind of care leave the other as it is', () => {
    const visit = stayRow({ person: 1, care: 'outpatient', admittedOn: 0, leftOn: 0, total: 10_000 })
    const { groups } = effectOf([stayRow(), visit], [{ prices: [{ care: 'outpatient', factor: '2' }] }])
    expect(groupOf(groups.care?.inpatient).total).toBe(3_000_000)
    expect(groupOf(groups.care?.outpatient)).toMatchObject({ total: 20_000, paid: { basic: 12_000 } })
  })
})

describe('a world beside another law', () => {
  it('has its claims judged by that law', () => {
    const dearer = {
      title: '85 % at level 2',
      figures: [{ key: 'settlement.resident.inpatient', at: '/pays/3/ratio', was: 0.8, becomes: 0.85 }],
    }
    const policy = policyOfVariant(law, dearer, 2025)
    if (policy.status === 'refused') throw new Error(policy.refusal.code)
    const gather = gatherColumns(2025)
    gather.add(stayRow())
    const world = { heads: [{ ages: { from: 0 }, factor: '2' }] }
    const tried = tryVariants(gather.columns(), {
      ...{ inForce, variants: [{ ...judgedBy(policy.value, 2025), world }] },
      ...{ ageGroups: [0], keep: 1, of: {}, by: tallies },
    })
    if ('fault' in tried) throw new Error(tried.fault.reason)
    // 29,500 × 85 % × 2.
    expect(groupOf(tried.effect.groups.all.all).paid.basic).toBe(5_015_000)
  })
})

/** Rows of persons, each with some stays and visits of the year. */
const persons: fc.Arbitrary<readonly (readonly ClaimRow[])[]> = fc.array(
  fc
    .record({
      age: fc.constantFrom('7', '30', '65', '80', ''),
      city: fc.constantFrom('340100', '340200'),
      claims: fc.array(
        fc.record({
          isStay: fc.boolean(),
          total: fc.integer({ min: 100, max: 9_000_000 }),
          selfPaid: fc.integer({ min: 0, max: 90 }),
          diagnosis: fc.constantFrom('J18.900', 'J10', 'I10', ''),
          level: fc.constantFrom('1', '2', '3'),
          gap: fc.integer({ min: 3, max: 70 }),
        }),
        { minLength: 1, maxLength: 5 },
      ),
    })
    .map(({ age, city, claims }) => {
      let on = dayNumber('2025-01-01')
      return claims.map(({ isStay, total, selfPaid, gap, ...told }) => {
        on += gap
        return stayRow({
          ...{ age, city, total, firstSelfPaid: selfPaid, ...told, servedOn: on },
          ...(isStay ? { admittedOn: on - 2, leftOn: on } : { care: 'outpatient', admittedOn: 0, leftOn: 0 }),
        })
      })
    }),
  { minLength: 1, maxLength: 6 },
)
const numbered = (all: readonly (readonly ClaimRow[])[]): ClaimRow[] =>
  all.flatMap((rows, person) => rows.map((row) => ({ ...row, person })))

describe('worlds over random years', () => {
  const twiceTheOld: World = { heads: [{ ages: { from: 60 }, factor: '2' }] }
  const isOld = (rows: readonly ClaimRow[]): boolean => Number(rows[0]?.age) >= 60

  it('twice the persons of an age are the year with each of them there twice', () => {
    fc.assert(
      fc.property(persons, (all) => {
        const doubled = all.flatMap((rows) => (isOld(rows) ? [rows, rows] : [rows]))
        const expected = effectOf(numbered(doubled), []).groups
        const { groups } = effectOf(numbered(all), [twiceTheOld])
        for (const by of ['all', ...tallies] as const)
          for (const [name, group] of Object.entries(expected[by] ?? {})) {
            const { claims, total, inForce: paid } = group
            expect(groupOf(groups[by]?.[name])).toEqual({ claims, total, paid })
          }
      }),
    )
  })

  it('an epidemic of half the cases lies in the middle between the year with them and the year without', () => {
    const epidemic = { diagnoses: ['J'], months: ['2025-01', '2025-02', '2025-03'], factor: '0.5' }
    const last = dayNumber('2025-03-31')
    const isCase = ({ diagnosis, servedOn }: ClaimRow): boolean =>
      diagnosis.startsWith('J') && servedOn <= last
    fc.assert(
      fc.property(persons, (all) => {
        const rows = numbered(all)
        const without = effectOf(
          rows.filter((row) => !isCase(row)),
          [],
        ).groups.all.all
        const effect = effectOf(rows, [{ epidemic }])
        const found = groupOf(effect.groups.all.all)
        const whole = effect.groups.all.all
        if (!whole) throw new Error('no claims')
        const between = (one: number, other = 0) => Math.round((one + other) / 2)
        expect(found.paid.basic).toBe(between(whole.inForce.basic, without?.inForce.basic))
        expect(found.paid.seriousIllness).toBe(
          between(whole.inForce.seriousIllness, without?.inForce.seriousIllness),
        )
        expect(found.claims).toBe(between(whole.claims, without?.claims))
      }),
    )
  })

  it('that change nothing come to the year as it is, and add up over persons whichever way they are parted', () => {
    const worlds: World[] = [
      { heads: [{ ages: { from: 0 }, factor: '1' }], prices: [{ factor: '1' }] },
      { epidemic: { diagnoses: ['J'], months: ['2025-01', '2025-02'], factor: '1.7' }, ...twiceTheOld },
    ]
    fc.assert(
      fc.property(persons, (all) => {
        const whole = effectOf(numbered(all), worlds)
        const same = whole.groups.all.all
        if (!same) throw new Error('no claims')
        expect(groupOf(same)).toEqual({ claims: same.claims, total: same.total, paid: same.inForce })
        const parted = all.reduce(
          (sum, rows) => addEffects(sum, effectOf(numbered([rows]), worlds), 2),
          noEffect(2),
        )
        expect(parted).toEqual(whole)
      }),
    )
  })
})

describe('a world in which nobody can be judged', () => {
  const old = { ages: { from: 60 }, factor: '1.1' }
  const moved = { from: { from: 18, to: 59 }, to: { from: 60 }, share: '0.6', insured: { from: 2, to: 1 } }
  it.each([
    [
      'what-if.ages-backwards',
      { heads: [{ ages: { from: 60, to: 18 }, factor: '2' }] },
      'world/heads/0/ages',
    ],
    ['what-if.ages-twice', { heads: [old, { ...old, ages: { from: 70 } }] }, 'world/heads/1/ages'],
    ['what-if.ages-twice', { ageing: [{ ...moved, to: { from: 50 } }] }, 'world/ageing/0/to'],
    [
      'what-if.more-than-all',
      { ageing: [moved, { ...moved, to: { from: 0, to: 17 } }] },
      'world/ageing/1/share',
    ],
    [
      'what-if.month-of-another-year',
      { epidemic: { diagnoses: ['J1'], months: ['2025-12', '2026-01'], factor: '2' } },
      'world/epidemic/months/1',
    ],
    [
      'what-if.priced-twice',
      { prices: [{ factor: '1.1' }, { care: 'inpatient' as const, factor: '0.9' }] },
      'world/prices/1',
    ],
  ] as const)('is refused with %s', (code, world, field) => {
    expect(worldShape.safeParse(world).success).toBe(true)
    expect(judgeWorld(world, 2025)).toMatchObject({ status: 'refused', refusal: { code, field } })
  })

  it('is malformed where it says nothing, or counts by what is no decimal', () => {
    expect(worldShape.safeParse({}).success).toBe(false)
    expect(worldShape.safeParse({ prices: [{ factor: '-1' }] }).success).toBe(false)
    expect(worldShape.safeParse({ ageing: [{ ...moved, share: '1.2' }] }).success).toBe(false)
  })

  it('is none where ages of other schemes or cities meet', () => {
    const heads = [
      { ...old, scheme: 'employee' as const },
      { ...old, scheme: 'resident' as const },
    ]
    expect(judgeWorld({ heads }, 2025).status).toBe('accepted')
  })
})
