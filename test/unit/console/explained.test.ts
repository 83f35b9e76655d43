import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { barsOf, type Explained, stepBarsOf } from '../../../console/src/desks/claims/explained.ts'

test('each payer’s bar stands on what is left of the total, and the last one on nothing', () => {
  const share = (name: string, amount: number) => ({ name, label: name, amount })
  const bars = barsOf({
    total: share('total', 1000),
    terms: [share('pool', 600), share('aid', 0), share('account', 150), share('cash', 250)],
  })
  expect(bars).toEqual([
    { label: 'total', amount: 1000, base: 0 },
    { label: 'pool', amount: 600, base: 400 },
    { label: 'account', amount: 150, base: 250 },
    { label: 'cash', amount: 250, base: 0 },
  ])
})

/** Every explanation that an example of our documents shows. */
const explanations = (value: unknown): readonly Explained[] => {
  if (typeof value !== 'object' || value === null) return []
  const own = 'payers' in value && 'steps' in value ? [value as Explained] : []
  return [...own, ...Object.values(value).flatMap(explanations)]
}

test('a real explanation’s payers sum to its total, so that its waterfall ends at zero', () => {
  const file = new URL('../../../docs/examples/settlement-hospital.json', import.meta.url)
  const found = explanations(JSON.parse(readFileSync(file, 'utf8')))
  expect(found.length).toBeGreaterThan(0)
  for (const { payers, steps } of found) {
    expect(barsOf(payers).at(-1)?.base).toBe(0)
    expect(steps.every(({ article, rules, rooms }) => article && rules && rooms)).toBe(true)
  }
})

const labels = { outOfScope: 'out of scope', rest: 'rest', burden: 'borne by the patient' }

test('a claim of 10,000 falls by its steps: 1,300 out of scope, 600 deductible, 7,290 of the pool, 810 by share, to 2,710 of cash', () => {
  const file = new URL('../../../docs/examples/settlement-hospital.json', import.meta.url)
  const [claim] = explanations(JSON.parse(readFileSync(file, 'utf8'))).filter(
    ({ payers }) => payers.total.amount === 1_000_000,
  )
  const bars = claim && stepBarsOf(claim, labels)
  expect(bars?.map(({ amount, base, side }) => [amount, base, side])).toEqual([
    [1_000_000, 0, 'sum'],
    [130_000, 870_000, 'patient'],
    [60_000, 810_000, 'patient'],
    [729_000, 81_000, 'fund'],
    [81_000, 0, 'patient'],
    [271_000, 0, 'sum'],
    [271_000, 0, 'patient'],
  ])
})

test('a claim whose steps are others, such as one at a fixed rate, has no bars by steps', () => {
  const share = (name: string, amount: number) => ({ name, label: name, amount })
  const fixed = {
    title: 'x',
    steps: [{ step: 'fixed', title: 'rate', text: '', amount: 100, article: '', rules: [], rooms: [] }],
    payers: { total: share('total', 100), terms: [share('basic', 100)] },
  }
  expect(stepBarsOf(fixed, labels)).toBeUndefined()
})

test('a pool that pays a least amount pays the deductible with it, and no bar falls below nothing', () => {
  const share = (name: string, amount: number) => ({ name, label: name, amount })
  const step = (name: string, amount: number) => ({
    ...{ step: name, title: name, text: '', amount, article: '', rules: [], rooms: [] },
  })
  const least = {
    title: 'x',
    steps: [step('split', 438_320), step('deductible', 105_000), step('floor', 438_320)],
    payers: { total: share('total', 1_262_720), terms: [share('basic', 438_320), share('cash', 824_400)] },
  }
  expect(stepBarsOf(least, labels)?.map(({ label, amount, base }) => [label, amount, base])).toEqual([
    ['total', 1_262_720, 0],
    ['out of scope', 824_400, 438_320],
    ['basic', 438_320, 0],
    ['borne by the patient', 824_400, 0],
    ['cash', 824_400, 0],
  ])
})
