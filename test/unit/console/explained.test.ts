import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { barsOf, type Explained } from '../../../console/src/desks/claims/explained.ts'

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
