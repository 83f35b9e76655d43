import { expect, test } from 'vitest'
import { type Execution, executedShare } from '../../../console/src/desks/overview/execution.ts'
import { flowsOf, nodesOf } from '../../../console/src/desks/overview/money-flows.ts'
import { shadeOf, tiles } from '../../../console/src/desks/overview/tiles.ts'
import { cities } from '../../../shared/kernel/divisions.ts'

const line = (name: string, kind: string, budget: number, executed: number) => ({
  ...{ line: name, chinese: name, kind, budget, executed },
})

const city = (lines: Execution['lines']): Execution => ({
  ...{ city: '340100', opening: 0, income: 0, expenditure: 0, current: 0, closing: 0 },
  ...{ monthsPayable: 6, pace: null, warnings: [], lines },
})

const names = {
  fund: 'fund',
  kept: 'kept',
  drawn: 'drawn',
  levy: 'levy',
  allocation: 'allocation',
  line: (each: { readonly line: string }) => each.line,
}

test('every city has a tile of its own', () => {
  expect(Object.keys(tiles).sort()).toEqual(cities.map(({ code }) => code).sort())
  expect(new Set(Object.values(tiles).map(String)).size).toBe(cities.length)
})

test('money flows from what was paid in, over all cities, to what was paid out and what was kept', () => {
  const both = [
    city([line('premiums', 'income', 0, 700), line('benefits', 'expenditure', 0, 600)]),
    city([line('premiums', 'income', 0, 300), line('levy', 'expenditure', 0, 100)]),
  ]
  expect(flowsOf(both, names)).toEqual([
    { source: 'premiums', target: 'fund', value: 1000 },
    { source: 'fund', target: 'benefits', value: 600 },
    { source: 'fund', target: 'levy', value: 100 },
    { source: 'fund', target: 'kept', value: 300 },
  ])
})

test('what cities remit to the adjustment fund and get of it flows under its own name, and opens its lists', () => {
  const both = [
    city([line('premiums', 'income', 0, 900), line('upper-level-remittance', 'expenditure', 0, 50)]),
    city([line('upper-level-subsidy', 'income', 0, 30), line('benefits', 'expenditure', 0, 400)]),
  ]
  expect(flowsOf(both, names)).toContainEqual({ source: 'fund', target: 'levy', value: 50 })
  expect(flowsOf(both, names)).toContainEqual({ source: 'allocation', target: 'fund', value: 30 })
  const doors = new Map(nodesOf(both, names).map(({ name, door }) => [name, door]))
  expect([doors.get('levy'), doors.get('allocation')]).toEqual([{ to: 'levies' }, { to: 'allocations' }])
})

test('each node carries its sum, and a line opens in the city that has most of it', () => {
  const lesser = city([line('premiums', 'income', 0, 300)])
  const larger = { ...city([line('premiums', 'income', 0, 700)]), city: '341200' }
  const nodes = nodesOf([lesser, larger], names)
  expect(nodes).toContainEqual({
    ...{ name: 'premiums', value: 1000, door: { to: 'line', line: 'premiums', city: '341200' } },
  })
  expect(nodes).toContainEqual({ name: 'fund', value: 1000, door: { to: 'execution' } })
})

test('what spending exceeds income by was drawn from what was kept before', () => {
  const one = [city([line('premiums', 'income', 0, 100), line('benefits', 'expenditure', 0, 160)])]
  expect(flowsOf(one, names)).toContainEqual({ source: 'drawn', target: 'fund', value: 60 })
})

test('a side is executed by its own lines, and by nothing where nothing is planned', () => {
  const one = city([line('premiums', 'income', 200, 100), line('benefits', 'expenditure', 0, 5)])
  expect(executedShare(one, 'income')).toBe(0.5)
  expect(executedShare(one, 'expenditure')).toBeUndefined()
})

test('a city is shaded by its months, and grey where they are not known', () => {
  expect(shadeOf(0.9)).not.toEqual(shadeOf(1))
  expect(shadeOf(6)).toEqual(shadeOf(8.9))
  expect(shadeOf(null).ground).toBe('#f0f2f5')
})
