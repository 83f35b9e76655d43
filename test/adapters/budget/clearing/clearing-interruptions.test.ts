import { describe, expect, it } from 'vitest'
import type { SettledClaim } from '#shared/contracts/settlement.ts'
import type { RecordedItem } from '#shared/kernel/invariant.ts'
import { eachTestItsTable } from '../../../support/dynamodb.ts'
import type { Office } from '../office.ts'
import { openOffice, violationsIn } from '../office.ts'
import {
  advance,
  assess,
  claims,
  lock,
  onDay,
  openYear,
  post,
  propose,
  settle,
  settledYear,
} from './cleared-year.ts'

let office: Office
const openAnother = eachTestItsTable((dynamo, table) => {
  office = openOffice(dynamo.connect(), table)
})

const recordedIn = async (at: Office): Promise<RecordedItem[]> =>
  (await at.recorded()).sort((a, b) => (`${a.pk} ${a.sk}` < `${b.pk} ${b.sk}` ? -1 : 1))

/** Does a step until it comes through, killed after its first write, then after its second, and so on. */
const insist = async (step: (at: Office) => Promise<{ status: number }>): Promise<number> => {
  for (let deaths = 0; ; deaths += 1) {
    office.crashAfter(deaths + 1)
    office.units.splice(0)
    const came = await step(office).then(
      ({ status }) => status < 500,
      () => false,
    )
    office.crashAfter(Number.POSITIVE_INFINITY)
    if (came) return deaths
  }
}

/** Every step of a year from the advance to the locked clearing, with money for some of the orders only. */
const steps = [
  advance,
  async (at: Office) => ({ status: (await post(at, claims)) ? 200 : 500 }),
  (at: Office) => settle(at),
  (at: Office) => assess(at),
  propose,
  (at: Office) => lock(at),
]

describe('a year that is settled and cleared', () => {
  it('ends in the same books when each step is killed after one write after the other', async () => {
    await openYear(office, 3_400_000)
    for (const step of steps) await step(office)
    const uninterrupted = await recordedIn(office)
    expect(uninterrupted.filter(({ state }) => state === 'awaiting-funds')).not.toEqual([])

    await openAnother()
    await openYear(office, 3_400_000)
    const deaths = []
    for (const step of steps) deaths.push(await insist(step))
    expect(Math.min(...deaths)).toBeGreaterThanOrEqual(1)
    expect(await recordedIn(office)).toEqual(uninterrupted)
    expect(await violationsIn(office)).toEqual([])
  })

  it('ends in the same books when every unit is delivered three times at once', async () => {
    const thrice = async (path: string, body: Readonly<Record<string, unknown>>) => {
      const by = path === '/clearing-locks' ? 'checker' : 'maker'
      const send = () => office.post(by, path, body)
      await (path === '/clearings' ? onDay(String(body.on), send) : send())
      const units = office.units.splice(0)
      await Promise.all([...units, ...units, ...units].map((unit) => office.does(unit)))
    }
    const fundYear = { city: '340100', scheme: 'employee', year: 2025 }
    await settledYear(office)
    for (const step of [assess, propose]) await step(office)
    await lock(office)
    const once = await recordedIn(office)

    await openAnother()
    await openYear(office)
    await thrice('/advances', { ...fundYear, on: '2025-01-05' })
    await post(office, claims)
    await thrice('/monthly-settlements', {
      city: '340100',
      scheme: 'employee',
      month: '2025-12',
      on: '2026-01-10',
    })
    await thrice('/assessments', { ...fundYear, on: '2026-02-01' })
    await thrice('/clearings', { ...fundYear, on: '2026-03-01' })
    await thrice('/clearing-locks', { ...fundYear, on: '2026-03-20' })
    expect(await recordedIn(office)).toEqual(once)
  })

  it('comes to the same whatever order its claims arrived in', async () => {
    const clearedOf = async (arrived: readonly SettledClaim[]) => {
      await openYear(office)
      await advance(office)
      for (const claim of arrived) await post(office, [claim])
      await settle(office)
      await assess(office)
      await propose(office)
      return (await recordedIn(office)).filter(({ kind }) => kind === 'clearing-statement')
    }
    const forwards = await clearedOf(claims)
    await openAnother()
    expect(await clearedOf(claims.toReversed())).toEqual(forwards)
  })
})
