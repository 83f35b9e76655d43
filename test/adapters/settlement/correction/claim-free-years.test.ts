import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Entitlement } from '#shared/contracts/enrollment.ts'
import type { RecordedItem } from '#shared/kernel/invariant.ts'
import { startDynamo } from '#test/support/dynamodb.ts'
import { ceilingAdditions } from '../../../../cli/verify/cross/ceiling-additions.ts'
import type { ClaimRequest } from '../../../../services/settlement/claim/claim-request.ts'
import { reverseClaim } from '../../../../services/settlement/claim/reverse-claim.ts'
import { settleClaim } from '../../../../services/settlement/claim/settle-claim.ts'
import { startCorrection } from '../../../../services/settlement/correction/start-correction.ts'
import { replaceEntitlements } from '../../../../services/settlement/entitlement/replace-entitlements.ts'
import { spellOf, visit } from '../province.ts'
import type { Office } from './office.ts'
import { drain, openOffice } from './office.ts'

let dynamo: Awaited<ReturnType<typeof startDynamo>>
let tables = 0
let office: Office

beforeAll(async () => {
  dynamo = await startDynamo()
})
afterAll(() => dynamo.stop())
beforeEach(async () => {
  tables += 1
  office = await openOffice(dynamo, `claim-free-${tables}`)
  await tellYears(2025, 2026)
})

const yearTold = (year: number): Entitlement => ({
  ...{ personId: 'P1', year, version: 1, changedOn: `${year}-01-01`, birthOn: '1980-05-01', sex: 'female' },
  spells: [spellOf('resident', `${year}-01-01`, `${year}-12-31`)],
  countedYears: year - 2024,
})
const tellYears = (...years: number[]) =>
  replaceEntitlements({ data: { persons: years.map(yearTold) } }, office.effects)

const settled = async (claim: object, settledOn: string): Promise<string> => {
  const msgid = `${JSON.stringify(claim).length}-${settledOn}`
  const decision = await settleClaim(
    { ...claim, msgid, settledOn } as unknown as ClaimRequest,
    office.effects,
  )
  if (decision.status === 'refused') throw new Error(decision.refusal.code)
  return decision.value.claim.claimId
}
/** A stay of a million yuan, of which the pool and serious-illness insurance pay as much as they may. */
const greatStay = (year: number) =>
  settled(
    {
      ...visit('P1', `${year}-03-10`, 100_000_000),
      ...{
        care: 'inpatient',
        admittedOn: `${year}-03-01`,
        dischargedOn: `${year}-03-10`,
        serviceOn: undefined,
      },
    },
    `${year}-03-10`,
  )
const lateVisit = () => settled(visit('P1', '2025-05-06', 10_000), '2026-04-01')

const seriousIllness = async (claimId: string): Promise<number> => {
  const { entry, corrections } = await office.effects.claims.find(claimId)
  if (entry?.kind !== 'claim') throw new Error('no claim')
  return [entry.claim, ...corrections].reduce((sum, { amounts }) => sum + amounts.seriousIllness, 0) / 100
}

const correctByOrder = async (commandId: string): Promise<void> => {
  const order = {
    cause: 'late-claim',
    city: '340100',
    from: '2026-01-01',
    persons: ['P1'],
    preview: false,
    approvalAbove: 1_000_000_000,
  } as const
  await startCorrection({ ...order, commandId, year: 2026, correctedOn: '2026-04-02' }, office.effects)
  await drain(office.units, office.effects)
}
const isDue = async (): Promise<boolean> => {
  const year = await office.effects.claims.findYear({ personId: 'P1', year: 2026 })
  return Object.keys(year?.trail.due ?? {}).length > 0
}

/** As enrolment has them. */
const coverage = (...years: number[]) => ({
  ...{ pk: 'PERSON#P1', sk: 'COVERAGE', kind: 'coverage' },
  insured: {
    personId: 'P1',
    paidBills: years.map((year) => ({ scheme: 'resident', from: `${year}-01`, to: `${year}-12` })),
  },
  entitlements: years.map((year) => ({ year, spells: yearTold(year).spells })),
})
const found = async (...years: number[]) => {
  const { see, finish } = ceilingAdditions.start()
  see('enrollment', coverage(...years) as unknown as RecordedItem)
  for (const item of await office.items()) see('settlement', item)
  return finish()
}

describe('a year without claims raises the serious-illness ceiling of the next by 3,000 yuan', () => {
  it('to 303,000 in 2026, of which the year counts what the addition paid', async () => {
    const stay = await greatStay(2026)
    expect(await seriousIllness(stay)).toBe(303_000)
    const year = await office.effects.claims.findYear({ personId: 'P1', year: 2026 })
    expect(year?.state.accumulators.resident?.additionPaid).toBe(300_000)
    expect(await office.violations()).toEqual([])
    expect(await found(2025, 2026)).toEqual({ checked: 1, violations: [] })
  })

  it('not where something of 2025 was paid before', async () => {
    await settled(visit('P1', '2025-05-06', 10_000), '2025-05-06')
    expect(await seriousIllness(await greatStay(2026))).toBe(300_000)
    expect(await found(2025, 2026)).toEqual({ checked: 1, violations: [] })
  })

  it('and not in the year after the one in which it was used', async () => {
    await tellYears(2027)
    await greatStay(2026)
    expect(await seriousIllness(await greatStay(2027))).toBe(300_000)
    expect(await found(2025, 2026, 2027)).toEqual({ checked: 2, violations: [] })
  })

  it('until a claim of that year comes late; its reversal gives the addition again', async () => {
    const stay = await greatStay(2026)
    const late = await lateVisit()
    expect(await isDue()).toBe(true)
    await correctByOrder('R1')
    expect(await seriousIllness(stay)).toBe(300_000)
    expect(await isDue()).toBe(false)
    expect((await found(2025, 2026)).violations).toEqual([])
    await reverseClaim({ claimId: late, key: 'undo', today: '2026-04-03' }, () => true, office.effects)
    expect(await isDue()).toBe(true)
    await correctByOrder('R2')
    expect(await seriousIllness(stay)).toBe(303_000)
    expect((await found(2025, 2026)).violations).toEqual([])
    expect(await office.violations()).toEqual([])
  })
})

describe('verify', () => {
  it('sees a ceiling raised by years that coverage does not have, or by one with claims', async () => {
    await tellYears(2029)
    const { personId, version } = { personId: 'P1', version: 2 }
    await replaceEntitlements(
      { data: { persons: [{ ...yearTold(2029), personId, version, countedYears: 5 }] } },
      office.effects,
    )
    const stay = await greatStay(2029)
    expect(await seriousIllness(stay)).toBe(309_000)
    expect((await found(2025, 2026, 2027, 2028, 2029)).violations).toEqual([])
    expect((await found(2025, 2029)).violations).toEqual([
      {
        invariant: 'cross.ceiling-additions',
        where: stay,
        what: 'its ceiling was raised otherwise than coverage and years without claims raise it',
      },
    ])
  })
})
