import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { entitlementsChanged } from '#shared/contracts/enrollment.ts'
import type { Store, Write } from '#shared/edge/store/store.ts'
import { startDynamo } from '#test/support/dynamodb.ts'
import type { ClaimRequest } from '../../../../services/settlement/claim/claim-request.ts'
import { claimIdOfMessage } from '../../../../services/settlement/claim/message.ts'
import { reverseClaim } from '../../../../services/settlement/claim/reverse-claim.ts'
import { settleClaim } from '../../../../services/settlement/claim/settle-claim.ts'
import { startCorrection } from '../../../../services/settlement/correction/start-correction.ts'
import type { Effects } from '../../../../services/settlement/effects.ts'
import { replaceEntitlements } from '../../../../services/settlement/entitlement/replace-entitlements.ts'
import { undoReversal } from '../../../../services/settlement/visit/undo-reversal.ts'
import type { Office } from '../correction/office.ts'
import { drain, effectsOver, openOffice } from '../correction/office.ts'
import { entitlementOf, registerByTwo, spellOf } from '../province.ts'

let dynamo: Awaited<ReturnType<typeof startDynamo>>
let tables = 0
let runs = 0
let office: Office

/** 2,000 yuan of class A in a city's level-3 hospital: a resident's deductible is 700, the fund pays 75 %. */
const stay = (
  msgid: string,
  institution: string,
  admittedOn: string,
  dischargedOn: string,
): ClaimRequest => ({
  ...{ care: 'inpatient', msgid, visitId: msgid, personId: 'P1', institution, admittedOn, dischargedOn },
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

const settled = async (request: ClaimRequest) => {
  const decision = await settleClaim(request, office.effects)
  if (decision.status === 'refused') throw new Error(decision.refusal.code)
  return { value: decision.value.claim }
}
/** Reverses the claim of a request; gives the reversal's id. */
const cancel = async (settledAs: ClaimRequest, key: string, today = '2025-01-10'): Promise<string> => {
  const decision = await reverseClaim(
    { claimId: claimIdOfMessage(settledAs), key, today },
    () => true,
    office.effects,
  )
  if (decision.status === 'refused') throw new Error(decision.refusal.code)
  return decision.value.reversalId
}
const takeBack = async (reversalId: string, key: string): Promise<string | undefined> => {
  const command = { reversalId, key, today: '2025-01-11', personId: 'P1', care: 'inpatient' } as const
  const undone = await undoReversal(command, () => true, office.effects)
  return undone?.status === 'refused' ? undone.refusal.code : undefined
}
/** What a run over a year finds and corrects: what the fund pays more or less by each entry, in yuan. */
const differencesOf = async (year: number): Promise<number[]> => {
  const order = { cause: 'late-claim', city: '340100', from: `${year}-01-01`, persons: ['P1'] } as const
  runs += 1
  const runId = await startCorrection(
    {
      ...order,
      commandId: `D${runs}`,
      year,
      correctedOn: '2025-12-01',
      preview: false,
      approvalAbove: 100_000,
    },
    office.effects,
  )
  await drain(office.units, office.effects)
  return (await office.found(runId)).map(([, fund]) => Number(fund))
}
const due = async (year: number) =>
  (await office.effects.claims.findYear({ personId: 'P1', year }))?.trail.due

beforeAll(async () => {
  dynamo = await startDynamo()
})
afterAll(() => dynamo.stop())
beforeEach(async () => {
  tables += 1
  office = await openOffice(dynamo, `across-${tables}`)
  const second = { code: 'H34010000002', name: 'B', city: '340100', category: 'general' }
  const agreement = { from: '2020-01-01', to: null }
  await registerByTwo({ ...second, level: 3, agreement }, office.effects)
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

  it('by a transaction of four items, the second year listing it too; of a stay within the year, three', async () => {
    const { effects, written } = disturbed(
      () => false,
      () => Promise.resolve(),
    )
    await settle(across, effects)
    await settle(stay('WITHIN', 'H34010000001', '2025-02-01', '2025-02-05'), effects)
    expect(written.map((writes) => writes.map(({ kind }) => kind))).toEqual([
      ['create', 'replace', 'replace', 'replace'],
      ['create', 'replace', 'replace'],
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

describe('a stay across the year’s end is listed in both years', () => {
  it('so a December stay that comes after it overlaps it, on whatever day its sender says', async () => {
    await settle(across)
    const { effects, written } = disturbed(
      () => false,
      () => Promise.resolve(),
    )
    expect(await settle(overlapping, effects)).toBe('claim.overlapping-stay')
    expect(await settle({ ...overlapping, settledOn: '2025-01-20' }, effects)).toBe('claim.overlapping-stay')
    expect(await settle(before, effects)).toMatchObject({ deductible: 70_000 })
    expect(written).toHaveLength(1)
  })

  it('also where nothing was recorded of the year before', async () => {
    const told = entitlementOf(2025, 'P2', [spellOf('resident', '2025-01-01', '2025-12-31')])
    await replaceEntitlements(entitlementsChanged.parse(told), office.effects)
    await settle({ ...across, personId: 'P2' })
    const late = entitlementOf(2024, 'P2', [spellOf('resident', '2024-01-01', '2024-12-31')])
    await replaceEntitlements(entitlementsChanged.parse(late), office.effects)
    expect(await settle({ ...overlapping, personId: 'P2' })).toBe('claim.overlapping-stay')
  })

  it('until it is reversed; and it cannot stand again once its days are taken', async () => {
    await settle(across)
    const reversed = await cancel(across, 'V1')
    expect(await settle(overlapping)).toMatchObject({ deductible: 70_000 })
    expect(await takeBack(reversed, 'U1')).toBe('claim.not-restorable')
  })

  it('and stands in both again when its reversal is taken back', async () => {
    await settle(across)
    await takeBack(await cancel(across, 'V1'), 'U1')
    expect(await settle(overlapping)).toBe('claim.overlapping-stay')
    expect(await settle({ ...overlapping, msgid: 'O2', settledOn: '2025-02-01' })).toBe(
      'claim.overlapping-stay',
    )
  })

  it('by the rule of its plan whichever of them it belongs to', async () => {
    const { value } = await settled(across)
    expect(value.year).toBe(2025)
    for (const year of [2024, 2025]) {
      const listed = await office.effects.claims.findYear({ personId: 'P1', year })
      expect(listed?.state.stays).toMatchObject([
        { from: '2024-12-28', to: '2025-01-05', deductible: 70_000 },
      ])
    }
  })

  it('and is no other stay to itself when its year is judged again', async () => {
    await settle(before)
    await settle(across)
    expect(await differencesOf(2025)).toEqual([])
    expect(await differencesOf(2024)).toEqual([])
  })
})

describe('a transfer at the turn of the year is one stay', () => {
  const left = stay('LEFT', 'H34010000001', '2024-12-20', '2024-12-31')
  const entered = stay('ENTERED', 'H34010000002', '2025-01-01', '2025-01-05')
  const onward = stay('ONWARD', 'H34010000001', '2025-01-05', '2025-01-09')

  it('its deductible is what the first hospital left of it, in every further one too', async () => {
    expect(await settle(left)).toMatchObject({ deductible: 70_000 })
    expect(await settle(entered)).toMatchObject({ deductible: 0, basic: 150_000 })
    expect(await settle(onward)).toMatchObject({ deductible: 0 })
    expect(await differencesOf(2025)).toEqual([])
  })

  it('entered a day later it is a stay of its own', async () => {
    await settle(left)
    expect(await settle({ ...entered, admittedOn: '2025-01-02' } as ClaimRequest)).toMatchObject({
      deductible: 70_000,
    })
  })

  it('of which the first part, settled late, gives the second its deductible back', async () => {
    expect(await settle(entered)).toMatchObject({ deductible: 70_000 })
    await settle({ ...left, settledOn: '2025-01-20' })
    expect(await due(2025)).toEqual({ 'late-claim': '2025-01-01' })
    expect(await differencesOf(2025)).toEqual([525])
  })

  it('of which the first part, reversed, leaves the second to pay the deductible', async () => {
    await settle(left)
    await settle(entered)
    await cancel(left, 'V1', '2025-01-21')
    expect(await due(2025)).toEqual({ reversal: '2025-01-01' })
    expect(await differencesOf(2025)).toEqual([-525])
  })

  it('also where the second part is itself across the year’s end, and the first comes after it', async () => {
    expect(await settle(across)).toMatchObject({ deductible: 70_000 })
    await settle(before)
    expect(await due(2025)).toEqual({ 'late-claim': '2025-01-01' })
    expect(await differencesOf(2025)).toEqual([525])
    const third = stay('THIRD', 'H34010000001', '2025-01-05', '2025-01-09')
    expect(await settle(third)).toMatchObject({ deductible: 0 })
  })

  it('settled at the same instant as the stay it continues, it sees that', async () => {
    const { effects } = disturbed(settles, () => settle(left))
    expect(await settle(entered, effects)).toMatchObject({ deductible: 0 })
  })
})
