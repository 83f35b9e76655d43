import { describe, expect, it } from 'vitest'
import type { WorkKnown } from '../../../simulation/lives/work/known.ts'
import { knowNothing } from '../../../simulation/lives/work/known.ts'
import { creditOf, partsOf } from '../../../simulation/oracle/work/contributions.ts'
import { fundOfEmployeeStays } from '../../../simulation/oracle/work/employee-stays.ts'
import { rightsOf, workOutcomeOf } from '../../../simulation/oracle/work/outcome.ts'

const hefei = '340100'
const wuhu = '340200'
const employedFrom = (from: string) => ({
  ...{ post: { as: 'employed', employer: 'EMP-HF', city: hefei } as const, from },
})

/** Person 0, whose employer paid both parts of some months. */
const paid = (months: readonly string[], known: Partial<WorkKnown>): WorkKnown => ({
  ...knowNothing(),
  bills: new Map(
    months.map((month) => [
      `E-EMP-HF-${month}`,
      { month, lines: [{ who: 0, wageFen: 833_333 }], parts: ['employer', 'individual'] as const },
    ]),
  ),
  payments: months.flatMap((month) =>
    (['employer', 'individual'] as const).map((part) => ({
      ...{ billId: `E-EMP-HF-${month}`, part, kind: 'payment' as const, on: `${month}-10`, taken: true },
    })),
  ),
  ...known,
})

describe('what the model says of employees', () => {
  it('bills no wage below 4,494 yuan and none above 22,470: 7 % of the employer, 2 % to the account', () => {
    expect(partsOf([{ wageFen: 0 }, { wageFen: 833_333 }, { wageFen: 5_000_000 }])).toEqual({
      employer: 31_458 + 58_333 + 157_290,
      individual: 8_988 + 16_667 + 44_940,
    })
  })

  it('gives the month after a paid one, and the first month to whoever paid elsewhere before', () => {
    const posts = new Map([[0, [employedFrom('2026-02-01')]]])
    const newcomer = paid(['2026-02', '2026-04'], { posts })
    expect(rightsOf(newcomer, 0).map(({ from, to }) => `${from}..${to}`)).toEqual([
      '2026-03-01..2026-03-31',
      '2026-05-01..2026-05-31',
    ])
    const other = { ...newcomer, broughtMonths: new Map([[0, 24]]) }
    expect(rightsOf(other, 0)[0]).toMatchObject({ from: '2026-02-01', to: '2026-03-31' })
  })

  it('carries paid months over to another city', () => {
    const moved = { post: { as: 'flexible', city: wuhu } as const, from: '2026-03-01' }
    const posts = new Map([[0, [employedFrom('2026-02-01'), moved]]])
    expect(rightsOf(paid(['2026-02'], { posts }), 0)).toEqual([
      { from: '2026-03-01', to: '2026-03-31', city: wuhu, employment: 'flexible' },
    ])
  })

  it('credits nothing for a month whose withheld part was given back', () => {
    const known = paid(['2026-02', '2026-03'], { posts: new Map([[0, [employedFrom('2026-02-01')]]]) })
    known.payments.push({
      ...{ billId: 'E-EMP-HF-2026-03', part: 'individual', kind: 'refund', on: '2026-03-20', taken: true },
    })
    expect(workOutcomeOf(known, 0).credited).toBe(creditOf(833_333))
  })

  it('lets women retire for life with twenty-five years', () => {
    const retired = { post: { as: 'retired', city: hefei } as const, from: '2026-03-01' }
    const posts = new Map([[0, [employedFrom('2026-02-01'), retired]]])
    const last = (months: number) =>
      rightsOf(paid(['2026-02'], { posts, broughtMonths: new Map([[0, months]]) }), 0).at(-1)
    expect(last(299)).toMatchObject({ from: '2026-03-01', to: '2026-12-31', employment: 'retired' })
    expect(last(298)).toMatchObject({ from: '2026-03-01', to: '2026-03-31', employment: 'retired' })
  })

  it('takes 400 yuan off the first stay and 200 off the next, then pays 92 %, and 96 % to the retired', () => {
    const stays = [
      { total: 400_000, isRetired: false },
      { total: 400_000, isRetired: true },
    ]
    expect(fundOfEmployeeStays(stays)).toEqual([331_200, 364_800])
  })
})
