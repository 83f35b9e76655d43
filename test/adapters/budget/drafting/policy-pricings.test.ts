import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { PolicyChangePriced } from '#shared/contracts/settlement.ts'
import { policyChangePriced } from '#shared/contracts/settlement.ts'
import { startDynamo } from '#test/support/dynamodb.ts'
import { openOffice as openSettlement } from '../../settlement/correction/office.ts'
import {
  drainPricing,
  fivePoints,
  poolForStays,
  proposal,
  settleCare,
  start,
  told,
} from '../../settlement/pricing/rule-book.ts'
import type { Office } from '../office.ts'
import { openOffice, violationsIn } from '../office.ts'

let dynamo: Awaited<ReturnType<typeof startDynamo>>
let tables = 0
let office: Office
let event: { id: string; occurredOn: string; data: PolicyChangePriced }

const fund = { city: '340100', scheme: 'resident' } as const
const list = '/policy-pricings/340100/resident'

/** Last year's stays and visit as the rule book has them, and as many insured as then. */
const draft = (effects: readonly object[]) =>
  office.post('maker', '/drafts', {
    ...{ ...fund, year: 2026, effects, opening: { pooled: 0, account: 0 } },
    insured: [2025, 2026].map((year) => ({ year, heads: [0, 800, 200] })),
    actuals: [{ year: 2025, amounts: { inpatient: poolForStays, outpatient: 6_000 } }],
  })

type Line = { readonly line: string; readonly amount: number; readonly steps: readonly unknown[] }
const lineOf = ({ lines }: Record<string, unknown>, name: string) =>
  (lines as readonly Line[]).find(({ line }) => line === name)

beforeAll(async () => {
  dynamo = await startDynamo()
  const settlement = await openSettlement(dynamo, 'settlement')
  await settleCare(settlement)
  await start(settlement.effects)
  await drainPricing(settlement.units, settlement.effects)
  const [only, ...others] = await told(settlement)
  if (!only || others.length > 0) throw new Error('a pricing is told once')
  event = only
}, 60_000)
afterAll(() => dynamo.stop())
beforeEach(async () => {
  tables += 1
  await dynamo.createTable(`budget-${tables}`, ['gsi1'])
  office = openOffice(dynamo.connect(), `budget-${tables}`)
})

describe('a policy change that was priced on last year’s claims', () => {
  it('moves the line of the draft by what it costs to the fen, and the step says how that is known', async () => {
    expect(await office.deliver(policyChangePriced, event)).toBe(true)
    const { status, body } = await draft([{ pricing: event.data.pricingId }])
    expect(status).toBe(200)
    const line = lineOf(body, 'inpatient')
    expect(line?.amount).toBe(poolForStays + fivePoints.pool)
    expect(line?.steps.at(-1)).toEqual({
      rule: 'policy-change-priced',
      given: {
        ...{ before: poolForStays, pricing: event.data.pricingId, title: proposal.title, year: 2025 },
        ...{ holdsFrom: '2026-01-01', claims: 8, changed: 5, old: poolForStays },
        ...{ new: poolForStays + fivePoints.pool, amount: fivePoints.pool },
      },
      gives: poolForStays + fivePoints.pool,
    })
    expect(lineOf(body, 'outpatient')?.amount).toBe(6_000)
    expect(body.table).toMatchObject({ expenditure: { inpatient: poolForStays + fivePoints.pool } })
  })

  it('stands beside effects that are given with their source', async () => {
    await office.deliver(policyChangePriced, event)
    const given = { line: 'inpatient', amount: -100_00, source: 'fewer beds' }
    const { body } = await draft([given, { pricing: event.data.pricingId }])
    const line = lineOf(body, 'inpatient')
    expect(line?.amount).toBe(poolForStays - 100_00 + fivePoints.pool)
    expect(line?.steps.slice(-2)).toMatchObject([{ rule: 'policy-change' }, { rule: 'policy-change-priced' }])
  })

  it('is kept once, however often and late it comes', async () => {
    const early = await draft([{ pricing: event.data.pricingId }])
    expect([early.status, early.body.code]).toEqual([422, 'draft.pricing-unknown'])
    const later = { ...event, id: 'pricing:P2', data: { ...event.data, pricingId: 'P2' } }
    await office.deliver(policyChangePriced, later)
    await Promise.all([1, 2, 3].map(() => office.deliver(policyChangePriced, event)))
    expect((await office.recorded()).filter(({ kind }) => kind === 'policy-pricing')).toHaveLength(2)
    expect((await draft([{ pricing: event.data.pricingId }])).status).toBe(200)
    expect(await violationsIn(office)).toEqual([])
  })

  it('survives a crash right after it was kept', async () => {
    office.crashAfter(1)
    expect(await office.deliver(policyChangePriced, event)).toBe(false)
    expect(await office.deliver(policyChangePriced, event)).toBe(true)
    expect((await office.recorded()).filter(({ kind }) => kind === 'policy-pricing')).toHaveLength(1)
  })

  it('is listed for its city, by line, with what it spares other funds', async () => {
    await office.deliver(policyChangePriced, event)
    const { body } = await office.get('maker', list)
    expect(body.pricings).toMatchObject([
      {
        ...{ pricingId: event.data.pricingId, title: proposal.title, pricedOn: '2025-12-20', claims: 8 },
        lines: [
          { line: 'inpatient', old: poolForStays, effect: fivePoints.pool },
          { line: 'outpatient', old: 6_000, new: 6_000, effect: 0 },
        ],
        otherFunds: { seriousIllness: fivePoints.seriousIllness, medicalAid: 0, supplement: 0 },
      },
    ])
    expect((await office.get('otherCity', list)).status).toBe(403)
    expect((await office.get('province', '/policy-pricings/340200/resident')).body.pricings).toEqual([])
  })

  it('is refused where it is of another fund, named twice, or holds only after the year', async () => {
    const elsewhere = { ...event, data: { ...event.data, city: '340200' as const } }
    await office.deliver(policyChangePriced, elsewhere)
    const { pricingId } = event.data
    expect((await draft([{ pricing: pricingId }])).body.code).toBe('draft.pricing-unknown')
    await office.deliver(policyChangePriced, event)
    const twice = [{ pricing: pricingId }, { pricing: pricingId }]
    expect((await draft(twice)).body.code).toBe('draft.pricing-twice')
    const later = { ...event.data, pricingId: 'P3', holdsFrom: '2027-01-01' }
    await office.deliver(policyChangePriced, { ...event, id: 'pricing:P3', data: later })
    expect((await draft([{ pricing: 'P3' }])).body.code).toBe('draft.pricing-later')
  })
})
