import { describe, expect, it } from 'vitest'
import { basicLayer } from '../../../../services/settlement/plan/rules/format.ts'
import { adjudicated, inYuan } from '../support/adjudicated.ts'
import { planOf } from '../support/basis.ts'

const faultOf = (plan: Record<string, unknown>) =>
  JSON.stringify(basicLayer.safeParse({ deductible: 0, pays: 0.5, ...plan }).error?.issues ?? 'none')

describe('a figure that cannot be is refused, and the author of the plan is told what is expected', () => {
  const share = (value: unknown) => `not between 0 and 1 with at most six decimals: ${value}`
  const factor = (value: unknown) => `not between 0 and 100 with at most six decimals: ${value}`
  const amount = (value: unknown) => `not an amount in yuan: ${value}`
  const adjusted = (pays: Record<string, unknown>) => ({ adjust: [{ pays }] })
  it.each([
    ['a share of 101 %', { pays: 1.01 }, share('1.01')],
    ['a negative share', { pays: -0.1 }, share('-0.1')],
    ['a share with seven decimals', { pays: '0.1234567' }, share('0.1234567')],
    ['a factor above a hundred', adjusted({ times: 100.000001 }), factor(100.000001)],
    ['a negative factor', adjusted({ times: -1 }), factor(-1)],
    ['101 percentage points', adjusted({ points: 101 }), 'not percentage points: 101'],
    ['minus 101 percentage points', adjusted({ points: -101 }), 'not percentage points: -101'],
    ['points finer than 0.0001', adjusted({ points: 0.00005 }), 'not percentage points: 0.00005'],
    ['an amount finer than a fen', { ceiling: 10.005 }, amount(10.005)],
    ['a negative amount', { ceiling: -1 }, amount(-1)],
    ['words for an amount', { ceiling: 'ten' }, amount('ten')],
  ])('%s', (_, plan, told) => {
    expect(faultOf(plan)).toContain(told)
    expect(faultOf(plan)).toContain('"code":"custom"')
  })

  it.each([
    ['nothing and everything', { deductible: 0, pays: 1 }],
    ['a figure as text', { deductible: '1000.50', pays: '0.65' }],
    ['a hundredfold deductible', { adjust: [{ deductible: { times: 100 } }] }],
    ['a hundred points off or on', { adjust: [{ pays: { points: -100 } }, { pays: { points: 100 } }] }],
  ])('%s is accepted', (_, plan) => {
    expect(faultOf(plan)).toBe('"none"')
  })
})

describe('how a plan may say what it pays', () => {
  const bandsOf = (...edges: (number | undefined)[]) => ({
    edges: 'absolute',
    pays: { bands: edges.map((upTo) => ({ ratio: 0.5, ...(upTo && { upTo }) })) },
  })
  it.each([
    ['neither the fund’s share nor the patient’s', { pays: { cites: 'article 3' } }, 'say either'],
    ['both', { pays: { ratio: 0.5, patientShare: 0.5 } }, 'say either'],
    ['two bands with one edge', bandsOf(100, 100), 'bands must rise'],
    ['three bands of which the last falls back', bandsOf(100, 200, 150), 'bands must rise'],
    ['a band up to nothing', { edges: 'absolute', pays: { bands: [{ upTo: 0, ratio: 0.5 }] } }, 'must rise'],
    [
      'bands in one row of several, without their edges',
      { pays: [{ when: { level: 1 }, ratio: 0.5 }, { bands: [{ ratio: 0.6 }] }] },
      'bands need `edges`',
    ],
    ['an age to grow from without growth', { pays: { ratio: 0.5, fromAge: 60 } }, 'which is missing'],
    ['a limit of growth without growth', { pays: { ratio: 0.5, atMost: 0.9 } }, 'which is missing'],
    [
      'a first row for everyone before two others',
      { pays: [{ ratio: 0.5 }, { when: { level: 1 }, ratio: 0.6 }, { ratio: 0.7 }] },
      'only the last row may be without `when`',
    ],
    ['an age range without an end', { pays: [{ when: { age: {} }, ratio: 0.5 }] }, 'a range needs'],
  ])('%s is refused', (_, plan, told) => {
    expect(faultOf(plan)).toContain(told)
  })

  it.each([
    ['growth by age with its start and its limit', { pays: { ratio: 0.5, perYearOfAge: 0.01, fromAge: 60 } }],
    ['bands that rise, the last open', bandsOf(100, 200, undefined)],
    ['rows of plain shares without edges', { pays: [{ when: { level: 1 }, ratio: 0.5 }, { ratio: 0.6 }] }],
  ])('%s is accepted', (_, plan) => {
    expect(faultOf(plan)).toBe('"none"')
  })
})

describe('whom a row is for', () => {
  const paid = (when: Record<string, unknown>, facts: Parameters<typeof adjudicated>[0]['facts']) => {
    const plan = planOf({ inpatient: { deductible: 0, pays: [{ when, ratio: 0.9 }, { ratio: 0.5 }] } })
    return inYuan(adjudicated({ plan, inScope: 1000, ...(facts && { facts }) })).basic
  }

  it('all that a condition asks must hold: the first, the second and the third', () => {
    const when = { level: [1, 2], employment: 'retired', age: { from: 70 } }
    const facts = { level: 2, employment: 'retired', age: 70 } as const
    expect(paid(when, facts)).toBe(900)
    expect(paid(when, { ...facts, level: 3 })).toBe(500)
    expect(paid(when, { ...facts, employment: 'employed' })).toBe(500)
    expect(paid(when, { ...facts, age: 69 })).toBe(500)
  })

  it('a condition of two holds by both', () => {
    const when = { level: 1, referred: true }
    expect(paid(when, { level: 1, referred: true })).toBe(900)
    expect(paid(when, { level: 1, referred: false })).toBe(500)
    expect(paid(when, { level: 2, referred: true })).toBe(500)
  })

  it('a range includes both its ends, and the stay counted is this one', () => {
    const ages = { age: { from: 60, to: 69 } }
    expect([59, 60, 69, 70].map((age) => paid(ages, { age }))).toEqual([500, 900, 900, 500])
  })

  it('a condition that asks nothing is for everyone', () => {
    expect(paid({}, {})).toBe(900)
  })
})

describe('an adjustment without a condition', () => {
  it('is for every claim: 1,000 of deductible halved leaves 9,500, of which 70 % are 6,650', () => {
    const adjust = [{ deductible: { times: 0.5 }, pays: { points: 10 } }]
    const plan = planOf({ inpatient: { deductible: 1000, pays: 0.6, adjust } })
    expect(inYuan(adjudicated({ plan, inScope: 10_000 }))).toMatchObject({ deductible: 500, basic: 6650 })
  })
})
