import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { RunUnit } from '#shared/edge/runs/run.ts'
import { readRun } from '#shared/edge/runs/run.ts'
import type { Store } from '#shared/edge/store/store.ts'
import type { RecordedItem } from '#shared/kernel/invariant.ts'
import { startDynamo } from '#test/support/dynamodb.ts'
import { reverseClaim } from '../../../../services/settlement/claim/reverse-claim.ts'
import { listedKey } from '../../../../services/settlement/insured-year/records/person-lists.ts'
import { newInsuredYear } from '../../../../services/settlement/insured-year/rules/insured-year.ts'
import { priceUnit } from '../../../../services/settlement/pricing/pricing-unit.ts'
import { effectOn, pricedKinds } from '../../../../services/settlement/pricing/rules/price.ts'
import type { Office } from '../correction/office.ts'
import { drain, effectsOver, openOffice } from '../correction/office.ts'
import { spellOf } from '../province.ts'
import {
  drainPricing,
  fivePoints,
  insured,
  poolForStays,
  proposal,
  settleCare,
  start,
  stayed,
  told,
} from './rule-book.ts'

let dynamo: Awaited<ReturnType<typeof startDynamo>>
let tables = 0
let office: Office

/** Everything but what runs record of their own. */
const recordedOf = (items: readonly RecordedItem[]): readonly RecordedItem[] =>
  items
    .filter(({ pk }) => !pk.startsWith('RUN#') && !pk.startsWith('RUNS#'))
    .sort((a, b) => (a.pk + a.sk < b.pk + b.sk ? -1 : 1))

/** What the rule book's claims come to, whatever happens to the run. */
const expectFivePoints = async (runId: string): Promise<void> => {
  const price = await office.effects.pricings.readPrice(runId)
  expect(price).toMatchObject({ persons: 7, claims: 8, changed: 5 })
  expect(price.care.inpatient.recorded).toEqual(price.care.inpatient.inForce)
  expect(price.care.inpatient.inForce.basic).toBe(poolForStays)
  expect(effectOn(price, 'inpatient')).toEqual({
    ...{ basic: fivePoints.pool, seriousIllness: fivePoints.seriousIllness, medicalAid: 0, supplement: 0 },
    ...{ account: 0, cash: -fivePoints.pool - fivePoints.seriousIllness },
  })
  expect(await readRun(office.store, runId)).toMatchObject({ units: 16, done: 16, status: 'done' })
  expect(await told(office)).toHaveLength(1)
}

beforeAll(async () => {
  dynamo = await startDynamo()
})
afterAll(() => dynamo.stop())
beforeEach(async () => {
  tables += 1
  office = await openOffice(dynamo, `pricings-${tables}`)
})
afterEach(async () => {
  expect(await office.violations()).toEqual([])
})

describe('a pricing', () => {
  it('judges everyone of the fund again, to the fen, and moves nothing', async () => {
    await settleCare(office)
    const before = recordedOf(await office.items())
    const runId = await start(office.effects)
    await drainPricing(office.units, office.effects)
    await expectFivePoints(runId)
    expect(recordedOf(await office.items())).toEqual(before)
  })

  it('is told once, with what was asked and what came out', async () => {
    await settleCare(office)
    const runId = await start(office.effects)
    await drainPricing(office.units, office.effects)
    const [event] = await told(office)
    const { changes: _, pricedOn, ...asked } = proposal
    expect(event).toMatchObject({
      ...{ id: `pricing:${runId}`, occurredOn: pricedOn },
      data: {
        ...{ ...asked, pricingId: runId, persons: 7, claims: 8, changed: 5 },
        care: {
          inpatient: {
            inForce: { basic: poolForStays },
            proposed: { basic: poolForStays + fivePoints.pool },
          },
          outpatient: { inForce: { basic: 6_000 }, proposed: { basic: 6_000 } },
          chronic: { inForce: { basic: 0 }, proposed: { basic: 0 } },
        },
      },
    })
  })

  it('of the plans in force is exactly nothing', async () => {
    await settleCare(office)
    const unchanged = [[], [{ layer: 'inpatient', figures: [] }] as const]
    for (const [index, changes] of unchanged.entries()) {
      const runId = await start(office.effects, `same-${index}`, { changes })
      await drainPricing(office.units, office.effects)
      const price = await office.effects.pricings.readPrice(runId)
      expect(price).toMatchObject({ persons: 7, claims: 8, changed: 0 })
      for (const kind of pricedKinds) {
        expect(price.care[kind].inForce).toEqual(price.care[kind].recorded)
        expect(new Set(Object.values(effectOn(price, kind)))).toEqual(new Set([0]))
      }
    }
  })

  it('of a person who moved counts the claims of the fund, and of one whose claim is reversed none', async () => {
    await settleCare(office)
    await insured(office, 'moved', [
      spellOf('resident', '2025-01-01', '2025-06-30', '340200'),
      spellOf('resident', '2025-07-01', '2025-12-31'),
    ])
    await stayed(office, 'moved', '03', 1_000_000)
    await stayed(office, 'moved', '09', 1_000_000)
    await insured(office, 'cured')
    const claimId = await stayed(office, 'cured', '03', 1_000_000)
    const reversal = { claimId, key: 'V1', today: '2025-12-01' }
    await reverseClaim(reversal, () => true, office.effects)
    const runId = await start(office.effects)
    await drainPricing(office.units, office.effects)
    const price = await office.effects.pricings.readPrice(runId)
    expect(price).toMatchObject({ persons: 9, claims: 9, changed: 6 })
    expect(effectOn(price, 'inpatient').basic).toBe(fivePoints.pool + 47_500)
  })

  it('goes through a list page by page', async () => {
    const listOf = (personId: string) => listedKey(newInsuredYear(personId, 2025), { isDue: false }).gsi1pk
    const candidates = Array.from({ length: 500 }, (_, number) => `P${number}`)
    const inOneList = candidates.filter((personId) => listOf(personId) === listOf('P0')).slice(0, 25)
    for (const personId of inOneList) {
      await insured(office, personId)
      await office.visit(personId, '2025-03-10', 100)
    }
    const change = { layer: 'outpatient', figures: [{ at: '/pays', was: 0.6, becomes: 0.65 }] } as const
    const runId = await start(office.effects, 'P1', { changes: [change] })
    await drainPricing(office.units, office.effects, 2)
    const price = await office.effects.pricings.readPrice(runId)
    expect(price).toMatchObject({ persons: 25, claims: 25, changed: 25 })
    expect(effectOn(price, 'outpatient').basic).toBe(25 * 500)
  })

  it('meets a person once who becomes due, or is no longer due, while the list is read', async () => {
    const listOf = (personId: string) => listedKey(newInsuredYear(personId, 2025), { isDue: false }).gsi1pk
    const candidates = Array.from({ length: 500 }, (_, number) => `P${1000 + number}`)
    const inOneList = candidates.filter((personId) => listOf(personId) === listOf('P1000')).slice(0, 30)
    const [first = '', last = ''] = [inOneList[0], inOneList.at(-1)]
    for (const personId of inOneList) {
      await insured(office, personId)
      await office.visit(personId, '2025-03-10', 100)
    }
    await office.visit(last, '2025-01-10', 10)
    const runId = await start(office.effects)
    const pages: string[] = []
    for (let unit = office.units.shift(); unit; unit = office.units.shift()) {
      await priceUnit(unit, office.effects)
      const { cursor } = office.units.at(-1)?.input ?? {}
      if (typeof cursor !== 'string' || pages.includes(cursor)) continue
      pages.push(cursor)
      await office.visit(first, '2025-02-10', 10)
      const late = { cause: 'late-claim', persons: [last], preview: false } as const
      const corrections: RunUnit[] = []
      await office.start('K1', late, effectsOver(office.store, corrections))
      await drain(corrections, office.effects)
    }
    expect(pages).toHaveLength(1)
    const price = await office.effects.pricings.readPrice(runId)
    expect(price).toMatchObject({ persons: 30, claims: 31 })
  })

  it('of a plan that says nothing of some claim fails with the reason, and is not told', async () => {
    await settleCare(office)
    const plan = { deductible: 0, pays: [{ when: { level: 1 }, ratio: 0.6 }], ceiling: 150 }
    const runId = await start(office.effects, 'P1', { changes: [{ layer: 'outpatient', plan }] })
    await drainPricing(office.units, office.effects)
    const { fault } = await office.effects.pricings.readPrice(runId)
    expect(fault).toMatchObject({ code: 'plan.no-row' })
    expect(await told(office)).toEqual([])
  })

  it('under the id of another is refused', async () => {
    await start(office.effects)
    await expect(start(office.effects, 'P1', { changes: [] })).rejects.toMatchObject({
      code: 'run.other-parameters',
    })
  })
})

describe('a pricing that is cut off or repeated comes to the same', () => {
  // Its writes: the run, each of sixteen units, what they come to together.
  it.each([1, 2, 9, 16, 17, 18])(
    'when the function is killed after its write number %i',
    async (survived) => {
      await settleCare(office)
      let left = survived
      const write: Store['write'] = async (writes) => {
        const written = await office.store.write(writes)
        left -= 1
        if (left === 0) throw new Error('killed')
        return written
      }
      const killed = effectsOver({ ...office.store, write }, office.units)
      const cutOff = async () => {
        await start(killed)
        await drainPricing(office.units, killed)
      }
      await expect(cutOff()).rejects.toThrow('killed')
      office.units.length = 0
      const runId = await start(office.effects)
      await drainPricing(office.units, office.effects)
      await expectFivePoints(runId)
    },
  )

  it('when every message comes twice, and when it is asked for twice', async () => {
    await settleCare(office)
    const runId = await start(office.effects)
    await start(office.effects)
    await drainPricing(office.units, office.effects, 2)
    await expectFivePoints(runId)
  })

  it('when two functions work on it at the same instant', async () => {
    await settleCare(office)
    const runId = await start(office.effects)
    const twice = [...office.units]
    await Promise.all([
      drainPricing(office.units, office.effects),
      drainPricing(twice, effectsOver(office.store, [])),
    ])
    await expectFivePoints(runId)
  })
})
