import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { entitlementsChanged } from '#shared/contracts/enrollment.ts'
import type { Store, Write } from '#shared/edge/store.ts'
import { startDynamo } from '#test/support/dynamodb.ts'
import type { ClaimRequest } from '../../../services/settlement/commands/claim-request.ts'
import { registerInstitution } from '../../../services/settlement/commands/register-institution.ts'
import { replaceEntitlements } from '../../../services/settlement/commands/replace-entitlements.ts'
import { settleClaim } from '../../../services/settlement/commands/settle-claim.ts'
import type { Effects } from '../../../services/settlement/effects.ts'
import type { Office } from './correction/office.ts'
import { drain, effectsOver, openOffice } from './correction/office.ts'
import { entitlementOf, spellOf } from './province.ts'

let dynamo: Awaited<ReturnType<typeof startDynamo>>
let tables = 0
let office: Office

/** 2,000 yuan of class A in a city's level-3 hospital: a resident's deductible is 700, the fund pays 75 %. */
const stay = (
  msgid: string,
  institution: string,
  admittedOn: string,
  dischargedOn: string,
): ClaimRequest => ({
  ...{ care: 'inpatient', msgid, personId: 'P1', institution, admittedOn, dischargedOn },
  ...{ settledOn: dischargedOn, total: 200_000, useAccount: false },
  lines: [{ code: 'XA01AAA001', quantity: '1', unitPrice: '2000', amount: 200_000 }],
})
const across = stay('ACROSS', 'H34010000002', '2024-12-28', '2025-01-05')
/** Left for the other hospital on the day on which the stay across the year's end began. */
const before = stay('BEFORE', 'H34010000001', '2024-12-20', '2024-12-28')
const overlapping = stay('OVER', 'H34010000001', '2024-12-25', '2024-12-30')

/** Effects that do something once, right before the first write that is meant, and tell what was written. */
const disturbed = (isMeant: (writes: readonly Write[]) => boolean, act: () => Promise<unknown>) => {
  const written: (readonly Write[])[] = []
  let acted = false
  const write: Store['write'] = async (writes) => {
    if (!acted && isMeant(writes)) {
      acted = true
      await act()
    }
    const outcome = await office.store.write(writes)
    if (outcome.status === 'written') written.push(writes)
    return outcome
  }
  return { effects: effectsOver({ ...office.store, write }, office.units), written }
}
const settles = (writes: readonly Write[]): boolean =>
  writes.some((write) => write.kind === 'create' && write.item.kind === 'claim-settled')
const corrects = (writes: readonly Write[]): boolean =>
  writes.some((write) => write.kind === 'create' && write.item.kind === 'claim-corrected')
const settle = async (request: ClaimRequest, effects: Effects = office.effects) => {
  const decision = await settleClaim(request, effects)
  return decision.status === 'accepted' ? decision.value.claim.amounts : decision.refusal.code
}

beforeAll(async () => {
  dynamo = await startDynamo()
})
afterAll(() => dynamo.stop())
beforeEach(async () => {
  tables += 1
  office = await openOffice(dynamo, `across-${tables}`)
  const second = { code: 'H34010000002', name: 'B', city: '340100', category: 'general' }
  const agreement = { from: '2020-01-01', to: null }
  await registerInstitution({ ...second, level: 3, agreement }, () => {}, office.effects)
  for (const year of [2024, 2025]) {
    const told = entitlementOf(year, 'P1', [spellOf('resident', `${year}-01-01`, `${year}-12-31`)])
    await replaceEntitlements(entitlementsChanged.parse(told), office.effects)
  }
})
afterEach(async () => {
  expect(await office.violations()).toEqual([])
})

describe('a stay across the year’s end is settled on the year before as it is when the claim is written', () => {
  it('a stay it continues, settled there at the same instant, has paid its deductible', async () => {
    const { effects } = disturbed(settles, () => settle(before))
    expect(await settle(across, effects)).toMatchObject({ deductible: 0, basic: 150_000 })
    expect(await settle(before)).toMatchObject({ deductible: 70_000, basic: 97_500 })
  })

  it('a stay that overlaps it, settled there at the same instant, refuses it', async () => {
    const { effects } = disturbed(settles, () => settle(overlapping))
    expect(await settle(across, effects)).toBe('claim.overlapping-stay')
  })

  it('of two that overlap, sent at the same instant, exactly one is settled', async () => {
    const answers = await Promise.all([settle(across), settle({ ...overlapping, settledOn: '2025-01-05' })])
    expect(answers.filter((answer) => answer === 'claim.overlapping-stay')).toHaveLength(1)
    expect(answers.filter((answer) => typeof answer === 'object')).toHaveLength(1)
  })

  it('by a transaction of three items; of a stay within the year, two', async () => {
    const { effects, written } = disturbed(
      () => false,
      () => Promise.resolve(),
    )
    await settle(across, effects)
    await settle(stay('WITHIN', 'H34010000001', '2025-02-01', '2025-02-05'), effects)
    expect(written.map((writes) => writes.map(({ kind }) => kind))).toEqual([
      ['create', 'replace', 'require'],
      ['create', 'replace'],
    ])
  })

  it('and is corrected on it so: a stay settled there meanwhile is looked at too', async () => {
    expect(await settle(across)).toMatchObject({ deductible: 70_000, basic: 97_500 })
    const header = 'code,name,list_type,class,first_self_pay,price_limit,from,to'
    await office.importCatalogue('I2', `${header}\nXA01AAA001,a,101,B,0.1,,2020-01-01,`)
    const { effects } = disturbed(corrects, () => settle(before))
    const order = { cause: 'catalogue', city: '340100', from: '2025-01-01', persons: ['P1'] } as const
    const runId = await office.start('R1', { ...order, preview: false }, effects)
    await drain(office.units, effects)
    // In scope 1,800 and no deductible any more: 1,350 instead of 975.
    expect((await office.found(runId)).map(([, fund]) => fund)).toEqual([375])
  })
})
