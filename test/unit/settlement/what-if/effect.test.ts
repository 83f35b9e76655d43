import { describe, expect, it } from 'vitest'
import type { Policy } from '#shared/policy/policy.ts'
import { provincePolicy } from '../../../../cli/province-policy.ts'
import { fromArrow, toArrow } from '../../../../cli/what-if/arrow-file.ts'
import { payers } from '../../../../services/settlement/insured-year/rules/layers.ts'
import { planBook } from '../../../../services/settlement/plan/rules/plan-book.ts'
import type { ClaimRow } from '../../../../services/settlement/what-if/rules/columns.ts'
import { dayNumber, gatherColumns } from '../../../../services/settlement/what-if/rules/columns.ts'
import type { WhatIfEffect } from '../../../../services/settlement/what-if/rules/effect.ts'
import {
  addEffects,
  comesTo,
  noEffect,
  tallies,
} from '../../../../services/settlement/what-if/rules/effect.ts'
import { explainAffected } from '../../../../services/settlement/what-if/rules/explain-affected.ts'
import { judgedBy } from '../../../../services/settlement/what-if/rules/judge-columns.ts'
import { tryVariants } from '../../../../services/settlement/what-if/rules/try-variants.ts'
import type { Variant } from '../../../../services/settlement/what-if/rules/variant.ts'
import { policyOfVariant } from '../../../../services/settlement/what-if/rules/variant.ts'

const inForce = provincePolicy()

/** A stay of a resident of 49 at level 2 in Hefei, of 12,345.60 yuan, all in scope. */
const stayRow = (changed: Partial<ClaimRow> = {}): ClaimRow => ({
  ...{ person: 0, servedOn: dayNumber('2025-03-10'), admittedOn: dayNumber('2025-03-01') },
  ...{ leftOn: dayNumber('2025-03-10'), total: 1_234_560, fullySelfPaid: 0, overLimit: 0, firstSelfPaid: 0 },
  ...{ account: 0, purse: 0, scheme: 'resident', city: '340100', care: 'inpatient', purpose: 'general' },
  ...{ level: '2', provincial: '', employment: 'resident', aid: 'none', sex: 'female', age: '49' },
  ...{ place: 'local', filing: 'none', referred: '', diseases: '0', delivery: '', continuousYears: '3' },
  ...{ missedYears: '0', claimFreeYears: '0', civilServant: '', contracted: '', useAccount: '' },
  ...{ institution: 'H1', diagnosis: '', disease: '', earlierRuns: '[]', classes: '', beside: '' },
  ...changed,
})

const columnsOf = (rows: readonly ClaimRow[]) => {
  const gather = gatherColumns(2025)
  for (const row of rows) gather.add(row)
  return gather.columns()
}

const inpatient = 'settlement.resident.inpatient'
const more: Variant = {
  title: '85 % at level 2',
  figures: [{ key: inpatient, at: '/pays/3/ratio', was: 0.8, becomes: 0.85 }],
}
const less: Variant = {
  title: 'a deductible of 800 at level 2',
  figures: [{ key: inpatient, at: '/deductible/2/amount', was: 500, becomes: 800 }],
}
const policies = [more, less].map((variant) => {
  const decision = policyOfVariant(inForce, variant, 2025)
  if (decision.status === 'refused') throw new Error(decision.refusal.code)
  return decision.value
})
const byPolicy = (policy: Policy) => judgedBy(policy, 2025)
const asked = {
  inForce: byPolicy(inForce),
  variants: policies.map(byPolicy),
  ageGroups: [0, 18, 60],
  keep: 2,
  of: {},
  by: tallies,
}
const effectOn = (rows: readonly ClaimRow[], of = {}): WhatIfEffect => {
  const tried = tryVariants(columnsOf(rows), { ...asked, of })
  if ('fault' in tried) throw new Error(tried.fault.reason)
  return tried.effect
}

const rows = [
  stayRow(),
  stayRow({ person: 1, level: '1', age: '70' }),
  stayRow({ person: 2, city: '340200', total: 60_000, age: '7', aid: 'minimum-living' }),
]

describe('several variants side by side', () => {
  it('show what funds and patients pay more or less by each, beside the law in force', () => {
    // (12,345.60 − 500) × 80 % = 9,476.48; × 85 % = 10,068.76; (12,345.60 − 800) × 80 % = 9,236.48
    const { groups, persons } = effectOn([stayRow()])
    expect(persons).toBe(1)
    expect(groups.all.all).toMatchObject({
      ...{ claims: 1, total: 1_234_560, inForce: { basic: 947_648, cash: 286_912 } },
      variants: [
        { changed: 1, paid: { basic: 1_006_876, cash: 227_684 } },
        { changed: 1, paid: { basic: 923_648, cash: 310_912 } },
      ],
    })
  })

  it('are told apart by city, scheme, care, level, aid category and age', () => {
    const { groups } = effectOn(rows)
    const claimsIn = (dimension: 'city' | 'level' | 'aid' | 'age' | 'scheme' | 'care') =>
      Object.entries(groups[dimension] ?? {}).map(([word, { claims, variants }]) => [
        word,
        claims,
        variants.map(({ changed }) => changed),
      ])
    expect(claimsIn('city')).toEqual([
      ['340100', 2, [1, 1]],
      ['340200', 1, [1, 1]],
    ])
    expect(claimsIn('level')).toEqual([
      ['1', 1, [0, 0]],
      ['2', 2, [2, 2]],
    ])
    expect(claimsIn('aid').map(([word]) => word)).toEqual(['none', 'minimum-living'])
    expect(claimsIn('age').map(([word]) => word)).toEqual(['18-59', '60+', '0-17'])
    expect(claimsIn('scheme')).toEqual([['resident', 3, [2, 2]]])
    expect(claimsIn('care')).toEqual([['inpatient', 3, [2, 2]]])
  })

  it('count persons who pay less over the year, and who pay more', () => {
    const { relieved, burdened } = effectOn(rows)
    expect(relieved).toEqual([2, 0])
    expect(burdened).toEqual([0, 2])
  })

  it('of one city count its fund alone, and judge the claims of others with them', () => {
    expect(effectOn(rows, { city: '340200' }).groups.all.all?.claims).toBe(1)
    expect(effectOn(rows, { scheme: 'employee' }).groups.all.all?.claims).toBe(0)
  })

  it('whoever pays more, others pay less: cost is what it was', () => {
    const { all } = effectOn(rows).groups.all
    if (!all) throw new Error('no claims')
    for (const paid of [all.inForce, ...all.variants.map((each) => comesTo(all, each).paid)])
      expect(payers.reduce((sum, payer) => sum + paid[payer], 0)).toBe(all.total)
  })

  it('add up over persons, whichever way they are parted', () => {
    const whole = effectOn(rows)
    const [first, ...others] = rows
    const parted = addEffects(effectOn(first ? [first] : []), effectOn(others), 2)
    expect(addEffects(noEffect(2), parted, 2)).toEqual(whole)
  })
})

describe('the claims most affected', () => {
  it('come first, with every step by either law in words, and nobody in them', () => {
    const [claim, next, ...none] = effectOn([...rows, stayRow({ person: 3, total: 2_000_000 })]).most[0] ?? []
    if (!claim) throw new Error('no claim')
    expect(none).toEqual([])
    expect([claim.total, next?.total]).toEqual([2_000_000, 1_234_560])
    // 500 + 20 % of 19,500, and 500 + 15 % of it.
    expect(claim.patient).toEqual({ inForce: 440_000, variant: 342_500 })
    const plans = { inForce: planBook(inForce), variant: planBook(policies[0] ?? inForce) }
    const { inForce: before, variant } = explainAffected(claim, plans, 'en')
    const share = (steps: typeof before) => steps.find(({ step }) => step === 'share')
    expect(share(before)?.rules[0]?.text).toContain('80 %')
    expect(share(variant)?.rules[0]?.text).toContain('85 %')
    expect(Object.keys(claim).sort()).toEqual(['of', 'patient', 'plansSince', 'purpose', 'steps', 'total'])
  })
})

describe('claims that a variant says nothing of', () => {
  it('fault it by its number, with the figure that is missing', () => {
    const onlyLevelOne: Variant = {
      title: 'only level 1',
      figures: [
        {
          key: 'settlement.resident.outpatient',
          at: '/pays',
          was: 0.6,
          becomes: [{ when: { level: 1 }, ratio: 0.6 }],
        },
      ],
    }
    const decision = policyOfVariant(inForce, onlyLevelOne, 2025)
    if (decision.status === 'refused') throw new Error(decision.refusal.code)
    const visit = stayRow({ care: 'outpatient', admittedOn: 0, leftOn: 0, total: 10_000 })
    const variants = [...policies, decision.value].map(byPolicy)
    expect(tryVariants(columnsOf([visit]), { ...asked, variants })).toEqual({
      fault: { plan: 3, code: 'plan.no-row', reason: 'no row of pays is for this claim', field: 'pays' },
    })
  })
})

describe('a columnar file', () => {
  const beside = JSON.stringify([
    { claimId: 'beside-0', from: '2024-12-20', to: '2024-12-31', institution: 'H2' },
  ])
  const told = { policyVersion: inForce.version, extractedOn: '2026-01-15' }

  it('gives every claim as it was put in', () => {
    const columns = columnsOf([stayRow({ beside, classes: '[["ordinary",5]]' }), ...rows.slice(1)])
    const read = fromArrow(toArrow(columns, told))
    expect(read).toMatchObject(told)
    expect(read.columns.claims).toBe(3)
    for (const [name, numbers] of Object.entries(columns.numbers))
      expect([name, [...read.columns.numbers[name as 'total']]]).toEqual([name, [...numbers]])
    for (const [name, { codes, words }] of Object.entries(columns.codes)) {
      const { codes: readCodes, words: readWords } = read.columns.codes[name as 'city']
      expect([name, [...readCodes], readWords]).toEqual([name, [...codes], words])
    }
    for (const row of [0, 1, 2])
      for (const column of ['beside', 'classes'] as const)
        expect(read.columns.textOf(column, row)).toBe(columns.textOf(column, row))
    expect(tryVariants(read.columns, asked)).toEqual(tryVariants(columns, asked))
  })

  it('of another kind is refused', () => {
    expect(() => fromArrow(new TextEncoder().encode('id,amount\n1,2'))).toThrow(
      expect.objectContaining({ code: 'what-if.not-an-extract' }),
    )
  })
})
