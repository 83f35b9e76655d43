import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { InstitutionYear } from '../../../../services/budget/clearing/rules/pools.ts'
import { careYears, dividePools } from '../../../../services/budget/clearing/rules/pools.ts'
import { quotaParts } from '../../../../services/budget/clearing/rules/quota-parts.ts'

const dip = { kind: 'dip' as const, groups: 'DIP-2025' }
const byItem = { kind: 'by-item' as const }
const year = (institution: string, points: number, more: Partial<InstitutionYear> = {}): InstitutionYear => ({
  institution,
  methods: { inpatient: dip, outpatient: byItem },
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
    expect([...(pool?.shares.values() ?? [])]).toEqual([3_000_000_000, 2_000_000_000])
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
      },
      outpatient: { accrued: 300_00, final: 300_00, banded: true, quota: 400_00 },
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
        const shares = [...(pool?.shares.values() ?? [])]
        expect(shares.reduce((a, b) => a + b, 0)).toBe(pool?.points === 0 ? 0 : whole)
        expect(Math.min(...shares)).toBeGreaterThanOrEqual(0)
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
    })

  it('pays each member its cases and its share of what was saved', () => {
    const years = [member('H1', 50_000), member('T1', 40_000)]
    const pools = dividePools(years)
    expect(pools).toMatchObject([{ pool: 'outpatient:package:M1', fund: 100_000, yuanPerPoint: null }])
    expect(years.map((each) => careYears(each, pools).outpatient.final)).toEqual([56_000, 44_000])
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
