import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  catalogueCsv,
  contribution,
  entitlement,
  entitlementOf,
  importCatalogue,
  registerHospital,
  spellOf,
  stay,
  visit,
} from '../province.ts'
import type { Service } from '../service.ts'
import { startService, tokens, usageOf, violationsIn } from '../service.ts'

let service: Service
const send = (path: string, key: string, body: object) =>
  service.call(tokens.hospital, 'POST', path, { key, body })
const settle = (key: string, body: object) => send('/claims', key, body)

beforeAll(async () => {
  service = await startService()
  await importCatalogue(service, 'catalogue-1', catalogueCsv)
  await registerHospital(service, 'H34010000001')
})
afterAll(async () => {
  expect(await violationsIn(service)).toEqual([])
  await service.stop()
})

describe('a claim that comes again', () => {
  it.each([
    ['of a visit', visit('P1', '2025-03-01', 10_000)],
    ['of a stay', stay('P1', '2025-04-01', '2025-04-09')],
  ])('%s costs one read unit in one round trip, and no write', async (name, body) => {
    await service.deliver(entitlement('P1', 1, [spellOf('employee', '2025-01-01', '2025-12-31')]))
    const first = await settle(name.replace(/ /g, '-'), body)
    expect(first.status).toBe(201)
    const usage = await usageOf(async () => {
      expect(await settle(name.replace(/ /g, '-'), body)).toEqual(first)
    })
    expect(usage).toMatchObject([{ operation: 'repeat-claim', ReadUnits: 1, WriteUnits: 0, RoundTrips: 1 }])
  })
})

describe('a stay across the year’s end', () => {
  const across = stay('P2', '2024-12-28', '2025-01-05')

  it('reads the year it began in too, by one query: two round trips, half a read unit', async () => {
    await service.deliver(entitlement('P2', 1, [spellOf('employee', '2025-01-01', '2025-12-31')]))
    const [usage] = await usageOf(async () => {
      expect((await settle('across', across)).status).toBe(201)
    })
    expect(usage).toMatchObject({ operation: 'settle-claim', RoundTrips: 2, ReadUnits: 0.5, WriteUnits: 8 })
  })

  it('that comes again costs one read unit in two round trips, and no write', async () => {
    const first = await settle('across', across)
    const usage = await usageOf(async () => {
      expect(await settle('across', across)).toEqual(first)
    })
    expect(usage).toMatchObject([{ operation: 'repeat-claim', ReadUnits: 1, WriteUnits: 0, RoundTrips: 2 }])
  })

  it('that comes again with other content is refused, at no write', async () => {
    const usage = await usageOf(async () => {
      const { body } = await settle('across', { ...across, admittedOn: '2024-12-29' })
      expect(body.code).toBe('claim.other-payload')
    })
    expect(usage).toMatchObject([{ operation: 'refuse-claim', ReadUnits: 1, WriteUnits: 0 }])
  })

  it('is not settled under an id that another claim has, though none of its years names that', async () => {
    await service.deliver(entitlement('P4', 1, [spellOf('employee', '2025-01-01', '2025-12-31')]))
    await settle('taken', visit('P4', '2025-03-01', 10_000))
    const before = await service.items()
    expect((await settle('taken', across)).body.code).toBe('claim.other-payload')
    expect(await service.items()).toEqual(before)
  })

  it('is found by a stay of the old year that is settled after it', async () => {
    await service.deliver(entitlementOf(2024, 'P2', [spellOf('employee', '2024-01-01', '2024-12-31')]))
    const late = { ...stay('P2', '2024-12-20', '2024-12-30'), settledOn: '2025-01-20' }
    const refused = await settle('late', late)
    expect([refused.body.code, refused.body.field]).toEqual(['claim.overlapping-stay', 'admittedOn'])
  })
})

describe('a stay of the first days of a year', () => {
  it('that the plan may count as one with a stay of December reads that year too; the next day it does not', async () => {
    await service.deliver(entitlement('P5', 1, [spellOf('employee', '2025-01-01', '2025-12-31')]))
    const usage = await usageOf(async () => {
      await settle('first-day', stay('P5', '2025-01-01', '2025-01-02'))
      await settle('second-day', stay('P5', '2025-01-02', '2025-01-03'))
    })
    expect(usage).toMatchObject([
      { operation: 'settle-claim', RoundTrips: 2, ReadUnits: 0.5, WriteUnits: 8 },
      { operation: 'settle-claim', RoundTrips: 2, ReadUnits: 1, WriteUnits: 6 },
    ])
  })
})

describe('a refusal', () => {
  it('is given on a consistent read only: what an eventual one finds missing is read again', async () => {
    const usage = await usageOf(async () => {
      const { body } = await settle('refused', visit('nobody', '2025-03-01', 10_000))
      expect(body.code).toBe('person.not-entitled')
    })
    const [refused] = usage.filter(({ operation }) => operation === 'refuse-claim')
    // Claim and year eventually (2 × ½), then consistently (2 × 1), and whether the visit is settled (1).
    expect(refused).toMatchObject({ RoundTrips: 2, ReadUnits: 4, WriteUnits: 0 })
  })
})

describe('a preview', () => {
  /** Everything but how often hospitals asked for persons. */
  const recorded = async () => (await service.items()).filter(({ kind }) => kind !== 'look-ups')

  it('is the settlement that follows it, whatever came before, and writes nothing but its count', async () => {
    await service.deliver(
      entitlement('P3', 1, [spellOf('employee', '2025-01-01', '2025-12-31')]),
      contribution('E-3-2025-01', [{ personId: 'P3', account: 50_000 }]),
    )
    let day = 0
    const anyClaim = fc.record({
      isStay: fc.boolean(),
      amount: fc.integer({ min: 1, max: 3_000_000 }),
      useAccount: fc.boolean(),
      referred: fc.boolean(),
      settles: fc.boolean(),
    })
    await fc.assert(
      fc.asyncProperty(anyClaim, async ({ isStay, amount, useAccount, referred, settles }) => {
        day += 1
        const on = new Date(Date.UTC(2025, 0, 1 + day)).toISOString().slice(0, 10)
        const { lines, total } = visit('P3', on, amount)
        const body = isStay
          ? { ...stay('P3', on, on), lines, total, useAccount, referred }
          : { ...visit('P3', on, amount), useAccount, referred }
        const before = await recorded()
        const preview = await send('/claims/preview', `P-${day}`, body)
        expect(await recorded()).toEqual(before)
        if (!settles) return
        const settled = await settle(`P-${day}`, body)
        expect([preview.status, settled.status]).toEqual([200, 201])
        const { hints, ...claim } = preview.body
        expect(claim).toEqual(settled.body)
        expect(hints).toBeInstanceOf(Array)
      }),
      { numRuns: 40 },
    )
  })
})
