import { describe, expect, it } from 'vitest'
import { assemblePolicy } from '#shared/policy/policy.ts'
import { planBook } from '../../../../services/settlement/plan/rules/plan-book.ts'
import { adjudicated } from '../support/adjudicated.ts'
import { anhui, planOf } from '../support/basis.ts'

const dated = (value: unknown, known = '2020-01-01', from = '2020-01-01') => ({
  ...{ from, known, value, cites: `article of ${known}`, tag: 'assumed' },
})
const bookOf = (
  values: Record<string, { unit: string; values: readonly ReturnType<typeof dated>[]; cities?: object }>,
  knownBy?: string,
) => {
  const parameters = Object.entries(values).map(([key, said]) => [
    `settlement.${key}`,
    { title: key, ...said },
  ])
  const document = { title: 'x', parameters: Object.fromEntries(parameters) }
  return planBook(assemblePolicy('the version', [document]), knownBy)
}
const plan = (pays: number, more: Record<string, unknown> = {}) => ({
  ...{ unit: 'plan', values: [dated({ deductible: 0, pays, ...more })] },
})
const ofFlat = (rate: number) => [{ value: expect.objectContaining({ rate }) }]

describe('which plan a claim has', () => {
  const book = bookOf({
    'resident.inpatient': plan(0.8),
    'resident.outpatient': plan(0.5),
    'resident.chronic': plan(0.6),
    'employee.inpatient': plan(0.9),
    'employee.outpatient': plan(0.7),
  })
  const paid = (...asked: Parameters<typeof book.planOn>) => book.planOn(...asked).basic.pays

  it('that of its scheme and kind of care', () => {
    expect(paid('resident', 'inpatient', '340100', '2025-05-01')).toMatchObject(ofFlat(800_000))
    expect(paid('resident', 'outpatient', '340100', '2025-05-01')).toMatchObject(ofFlat(500_000))
    expect(paid('employee', 'inpatient', '340100', '2025-05-01')).toMatchObject(ofFlat(900_000))
  })

  it('a visit for a chronic disease has its own, where the scheme has one', () => {
    const chronic = book.planOn('resident', 'outpatient', '340100', '2025-05-01', 'chronic')
    expect(chronic).toMatchObject({ care: 'outpatient', pool: 'chronic' })
    expect(chronic.basic.pays).toMatchObject(ofFlat(600_000))
    expect(paid('employee', 'outpatient', '340100', '2025-05-01', 'chronic')).toMatchObject(ofFlat(700_000))
  })

  it('a stay for one, or a visit for anything else, has the usual one', () => {
    const asked = ['340100', '2025-05-01'] as const
    expect(book.planOn('resident', 'inpatient', ...asked, 'chronic').pool).toBe('inpatient')
    expect(book.planOn('resident', 'outpatient', ...asked, 'emergency').pool).toBe('outpatient')
    expect(book.planOn('resident', 'outpatient', ...asked).pool).toBe('outpatient')
  })

  it('one plan on all days of a city between two changes, until a figure of its city ends or begins', () => {
    const changing = bookOf({
      'resident.inpatient': {
        ...{ unit: 'plan', values: [dated({ deductible: 0, pays: 0.8 })] },
        cities: {
          '340100': [
            { ...dated({ deductible: 0, pays: 0.7 }, '2024-12-01', '2025-03-01'), until: '2025-08-31' },
            dated({ deductible: 0, pays: 0.6 }, '2025-10-01', '2025-11-01'),
          ],
        },
      },
    })
    const on = (day: string, city = '340100') => changing.planOn('resident', 'inpatient', city, day)
    const paysOn = (day: string, city?: string) => on(day, city).basic.pays
    expect(paysOn('2025-02-28')).toMatchObject(ofFlat(800_000))
    expect(paysOn('2025-03-01')).toMatchObject(ofFlat(700_000))
    expect(on('2025-08-31')).toBe(on('2025-03-01'))
    expect(paysOn('2025-09-01')).toMatchObject(ofFlat(800_000))
    expect(paysOn('2025-10-31')).toMatchObject(ofFlat(800_000))
    expect(paysOn('2025-11-01')).toMatchObject(ofFlat(600_000))
    expect(paysOn('2025-08-31', '340200')).toMatchObject(ofFlat(800_000))
  })

  it('the most days between stays that are one is that of any plan, in whatever city and from whatever day', () => {
    const within = (withinDays: number) => ({ oneStay: { withinDays, deductible: 'topUp' } })
    const several = { oneStay: [within(3).oneStay, within(15).oneStay] }
    const changing = {
      ...plan(0.8, within(1)),
      values: [dated({ ...within(7) }), dated({ ...within(2) }, '2024-01-01', '2024-01-01')],
      cities: { '340200': [dated(several)] },
    }
    expect(bookOf({ 'resident.inpatient': changing, 'employee.inpatient': plan(0.9) }).oneStayWithin()).toBe(
      15,
    )
    expect(book.oneStayWithin()).toBe(0)
    expect(anhui.oneStayWithin()).toBe(1)
  })

  it('one made out once is kept, and apart from every other', () => {
    const hefei = book.planOn('resident', 'inpatient', '340100', '2025-05-01')
    expect(book.planOn('resident', 'inpatient', '340100', '2025-05-01')).toBe(hefei)
    expect(book.planOn('resident', 'inpatient', '340100', '2025-05-02')).toBe(hefei)
    expect(book.planOn('resident', 'inpatient', '340200', '2025-05-01')).not.toBe(hefei)
    expect(book.planOn('resident', 'outpatient', '340100', '2025-05-01')).not.toBe(hefei)
    expect(book.planOn('employee', 'inpatient', '340100', '2025-05-01')).not.toBe(hefei)
    expect(book.planOn('resident', 'outpatient', '340100', '2025-05-01', 'chronic')).not.toBe(
      book.planOn('resident', 'outpatient', '340100', '2025-05-01'),
    )
  })

  it('cites the article of the pool and of each layer above it', () => {
    const layered = planOf({
      inpatient: { deductible: 0, pays: 0.5, followedBy: ['serious_illness', 'medical_aid'] },
      serious_illness: { base: ['coinsurance'], per: 'year', deductible: 0, pays: 0.6 },
      medical_aid: { base: ['coinsurance'], per: 'year', deductible: 0, pays: 0.7 },
    })
    expect(layered.cites).toEqual({
      inpatient: 'article of inpatient',
      serious_illness: 'article of serious_illness',
      medical_aid: 'article of medical_aid',
    })
  })

  it('is never read from a parameter that is an amount', () => {
    const wrong = bookOf({ 'resident.inpatient': { unit: 'yuan', values: [dated(100)] } })
    expect(() => wrong.planOn('resident', 'inpatient', '340100', '2025-05-01')).toThrow(
      expect.objectContaining({
        code: 'policy.wrong-unit',
        message: 'settlement.resident.inpatient is in yuan, asked for as a plan',
        details: { key: 'settlement.resident.inpatient' },
      }),
    )
  })

  it('is an error where the policy says nothing', () => {
    expect(() => bookOf({}).planOn('resident', 'inpatient', '340100', '2025-05-01')).toThrow(
      expect.objectContaining({ code: 'policy.missing' }),
    )
  })
})

describe('what was known on an earlier day', () => {
  const values = {
    'resident.inpatient': {
      unit: 'plan',
      values: [
        dated({ deductible: 0, pays: 0.8 }),
        dated({ deductible: 0, pays: 0.85 }, '2025-03-01', '2025-01-01'),
      ],
    },
    largest_claim: { unit: 'yuan', values: [dated(5000), dated(6000, '2025-03-01', '2025-01-01')] },
    most_lines: { unit: 'count', values: [dated(100), dated(200, '2025-03-01', '2025-01-01')] },
    most_stays: { unit: 'count', values: [dated(30), dated(40, '2025-03-01', '2025-01-01')] },
    most_batches: { unit: 'count', values: [dated(20), dated(25, '2025-03-01', '2025-01-01')] },
    most_look_ups: { unit: 'count', values: [dated(600), dated(700, '2025-03-01', '2025-01-01')] },
    line_tolerance: { unit: 'yuan', values: [dated(0.01), dated(0.02, '2025-03-01', '2025-01-01')] },
  }

  it('is all there was: a rise published in March for January was not known in February', () => {
    const pays = (knownBy?: string) =>
      bookOf(values, knownBy).planOn('resident', 'inpatient', '340100', '2025-01-20').basic.pays
    expect(pays('2025-02-28')).toMatchObject(ofFlat(800_000))
    expect(pays('2025-03-01')).toMatchObject(ofFlat(850_000))
    expect(pays()).toMatchObject(ofFlat(850_000))
  })

  it('and so for the limits of claims, which are dated too', () => {
    const before = {
      ...{ largestClaim: 500_000, mostLines: 100, mostStays: 30 },
      ...{ mostBatches: 20, mostLookUps: 600, lineTolerance: 1 },
    }
    const after = {
      ...{ largestClaim: 600_000, mostLines: 200, mostStays: 40 },
      ...{ mostBatches: 25, mostLookUps: 700, lineTolerance: 2 },
    }
    expect(bookOf(values, '2025-02-28').limitsOn('2025-01-20')).toEqual(before)
    expect(bookOf(values).limitsOn('2025-01-20')).toEqual(after)
    expect(bookOf(values).limitsOn('2024-12-31')).toEqual(before)
  })
})

describe('a figure that the plan does not give for a claim', () => {
  const onlyLevel1 = (amount: number) => [{ when: { level: 1 }, amount }]
  const basic = { deductible: 0, pays: 0.5 }
  const layered = (layer: Record<string, unknown>) => ({
    inpatient: { ...basic, followedBy: ['medical_aid'] },
    medical_aid: { base: ['coinsurance'], per: 'year', deductible: 0, ...layer },
  })
  it.each([
    ['deductible', { inpatient: { ...basic, deductible: onlyLevel1(100) } }],
    ['deductibleYearCap', { inpatient: { ...basic, deductibleYearCap: onlyLevel1(100) } }],
    ['pays', { inpatient: { deductible: 0, pays: [{ when: { level: 1 }, ratio: 0.5 }] } }],
    ['ceiling', { inpatient: { ...basic, ceiling: { amount: onlyLevel1(100) } } }],
    [
      'classCeiling',
      {
        inpatient: {
          ...{ ...basic, deductibleFrom: 'proRata' },
          classCeiling: { itemClass: 'A', amount: onlyLevel1(100) },
        },
      },
    ],
    ['medical_aid.pays', layered({ pays: [{ when: { level: 1 }, ratio: 0.5 }] })],
  ])('is not guessed: %s is named, with what was known of the claim', (figure, layers) => {
    const given = { inScope: 100, classes: { A: 100 }, facts: { level: 2 } } as const
    expect(() => adjudicated({ plan: planOf(layers), ...given })).toThrow(
      expect.objectContaining({
        code: 'plan.no-row',
        message: `no row of ${figure} is for this claim`,
        details: { figure, facts: expect.stringContaining('"level":2') },
      }),
    )
  })

  it('of an item class names the figure too', () => {
    const pays = [{ when: { itemClass: 'exam' }, ratio: 0.5 }]
    const plan = planOf({ inpatient: { deductible: 0, deductibleFrom: 'proRata', pays } })
    expect(() => adjudicated({ plan, inScope: 100, classes: { drug: 100 } })).toThrow(
      expect.objectContaining({ code: 'plan.no-row', details: expect.objectContaining({ figure: 'pays' }) }),
    )
  })

  it('nor is what the plan asks about the claim', () => {
    const plan = planOf({ inpatient: { ...basic, deductible: onlyLevel1(100) } })
    expect(() => adjudicated({ plan, inScope: 100 })).toThrow(
      expect.objectContaining({
        code: 'plan.fact-missing',
        message: 'the plan asks for level, which is not known',
        details: { fact: 'level' },
      }),
    )
  })
})
