import { describe, expect, it } from 'vitest'
import { readPolicy } from '#shared/edge/function/policy-files.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { changeFigure } from '#shared/policy/changed-figure.ts'
import { valueAt } from '#shared/policy/policy.ts'
import { planBook } from '../../../../services/settlement/plan/rules/plan-book.ts'
import type { LayerChange } from '../../../../services/settlement/pricing/rules/proposal.ts'
import { policyUnder, proposedLayers } from '../../../../services/settlement/pricing/rules/proposal.ts'

const policy = readPolicy('shared/policy/anhui')
const residents = { city: '340100', scheme: 'resident', holdsFrom: '2026-01-01' } as const
const propose = (...changes: LayerChange[]) => proposedLayers(policy, residents, changes)
const acceptedOf = <Value>(decision: Decision<Value>): Value => {
  if (decision.status === 'refused') throw new Error(decision.refusal.code)
  return decision.value
}
const refusalOf = (decision: Decision<unknown>) =>
  decision.status === 'refused' ? decision.refusal : undefined

describe('a figure of a plan', () => {
  const plan = { pays: [{ ratio: 0.8 }, { ratio: 0.7 }], ceiling: 150 }

  it('is changed where it stands, and nothing else with it', () => {
    expect(changeFigure(plan, { at: '/pays/1/ratio', was: 0.7, becomes: 0.75 }).changed).toEqual({
      pays: [{ ratio: 0.8 }, { ratio: 0.75 }],
      ceiling: 150,
    })
    expect(plan.pays[1]).toEqual({ ratio: 0.7 })
  })

  it('is added where nothing stands, and taken out where nothing shall', () => {
    expect(changeFigure(plan, { at: '/deductible', becomes: 50 }).changed).toEqual({
      ...plan,
      deductible: 50,
    })
    expect(changeFigure(plan, { at: '/ceiling', was: 150 })).toEqual({
      found: 150,
      changed: { pays: plan.pays },
    })
    expect(changeFigure(plan, { at: '/pays/0', was: { ratio: 0.8 } }).changed).toEqual({
      pays: [{ ratio: 0.7 }],
      ceiling: 150,
    })
    const third = { at: '/pays/2', becomes: { ratio: 0.6 } }
    expect(changeFigure(plan, third).changed).toMatchObject({ pays: [...plan.pays, { ratio: 0.6 }] })
  })

  it.each([
    ['/pays/1/ratio', 0.8, 0.7],
    ['/pays/5/ratio', 0.8, undefined],
    ['/pays/x', undefined, undefined],
    ['/ceiling/amount', 150, undefined],
  ])('at %s is left alone where another stands than was said', (at, was, found) => {
    const outcome = changeFigure(plan, { at, was, becomes: 1 })
    expect('changed' in outcome).toBe(false)
    expect(outcome.found).toEqual(found)
  })
})

describe('a proposal', () => {
  it('states one figure: level 2 pays 85 instead of 80 %', () => {
    const layers = acceptedOf(
      propose({ layer: 'inpatient', figures: [{ at: '/pays/3/ratio', was: 0.8, becomes: 0.85 }] }),
    )
    const inForce = valueAt(policy, 'settlement.resident.inpatient', { on: '2025-06-30' }).value as object
    expect(layers.inpatient).toMatchObject({
      ...inForce,
      pays: [
        { ratio: 0.6 },
        { ratio: 0.5 },
        { ratio: 0.9 },
        { when: { level: 2 }, ratio: 0.85 },
        { ratio: 0.75 },
        { ratio: 0.7 },
      ],
    })
  })

  it('states a new plan as a policy file has it, or a layer as it is published', () => {
    const plan = { deductible: 0, pays: 0.65, ceiling: 200 }
    const published = valueAt(policy, 'settlement.resident.chronic', { on: '2026-01-01' }).value
    expect(propose({ layer: 'outpatient', plan }, { layer: 'chronic', figures: [] })).toEqual({
      status: 'accepted',
      value: { outpatient: plan, chronic: published },
    })
  })

  it('is refused where another figure stands, with the one that does', () => {
    const figures = [{ at: '/pays/3/ratio', was: 0.75, becomes: 0.8 }]
    expect(refusalOf(propose({ layer: 'inpatient', figures }))).toMatchObject({
      ...{ code: 'pricing.figure-otherwise', field: '/pays/3/ratio', figures: { found: '0.8' } },
    })
  })

  it('is refused where it is no plan, or says a layer twice', () => {
    const figures = [{ at: '/pays/3/ratio', was: 0.8, becomes: 8.5 }]
    expect(refusalOf(propose({ layer: 'inpatient', figures }))?.code).toBe('pricing.plan-malformed')
    expect(refusalOf(propose({ layer: 'serious_illness', plan: { pays: 0.6 } }))?.code).toBe(
      'pricing.plan-malformed',
    )
    const twice = { layer: 'outpatient', figures: [] } as const
    expect(refusalOf(propose(twice, twice))?.code).toBe('pricing.layer-twice')
  })

  it('of a layer that is not in force has to be a whole plan', () => {
    const change = { layer: 'large_sum', figures: [] } as const
    expect(() => propose(change)).toThrow(expect.objectContaining({ code: 'policy.missing' }))
  })
})

describe('a policy under a proposal', () => {
  const plan = { deductible: 0, pays: 0.65, ceiling: 200 }
  const under = planBook(policyUnder(policy, residents, { outpatient: plan }))
  const inForce = planBook(policy)

  it('has the proposed layer on every day of the year, in the city and scheme it is for', () => {
    for (const on of ['2025-01-01', '2025-12-31'])
      expect(under.planOn('resident', 'outpatient', '340100', on).basic.ceiling[0]).toMatchObject({
        amount: [{ value: 20_000 }],
      })
  })

  it('leaves other cities, schemes and layers as they are', () => {
    const [on, city] = ['2025-06-30', '340100']
    expect(under.planOn('resident', 'outpatient', '340200', on)).toEqual(
      inForce.planOn('resident', 'outpatient', '340200', on),
    )
    expect(under.planOn('employee', 'outpatient', city, on)).toEqual(
      inForce.planOn('employee', 'outpatient', city, on),
    )
    expect(under.planOn('resident', 'inpatient', city, on)).toEqual(
      inForce.planOn('resident', 'inpatient', city, on),
    )
  })

  it('gives a scheme rules of its own for chronic care, and other cities those of outpatient care as before', () => {
    const own = planBook(policyUnder(policy, { city: '340100', scheme: 'employee' }, { chronic: plan }))
    const chronicIn = (book: typeof own, city: string) =>
      book.planOn('employee', 'outpatient', city, '2025-06-30', 'chronic')
    expect(chronicIn(own, '340100').basic.ceiling[0]).toMatchObject({ amount: [{ value: 20_000 }] })
    expect(chronicIn(own, '340200').basic).toEqual(chronicIn(inForce, '340200').basic)
  })
})
