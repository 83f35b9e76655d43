import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { entitlementsChanged } from '#shared/contracts/enrollment.ts'
import { startDynamo } from '#test/support/dynamodb.ts'
import type { ClaimRequest } from '../../../../services/settlement/claim/claim-request.ts'
import { reverseClaim } from '../../../../services/settlement/claim/reverse-claim.ts'
import { settleClaim } from '../../../../services/settlement/claim/settle-claim.ts'
import { startCorrection } from '../../../../services/settlement/correction/start-correction.ts'
import { replaceEntitlements } from '../../../../services/settlement/entitlement/replace-entitlements.ts'
import { asItStands } from '../../../../services/settlement/insured-year/rules/as-it-stands.ts'
import type { Office } from '../correction/office.ts'
import { drain, openOffice } from '../correction/office.ts'
import { entitlementOf, registerByTwo, spellOf } from '../province.ts'

let dynamo: Awaited<ReturnType<typeof startDynamo>>
let office: Office
let persons = 0

type Part = { readonly from: string; readonly to: string; readonly institution: string }

const dayOf = (offset: number) =>
  new Date(Date.UTC(2024, 11, 20) + offset * 86_400_000).toISOString().slice(0, 10)

/** Stays from 20 December to 8 February at the latest that follow each other, each in the other hospital, with gaps of up to two days. */
const parts = fc
  .array(fc.record({ gap: fc.integer({ min: 0, max: 2 }), days: fc.integer({ min: 1, max: 8 }) }), {
    minLength: 2,
    maxLength: 5,
  })
  .map((each) => {
    let day = 0
    return each.map(({ gap, days }, index): Part => {
      const from = day + gap
      day = from + days
      return { from: dayOf(from), to: dayOf(day), institution: `H3401000000${(index % 2) + 1}` }
    })
  })

const entitled = async (): Promise<string> => {
  persons += 1
  const personId = `P${persons}`
  for (const year of [2024, 2025]) {
    const told = entitlementOf(year, personId, [spellOf('resident', `${year}-01-01`, `${year}-12-31`)])
    await replaceEntitlements(entitlementsChanged.parse(told), office.effects)
  }
  return personId
}

const settle = async (personId: string, index: number, { from, to, institution }: Part): Promise<string> => {
  const msgid = `${personId}-${index}`
  const request: ClaimRequest = {
    ...{ care: 'inpatient', msgid, personId, institution, admittedOn: from, dischargedOn: to },
    ...{ visitId: msgid, settledOn: '2025-02-28', total: 200_000, useAccount: false },
    lines: [{ code: 'XA01AAA001', quantity: '1', unitPrice: '2000', amount: 200_000 }],
  }
  const decision = await settleClaim(request, office.effects)
  if (decision.status === 'refused') throw new Error(decision.refusal.code)
  return decision.value.claim.claimId
}

/** Corrects what is marked as due of a person's two years, in their order. */
const correct = async (personId: string): Promise<void> => {
  for (const year of [2024, 2025]) {
    const on = { correctedOn: '2025-03-01', preview: false, approvalAbove: 1_000_000_000 } as const
    const order = { ...on, cause: 'late-claim', year } as const
    await startCorrection({ ...order, commandId: `${personId}-${year}`, persons: [personId] }, office.effects)
  }
  await drain(office.units, office.effects)
}

/** What each claim pays and takes as it stands, in the order of the stays. */
const outcome = async (claimIds: readonly string[]) =>
  Promise.all(
    claimIds.map(async (claimId) => {
      const { entry, corrections } = await office.effects.claims.find(claimId)
      if (entry?.kind !== 'claim') throw new Error('no claim')
      const { deductible, basic } = asItStands({ claim: entry.claim, corrections }).claim.amounts
      return [deductible, basic]
    }),
  )

beforeAll(async () => {
  dynamo = await startDynamo()
  office = await openOffice(dynamo, 'turn-of-year')
  const second = { code: 'H34010000002', name: 'B', city: '340100', category: 'general' }
  const agreement = { from: '2020-01-01', to: null }
  await registerByTwo({ ...second, level: 3, agreement }, office.effects)
})
afterAll(async () => {
  expect(await office.violations()).toEqual([])
  await dynamo.stop()
})

it('stays around the year’s end, in whatever order they come, are corrected to what they are in the order of service', async () => {
  const shuffled = parts.chain((all) =>
    fc.record({
      all: fc.constant(all),
      order: fc.shuffledSubarray([...all.keys()], { minLength: all.length }),
    }),
  )
  await fc.assert(
    fc.asyncProperty(shuffled, async ({ all, order }) => {
      const inOrder = await entitled()
      const expected: string[] = []
      for (const [index, part] of all.entries()) expected.push(await settle(inOrder, index, part))
      const anyhow = await entitled()
      const found = new Map<number, string>()
      for (const index of order) {
        const part = all[index]
        if (part) found.set(index, await settle(anyhow, index, part))
      }
      await correct(anyhow)
      expect(await outcome(all.map((_, index) => found.get(index) ?? ''))).toEqual(await outcome(expected))
    }),
    { numRuns: 20 },
  )
})

it('and where one of them is reversed, to what they are without it', async () => {
  const oneGone = parts.chain((all) =>
    fc.record({ all: fc.constant(all), gone: fc.nat({ max: all.length - 1 }) }),
  )
  await fc.assert(
    fc.asyncProperty(oneGone, async ({ all, gone }) => {
      const [without, withAll] = [await entitled(), await entitled()]
      const [expected, found]: [string[], string[]] = [[], []]
      for (const [index, part] of all.entries()) {
        if (index !== gone) expected.push(await settle(without, index, part))
        found.push(await settle(withAll, index, part))
      }
      const [claimId = ''] = found.splice(gone, 1)
      const request = { claimId, key: `${withAll}-back`, today: '2025-02-28' }
      await reverseClaim(request, () => true, office.effects)
      await correct(withAll)
      expect(await outcome(found)).toEqual(await outcome(expected))
    }),
    { numRuns: 15 },
  )
})
