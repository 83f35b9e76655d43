import { expect, test } from 'vitest'
import type { Outcome } from '../../simulation/outage/day-of-outage.ts'
import type { Outcome as Deadly } from '../../simulation/outage/deadly-message.ts'
import { computed, limits } from '../../simulation/outage/limits.ts'
import type { Restored } from '../../simulation/restore/restore-each.ts'
import { lived } from './lived.ts'

const patience = 300_000

test('a day without a right to any table makes no dead letters; every claim is posted, every year known', {
  timeout: patience,
}, async () => {
  const outcome = await lived<Outcome>('outage', 'rights')
  expect(outcome.queues.reduce((sum, { waited }) => sum + waited, 0)).toBeGreaterThan(100)
  expect(outcome).toMatchObject({ deadLetters: 0, violations: [] })
  expect(outcome.counted).toEqual({ postings: outcome.claims, entitled: outcome.payments })
})

test('what decides a hospital’s answer drains before what only counts', { timeout: patience }, async () => {
  const { queues, deadLetters } = await lived<Outcome>('outage', 'delivery')
  expect(deadLetters).toBe(0)
  const emptyAfter = (name: string) =>
    queues.find(({ queue }) => queue === name)?.emptyAfterSeconds ?? Number.POSITIVE_INFINITY
  for (const decisive of ['enrollment/inbox', 'contribution/inbox', 'settlement/inbox'])
    expect(emptyAfter(decisive)).toBeLessThanOrEqual(emptyAfter('settlement/counting'))
})

test('an event that ends its consumer holds up none that came with it, and makes no dead letter of one', {
  timeout: patience,
}, async () => {
  const { minutes, isHealed, deadLetters, ends } = await lived<Deadly>('deadly', 'event')
  expect(ends).toBeGreaterThan(2)
  expect(minutes).toHaveLength(9)
  expect(Math.max(...minutes)).toBeLessThan(30)
  expect({ deadLetters, isHealed }).toEqual({ deadLetters: 0, isHealed: true })
})

test('a day on which no worker has a right to any table makes no dead letters; every unit is done', {
  timeout: patience,
}, async () => {
  type Units = { readonly waited: number; readonly billed: number; readonly deadLetters: number }
  const { waited, billed, deadLetters } = await lived<Units>('deadly', 'units')
  expect(waited).toBeGreaterThan(0)
  expect({ billed, deadLetters }).toEqual({ billed: 10, deadLetters: 0 })
})

test('at its full size a day stays within what SQS carries', () => {
  const { inFlight, receives, carriedDays } = computed(24)
  expect(inFlight).toBeLessThan(limits.inFlight)
  expect(receives).toBeLessThan(limits.receives)
  expect(carriedDays).toBeGreaterThan(9)
  expect(carriedDays).toBeLessThanOrEqual(limits.keptDays)
})

test('a table restored beside itself finds with the others what they recorded for it; verify names the rest', {
  timeout: patience,
}, async () => {
  const restored = await lived<Restored[]>('restore')
  const of = (service: string) => restored.find((each) => each.service === service) as Restored
  expect(restored.flatMap(({ failed }) => failed)).toEqual([])
  const budget = of('budget')
  expect(budget.items.then).toBeLessThan(budget.items.now)
  expect(budget.found['claim-posted']).toBeGreaterThan(0)
  expect(budget.rest).toEqual([])
  // What settlement recorded by itself no other can bring back; the ledger knows of each claim.
  const settlement = of('settlement')
  expect(settlement.rest).not.toEqual([])
  expect(settlement.rest.filter((what) => !what.startsWith('cross.claims-in-ledger'))).toEqual([])
})
