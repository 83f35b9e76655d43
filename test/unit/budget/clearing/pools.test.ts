import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { InstitutionYear, Pool } from '../../../../services/budget/clearing/rules/pools.ts'
import {
  careYears as careYearsOf,
  dividePools as divide,
} from '../../../../services/budget/clearing/rules/pools.ts'
import { quotaParts } from '../../../../services/budget/clearing/rules/quota-parts.ts'

const dip = { kind: 'dip' as const, groups: 'DIP-2025' }
const byItem = { kind: 'by-item' as const }
/** Bounds so wide that they decide nothing: what is paid is the share. */
const wide = {
  pointFloor: '0',
  pointCeiling: '1000',
  topUp: '1',
  mostPaid: '99999999',
  mostPaidByHead: '99999999',
}
const facts = {
  prepaidPerPoint: () => '50',
  headsOf: (list: string) => (list === 'M1' ? { heads: 100, insured: 100 } : undefined),
}
const dividePools = (years: readonly InstitutionYear[]) => divide(years, facts)
const careYears = (each: InstitutionYear, pools: readonly Pool[]) => careYearsOf(each, pools, facts)
const paidOf = (pool: Pool | undefined) => [...(pool?.shares.values() ?? [])].map(({ paid }) => paid)

const year = (institution: string, points: number, more: Partial<InstitutionYear> = {}): InstitutionYear => ({
  institution,
  methods: { inpatient: dip, outpatient: byItem },
  bounds: wide,
  claimed: { inpatient: 1_000_00, outpatient: 300_00 },
  deductions: { inpatient: 0, outpatient: 0 },
  monthsByHead: 12,
  accrued: { inpatient: 1_000_00, outpatient: 300_00 },
  quota: { inpatient: 900_00, outpatient: 400_00 },
  points: { inpatient: points, outpatient: 0 },
  ...more,
})

describe('the year’s fund of a table of points', () => {
  it('is divided by points, and its value is case C01’s 500 yuan', () => {
    // 50 million yuan and 100,000 points in all, three fifths and two fifths of them.
    const half = { inpatient: 2_500_000_000, outpatient: 0 }
    const [pool] = dividePools([
      year('H1', 600_000_000, { quota: half }),
      year('H2', 400_000_000, { quota: half }),
    ])
    expect(pool).toMatchObject({ fund: 5_000_000_000, points: 1_000_000_000, yuanPerPoint: '500' })
    expect(paidOf(pool)).toEqual([3_000_000_000, 2_000_000_000])
  })

  it('pays an institution its share whatever was paid month by month, and bands do not touch it', () => {
    const years = [year('H1', 10_000), year('H2', 20_000)]
    const pools = dividePools(years)
    expect(careYears(years[0] as InstitutionYear, pools)).toEqual({
      inpatient: {
        accrued: 1_000_00,
        final: 600_00,
        banded: false,
        quota: 900_00,
        pool: 'inpatient:points:DIP-2025',
        claimed: 1_000_00,
        mostPaid: wide.mostPaid,
        bound: 'share',
        worth: { share: 600_00, floor: 0, ceiling: 50_000_00, toppedUp: 1_200_00, deducted: 0 },
      },
      outpatient: { accrued: 300_00, claimed: 300_00, final: 300_00, banded: true, quota: 400_00 },
    })
  })

  it('leaves out institutions without a quota, which keep what was paid month by month', () => {
    const outside = year('H2', 20_000, { quota: null })
    const pools = dividePools([year('H1', 10_000), outside])
    expect(pools.map(({ fund }) => fund)).toEqual([900_00])
    expect(careYears(outside, pools).inpatient).toEqual({
      accrued: 1_000_00,
      final: 1_000_00,
      banded: false,
      quota: null,
      claimed: 1_000_00,
      mostPaid: wide.mostPaid,
      bound: 'share',
    })
  })

  it('is divided to the fen, to nobody where there are no points, and never to less than nothing', () => {
    const anyYear = fc.record({
      points: fc.integer({ min: -1e6, max: 1e12 }),
      quota: fc.integer({ min: 0, max: 1e12 }),
    })
    fc.assert(
      fc.property(fc.array(anyYear, { minLength: 1, maxLength: 30 }), (all) => {
        const years = all.map(({ points, quota }, index) =>
          year(`H${index}`, points, { quota: { inpatient: quota, outpatient: 0 } }),
        )
        const whole = all.reduce((sum, { quota }) => sum + quota, 0)
        const [pool] = dividePools(years)
        const shares = [...(pool?.shares.values() ?? [])].map(({ share }) => share)
        expect(shares.reduce((a, b) => a + b, 0)).toBe(pool?.points === 0 ? 0 : whole)
        expect(Math.min(...shares)).toBeGreaterThanOrEqual(0)
      }),
    )
  })
})

/** What the model agreement says. */
const model = {
  pointFloor: '0.80',
  pointCeiling: '1.20',
  topUp: '0.10',
  mostPaid: '1.10',
  mostPaidByHead: '1.20',
}

describe('payment by points', () => {
  // Expected: 1,000 points at 50 yuan each are a year's fund of 50,000 yuan, and the claims came to as much.
  const expected = { points: 10_000_000, claimed: 50_000_00, quota: 50_000_00 }
  const clearedAt = (volume: number, bounds = model) => {
    const own = year('H1', expected.points * volume, {
      bounds,
      claimed: { inpatient: expected.claimed * volume, outpatient: 0 },
      quota: { inpatient: expected.quota, outpatient: 0 },
    })
    const [pool] = dividePools([own])
    const { final, bound } = careYears(own, pool ? [pool] : []).inpatient
    return { paid: final, bound, kept: pool?.kept }
  }

  it.each([
    { volume: 0.1, paid: 5_500_00, bound: 'rate', kept: 44_500_00 },
    { volume: 1, paid: 50_000_00, bound: 'share', kept: 0 },
    { volume: 10, paid: 55_000_00, bound: 'top-up', kept: -5_000_00 },
  ])(
    'at $volume of the expected volume pays $paid fen by the bound "$bound", and the fund keeps $kept',
    (row) => {
      const { volume, ...expectedFigures } = row
      expect(clearedAt(volume)).toEqual(expectedFigures)
    },
  )

  it('is bound by the ceiling of a point where the claims would bear more', () => {
    expect(clearedAt(0.1, { ...model, mostPaid: '1.20', pointCeiling: '1.05' })).toEqual({
      paid: 5_250_00,
      bound: 'ceiling',
      kept: 44_750_00,
    })
  })

  it('is bound by the floor of a point where the fund can bear it', () => {
    // 1.2 times the volume: a point would be worth 41.67 yuan; 0.84 of 50 are 42.
    expect(clearedAt(1.2, { ...model, pointFloor: '0.84' })).toEqual({
      paid: 50_400_00,
      bound: 'floor',
      kept: -400_00,
    })
  })

  it('never pays claims of 43,200 yuan with 96,640', () => {
    const own = year('H1', 20_000_000, {
      bounds: model,
      claimed: { inpatient: 43_200_00, outpatient: 0 },
      quota: { inpatient: 96_640_00, outpatient: 0 },
    })
    expect(careYears(own, dividePools([own])).inpatient).toMatchObject({ final: 47_520_00, bound: 'rate' })
  })

  it('counts the points of an institution with its coefficient', () => {
    const half = { inpatient: 1_000_00, outpatient: 0 }
    const years = [
      year('H1', 10_000, { quota: half, bounds: { ...wide, coefficient: '1.5' } }),
      year('H2', 10_000, { quota: half }),
    ]
    expect(paidOf(dividePools(years)[0])).toEqual([1_200_00, 800_00])
  })

  it('takes what patients and other funds paid off standards that are for all payers', () => {
    const half = { inpatient: 1_000_00, outpatient: 0 }
    const all = { ...wide, deducts: 'patients-and-other-funds' as const }
    const years = [
      year('H1', 10_000, { quota: half, bounds: all, deductions: { inpatient: 600_00, outpatient: 0 } }),
      year('H2', 10_000, { quota: half, bounds: all, deductions: { inpatient: 200_00, outpatient: 0 } }),
    ]
    // 2,000 of the pool and 800 of others are 1,400 for each; of it others paid 600 and 200.
    expect(paidOf(dividePools(years)[0])).toEqual([800_00, 1_200_00])
  })

  it('is within its bounds whatever the volume, the claims and the fund', () => {
    const edge = fc.integer({ min: 0, max: 150 }).map((hundredths) => String(hundredths / 100))
    const any = fc.record({
      points: fc.integer({ min: 0, max: 1e10 }),
      claimed: fc.integer({ min: -1e6, max: 1e11 }),
      quota: fc.integer({ min: 0, max: 1e11 }),
      edges: fc.tuple(edge, edge),
      topUp: edge,
    })
    fc.assert(
      fc.property(fc.array(any, { minLength: 1, maxLength: 10 }), (all) => {
        const years = all.map(({ points, claimed, quota, edges, topUp }, index) => {
          const [pointFloor = '0', pointCeiling = '0'] = [...edges].sort((a, b) => Number(a) - Number(b))
          return year(`H${index}`, points, {
            bounds: { ...model, pointFloor, pointCeiling, topUp },
            claimed: { inpatient: claimed, outpatient: 0 },
            quota: { inpatient: quota, outpatient: 0 },
          })
        })
        const pools = dividePools(years)
        for (const each of years) {
          const { final, claimed = 0 } = careYears(each, pools).inpatient
          expect(final).toBeLessThanOrEqual(Math.round((Math.max(0, claimed) * 11) / 10))
          // 50 yuan for a point are half a fen for its ten-thousandth.
          expect(final).toBeLessThanOrEqual(
            Math.ceil((each.points.inpatient / 2) * Number(each.bounds.pointCeiling)),
          )
        }
        const [pool] = pools
        expect((pool?.paid ?? 0) + (pool?.kept ?? 0)).toBe(pool?.fund)
      }),
    )
  })
})

describe('the package of a medical community', () => {
  const community = {
    code: 'M1',
    members: [
      { institution: 'H1', share: '0.6' },
      { institution: 'T1', share: '0.4' },
    ],
  }
  const capitation = { kind: 'capitation' as const, perHead: 1_000, heads: 100, community }
  const member = (institution: string, outpatient: number) =>
    year(institution, 0, {
      methods: { inpatient: byItem, outpatient: capitation },
      accrued: { inpatient: 0, outpatient },
      claimed: { inpatient: 0, outpatient },
    })

  it('pays each member its cases and its share of what was saved', () => {
    const years = [member('H1', 50_000), member('T1', 40_000)]
    const pools = dividePools(years)
    expect(pools).toMatchObject([{ pool: 'outpatient:package:M1', fund: 100_000, yuanPerPoint: null }])
    expect(years.map((each) => careYears(each, pools).outpatient.final)).toEqual([56_000, 44_000])
  })

  it('is for the heads that were recorded, not for those expected', () => {
    const years = [member('H1', 50_000), member('T1', 40_000)]
    const eighty = { ...facts, headsOf: () => ({ heads: 80, insured: 100 }) }
    // 80 heads of 10 yuan, of which the cases left nothing: 100 yuan are missing.
    expect(divide(years, eighty)).toMatchObject([{ fund: 80_000, paid: 80_000, kept: 0 }])
    expect(() => divide(years, { ...facts, headsOf: () => undefined })).toThrow(/recorded heads/)
  })

  it('is charged with what its residents cost elsewhere', () => {
    const years = [
      member('H1', 50_000),
      member('T1', 40_000),
      year('X1', 0, {
        methods: { inpatient: byItem, outpatient: byItem },
        claimed: { inpatient: 0, outpatient: 30_000 },
      }),
    ]
    // Half of the insured are on the list: half of what was claimed outside communities is theirs.
    const half = { ...facts, headsOf: () => ({ heads: 100, insured: 200 }) }
    const [pool] = divide(years, half)
    expect(pool).toMatchObject({ fund: 100_000, elsewhere: 15_000, paid: 85_000, kept: 0 })
    expect(paidOf(pool)).toEqual([47_000, 38_000])
  })

  it('pays no member less than nil, nor more than the agreed rate of what was claimed', () => {
    const lost = [member('H1', 400_000), member('T1', 1_000)]
    // 301,000 are missing, two fifths of them at T1.
    expect(paidOf(dividePools(lost)[0])).toEqual([219_400, 0])
    const saved = [member('H1', 1_000), member('T1', 1_000)].map((each) => ({ ...each, bounds: model }))
    expect(dividePools(saved)).toMatchObject([{ paid: 2_400, kept: 97_600 }])
    const {
      final,
      saved: left,
      bound,
    } = careYears(saved[0] as InstitutionYear, dividePools(saved)).outpatient
    expect({ final, left, bound }).toEqual({ final: 1_200, left: 200, bound: 'rate' })
  })

  it('pays a list of one institution by the heads recorded for it', () => {
    const own = year('S1', 0, {
      methods: { inpatient: byItem, outpatient: { kind: 'capitation', perHead: 1_000, heads: 120 } },
      accrued: { inpatient: 0, outpatient: 120_000 },
      claimed: { inpatient: 0, outpatient: 90_000 },
    })
    const recorded = { ...facts, headsOf: () => ({ heads: 100, insured: 100 }) }
    expect(careYearsOf(own, [], recorded).outpatient).toMatchObject({ final: 100_000, saved: 10_000 })
    // Its agreement was withdrawn from in July: six months are paid by head, of which the first four have a fen more.
    const ended = { ...own, monthsByHead: 6, accrued: { inpatient: 0, outpatient: 60_000 } }
    expect(careYearsOf(ended, [], recorded).outpatient.final).toBe(50_002)
  })

  it('pays an institution that is not among its members what its cases came to', () => {
    const stranger = member('X9', 70_000)
    expect(dividePools([stranger])).toEqual([])
    expect(careYears(stranger, []).outpatient).toMatchObject({ final: 70_000, banded: false })
  })
})

describe('a quota by kind of care', () => {
  it('is as its plan tells care apart', () => {
    const amounts = { inpatient: 700, outpatient: 300 }
    expect(quotaParts({ amount: 1_000, amounts }, { inpatient: 1, outpatient: 1 })).toEqual(amounts)
  })

  it('lies as what was accepted where the plan does not', () => {
    expect(quotaParts({ amount: 1_000 }, { inpatient: 300, outpatient: 100 })).toEqual({
      inpatient: 750,
      outpatient: 250,
    })
    expect(quotaParts({ amount: 1_000, amounts: { all: 1_000 } }, { inpatient: 0, outpatient: 0 })).toEqual({
      inpatient: 1_000,
      outpatient: 0,
    })
  })
})
