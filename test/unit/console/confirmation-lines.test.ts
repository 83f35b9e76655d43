import { expect, test } from 'vitest'
import { type Cleared, confirmationLines } from '../../../console/src/desks/control/confirmation-lines.ts'

/** A small hospital that spent 6.84 of a quota of 3,416.09 yuan, and kept 81.98 of the surplus. */
const belowQuota: Cleared = {
  basis: {
    care: {
      inpatient: { claimed: 0, accrued: 0, final: 0, quota: 298_000 },
      outpatient: { claimed: 684, accrued: 684, final: 684, quota: 43_609 },
    },
  },
  cleared: {
    ...{
      quota: 341_609,
      actual: 684,
      overspend: 0,
      compensated: 0,
      shared: 0,
      surplus: 340_925,
      kept: 8_198,
    },
    ...{ byMethod: 0, accepted: 8_882, adjustment: 0, within: 684, deposits: 34, depositReturned: 31 },
    ...{ depositForfeited: 3, advance: 0, recovered: 0, unpaid: { inpatient: 0, outpatient: -8_198 } },
    ...{ ordered: 8_229, owedBack: 0 },
  },
}

const totalsOf = (cleared: Cleared) =>
  new Map(confirmationLines(cleared).map(({ number, cells }) => [number, cells[2]]))

test('the confirmation has the thirty-two lines that offices know, in their order', () => {
  const numbers = confirmationLines(belowQuota).flatMap(({ number }) => {
    const [from = 0, to = from] = number.split('–').map(Number)
    return Array.from({ length: to - from + 1 }, (_, at) => from + at)
  })
  expect(numbers).toEqual(Array.from({ length: 32 }, (_, at) => at + 1))
})

test('what is due for the year less what was paid is what is paid now: 88.79 less 6.50 are 82.29 yuan', () => {
  const totals = totalsOf(belowQuota)
  expect([totals.get('29'), totals.get('30'), totals.get('31')]).toEqual([8_879, 650, 8_229])
})

test('an institution that had more than its year pays back, and its overrun that nobody shares stays with it', () => {
  const { cleared } = belowQuota
  const totals = totalsOf({
    ...belowQuota,
    cleared: {
      ...cleared,
      ...{ kept: 0, accepted: 684, depositReturned: 34, depositForfeited: 0, advance: 1_000 },
      ...{ ordered: 0, owedBack: 966, unpaid: { inpatient: 500, outpatient: 0 } },
    },
  })
  expect([totals.get('29'), totals.get('30'), totals.get('31')]).toEqual([684, 1_650, -966])
  expect(totals.get('32')).toBe(500)
})

test('a line that this office keeps no figures of has no cell, and care outside the quota plan has no quota', () => {
  const outside = { ...belowQuota, cleared: { ...belowQuota.cleared, quota: null } }
  expect(totalsOf(belowQuota).get('17–20')).toBe('×')
  expect(totalsOf(outside).get('6')).toBeNull()
})
