import { describe, expect, it } from 'vitest'
import { yearOf } from '#shared/calendar/day.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { schemes } from '#shared/kernel/scheme.ts'
import type { DatedValue } from '#shared/policy/format.ts'
import { provincePolicy } from '../../../cli/province-policy.ts'
import { triedBy } from '../../../cli/what-if/whose-figure.ts'
import { policyOfPayment } from '../../../services/budget/what-if/rules/payment-law.ts'
import { judgeVariant, policyOfFund } from '../../../services/budget/what-if/rules/variant.ts'
import { policyOfVariant } from '../../../services/settlement/what-if/rules/variant.ts'

const law = provincePolicy()
const figures = [...law.parameters].flatMap(([key, { values, cities = {} }]) => [
  ...values.map((value) => ({ key, value, city: undefined as string | undefined })),
  ...Object.entries(cities).flatMap(([city, own = []]) => own.map((value) => ({ key, value, city }))),
])
const keys = [...law.parameters.keys()]
const keysTriedBy = (by: ReturnType<typeof triedBy>['by']) => keys.filter((key) => triedBy(key).by === by)

type Leaf = { readonly at: string; readonly was: unknown }

/** The numbers of a value, each with its place; decimals that are written as texts too. */
const leavesOf = (value: unknown, at = ''): Leaf[] => {
  if (Array.isArray(value)) return value.flatMap((each, index) => leavesOf(each, `${at}/${index}`))
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).flatMap(([name, each]) => leavesOf(each, `${at}/${name}`))
  return /^-?\d+(\.\d+)?$/.test(String(value)) ? [{ at, was: value }] : []
}

/** The figure a little smaller, written as it was. */
const smaller = (was: unknown): unknown => {
  const less = Number((Number(was) * 0.99).toFixed(4))
  return typeof was === 'string' ? String(less) : less
}

type Trial = Leaf & { readonly key: string; readonly year: number; readonly city: string | undefined }
const trialsOf = (key: string): Trial[] =>
  figures
    .filter((figure) => figure.key === key)
    .flatMap(({ value, city }: { value: DatedValue; city: string | undefined }) =>
      leavesOf(value.value).map((leaf) => ({ ...leaf, key, city, year: Math.max(2024, yearOf(value.from)) })),
    )

/** Every trial is run, or refused with a code, a field and a reason; and some of the parameter is run. */
const expectRunOrRefused = (key: string, tryOut: (trial: Trial) => Decision<unknown>): void => {
  let run = 0
  const trials = trialsOf(key)
  for (const trial of trials) {
    const decision = tryOut(trial)
    if (decision.status === 'accepted') run += 1
    else
      expect([trial.at, decision.refusal]).toEqual([
        trial.at,
        expect.objectContaining({
          code: expect.any(String),
          field: expect.stringContaining(key),
          reason: expect.stringMatching(/.{10,}/),
        }),
      ])
  }
  expect([key, trials.length > 0 && run > 0]).toEqual([key, true])
}
const figureOf = ({ key, at, was }: Trial) => ({ key, at, was, becomes: smaller(was) })

describe('any figure of the law', () => {
  it('is tried by claims, by funds or by payment, or says why by nobody', () => {
    expect(figures.length).toBeGreaterThanOrEqual(254)
    const count = (by: Parameters<typeof keysTriedBy>[0]) => keysTriedBy(by).length
    expect(count('claims') + count('funds') + count('payment') + count('nobody')).toBe(keys.length)
    expect([count('claims'), count('funds'), count('payment')]).toEqual([13, 12, 4])
    for (const key of keysTriedBy('nobody')) {
      const tried = triedBy(key)
      if (tried.by !== 'nobody') throw new Error(key)
      expect(tried.reason.zh).toMatch(/\p{Script=Han}{4,}/u)
      expect(tried.reason.en.length).toBeGreaterThan(15)
    }
  })

  it('of which nobody said so is a fault', () => {
    expect(() => triedBy('weather.rain')).toThrow(expect.objectContaining({ code: 'what-if.figure-unsaid' }))
  })

  it.each(keysTriedBy('claims'))('is run on claims, or refused with the reason: %s', (key) => {
    expectRunOrRefused(key, ({ year, city, ...trial }) =>
      policyOfVariant(
        law,
        {
          title: 'a trial',
          figures: [{ ...figureOf({ ...trial, year, city }), ...(city === undefined ? {} : { city }) }],
        },
        year,
      ),
    )
  })

  it.each(keysTriedBy('payment'))('is run on quotas and clearings, or refused with the reason: %s', (key) => {
    expectRunOrRefused(key, (trial) => {
      const of = { city: trial.city ?? '340100', year: trial.year }
      return policyOfPayment(law, { title: 'a trial', figures: [figureOf(trial)] }, of)
    })
  })

  it.each(keysTriedBy('funds'))('is run on funds, or refused with the reason: %s', (key) => {
    const tried = triedBy(key)
    if (tried.by !== 'funds') throw new Error(key)
    const { as } = tried
    if (as === undefined) {
      expectRunOrRefused(key, (trial) => {
        const of = { city: trial.city ?? '340100', year: trial.year }
        return policyOfFund(law, { title: 'a trial', rules: [figureOf(trial)] }, of)
      })
      return
    }
    const variant = { title: 'a trial', figures: [{ figure: as, becomes: '0.01' }] }
    const judged = schemes.map((scheme) =>
      judgeVariant(variant, { scheme, policy: law, year: 2025, at: 'variants/0' }),
    )
    expect(judged.filter(({ status }) => status === 'accepted').length).toBeGreaterThan(0)
  })

  it.each(keysTriedBy('nobody'))('is refused by every what-if where none tries it: %s', (key) => {
    const of = { city: '340100', year: 2025 }
    const figure = { key, at: '/x', was: 1, becomes: 2 }
    const refused = [
      policyOfVariant(law, { title: 'a trial', figures: [figure] }, 2025),
      policyOfPayment(law, { title: 'a trial', figures: [figure] }, of),
      policyOfFund(law, { title: 'a trial', rules: [figure] }, of),
    ]
    expect(refused.map((each) => each.status === 'refused' && each.refusal.code)).toEqual([
      ...['what-if.not-judged', 'tried-law.not-judged', 'tried-law.not-judged'],
    ])
  })
})
