import { describe, expect, it } from 'vitest'
import { provincePolicy } from '../../../../cli/province-policy.ts'
import { planBook } from '../../../../services/settlement/plan/rules/plan-book.ts'
import { policiesOf, refuseFault } from '../../../../services/settlement/what-if/rules/judge-variants.ts'
import type { VariantFigure } from '../../../../services/settlement/what-if/rules/variant.ts'
import { policyOfVariant } from '../../../../services/settlement/what-if/rules/variant.ts'

const policy = provincePolicy()
const inpatient = 'settlement.resident.inpatient'
const fivePoints = { key: inpatient, at: '/pays/3/ratio', was: 0.8, becomes: 0.85 }

const tried = (...figures: VariantFigure[]) => policyOfVariant(policy, { title: 'a trial', figures }, 2025)
const planOf = (figures: readonly VariantFigure[], city = '340100', on = '2025-06-30') => {
  const decision = tried(...figures)
  if (decision.status === 'refused') throw new Error(decision.refusal.code)
  return planBook(decision.value).planOn('resident', 'inpatient', city, on)
}
const ratesOf = (...given: Parameters<typeof planOf>) =>
  planOf(...given).basic.pays.map(({ value }) => (value.kind === 'flat' ? value.rate : undefined))

describe('a variant', () => {
  it('is the law in force with another figure at a place, and leaves everything else', () => {
    expect(ratesOf([])).toEqual([600_000, 500_000, 900_000, 800_000, 750_000, 700_000])
    expect(ratesOf([fivePoints])).toEqual([600_000, 500_000, 900_000, 850_000, 750_000, 700_000])
  })

  it('of one city is of that city alone', () => {
    const ofHefei = [{ ...fivePoints, city: '340100' }]
    expect(ratesOf(ofHefei)[3]).toBe(850_000)
    expect(ratesOf(ofHefei, '340200')[3]).toBe(800_000)
  })

  it('of the province leaves cities with a figure of their own as they are', () => {
    const key = 'settlement.employee.inpatient'
    const decision = tried({ key, at: '/ceiling', was: 300_000, becomes: 400_000 })
    if (decision.status === 'refused') throw new Error(decision.refusal.code)
    const ceilingIn = (city: string) =>
      planBook(decision.value).planOn('employee', 'inpatient', city, '2025-06-30').basic.ceiling[0]?.amount[0]
        ?.value
    expect(ceilingIn('340200')).toBe(40_000_000)
    expect(ceilingIn('340400')).toBe(36_000_000)
  })

  it('changes only what is in force on some day of the year', () => {
    expect(ratesOf([fivePoints], '340100', '2024-06-30')[3]).toBe(800_000)
  })

  it('may change several figures, the later ones on what the earlier made', () => {
    const rates = ratesOf([fivePoints, { ...fivePoints, was: 0.85, becomes: 0.9 }])
    expect(rates[3]).toBe(900_000)
  })
})

describe('a variant in which the province’s layer stands for a city’s', () => {
  const key = 'settlement.employee.inpatient'
  const unified = (unify: readonly { key: string; city: string }[], year = 2025) =>
    policyOfVariant(policy, { title: 'unity', figures: [], unify }, year)
  const ceilingOf = (on: string) => {
    const decision = unified([{ key, city: '340400' }])
    if (decision.status === 'refused') throw new Error(decision.refusal.code)
    return planBook(decision.value).planOn('employee', 'inpatient', '340400', on).basic.ceiling[0]?.amount[0]
      ?.value
  }

  it('has it on every day of the year, and what the city had before stays', () => {
    // Huainan's ceiling is 360,000 yuan, the province's 300,000.
    expect([ceilingOf('2025-01-01'), ceilingOf('2025-12-31')]).toEqual([30_000_000, 30_000_000])
    expect(ceilingOf('2024-12-31')).toBe(36_000_000)
  })

  it('is refused where the city has none of its own, and for what is no benefit', () => {
    const codeOf = (...given: Parameters<typeof unified>) => {
      const decision = unified(...given)
      return decision.status === 'refused' ? decision.refusal.code : undefined
    }
    expect(codeOf([{ key, city: '340300' }])).toBe('what-if.no-own-figure')
    expect(codeOf([{ key: 'settlement.resident.serious_illness', city: '340100' }])).toBe(
      'what-if.no-own-figure',
    )
    expect(codeOf([{ key: 'settlement.resident.serious_illness', city: '340100' }], 2024)).toBeUndefined()
    expect(codeOf([{ key: 'settlement.maternity_leave', city: '340100' }], 2021)).toBe('what-if.not-judged')
  })
})

describe('a variant is refused, with code, field and reason,', () => {
  const refusalOf = (...figures: VariantFigure[]) => {
    const decision = tried(...figures)
    return decision.status === 'refused' ? decision.refusal : undefined
  }

  it('when another figure stands there than was said', () => {
    expect(refusalOf({ ...fivePoints, was: 0.79 })).toMatchObject({
      ...{ code: 'pricing.figure-otherwise', field: `${inpatient}/pays/3/ratio` },
      figures: { at: '/pays/3/ratio', found: '0.8' },
    })
  })

  it('when nobody could read the law with it', () => {
    expect(refusalOf({ ...fivePoints, becomes: 1.85 })).toMatchObject({
      ...{ code: 'pricing.plan-malformed', field: `${inpatient}/pays/3/ratio` },
    })
    expect(refusalOf({ ...fivePoints, becomes: 'more' })?.code).toBe('pricing.plan-malformed')
  })

  it('when it changes which claims are taken, which no claim that was paid can tell', () => {
    const taken = { key: inpatient, at: '/entitledOn', was: 'admissionAndDischarge', becomes: 'everyDay' }
    expect(refusalOf(taken)).toMatchObject({ code: 'what-if.not-judged', field: `${inpatient}/entitledOn` })
  })

  it('when its figure is no figure of benefits, or of a layer that is not in force', () => {
    const levy = { key: 'adjustment.levy_rate', at: '', was: 1, becomes: 2 }
    expect(refusalOf(levy)).toMatchObject({ code: 'what-if.not-judged', field: 'adjustment.levy_rate' })
    const none = { key: 'settlement.employee.two_diseases', at: '/pays', was: 0.5, becomes: 0.6 }
    expect(refusalOf(none)).toMatchObject({ code: 'what-if.not-in-force', field: none.key })
  })

  it('under the title by which it was sent, among several', () => {
    const variants = [
      { title: 'sound', figures: [fivePoints] },
      { title: 'unsound', figures: [{ ...fivePoints, was: 0.1 }] },
    ]
    expect(policiesOf(policy, variants, 2025)).toMatchObject({ refusal: { figures: { title: 'unsound' } } })
  })

  it('when claims meet nothing it says: the code, the figure that is missing, and the title', () => {
    const fault = { plan: 2, code: 'plan.no-row', reason: 'no row of pays is for this claim', field: 'pays' }
    const variants = ['one', 'other'].map((title) => ({ title, figures: [fivePoints] }))
    expect(refuseFault(fault, variants)).toMatchObject({
      refusal: {
        ...{ code: 'what-if.figure-missing', field: 'pays' },
        reason: 'The variant says nothing for some of the claims: pays (plan.no-row).',
        figures: { title: 'other' },
      },
    })
  })
})
