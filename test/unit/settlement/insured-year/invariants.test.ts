import { describe, expect, it } from 'vitest'
import type { Day } from '#shared/calendar/day.ts'
import type { RecordedItem } from '#shared/kernel/invariant.ts'
import { fen } from '#shared/money/fen.ts'
import { heldRecords } from '../../../../services/settlement/claim/held-claims.ts'
import { decideUndo } from '../../../../services/settlement/claim/rules/reverse-claim.ts'
import { toInsuredYearItem } from '../../../../services/settlement/insured-year/records/insured-year-item.ts'
import {
  toReversalItem,
  toReversedByItem,
} from '../../../../services/settlement/insured-year/records/reversal-item.ts'
import { newInsuredYear } from '../../../../services/settlement/insured-year/rules/insured-year.ts'
import { newRecordedYear } from '../../../../services/settlement/insured-year/rules/recorded-year.ts'
import { afterEntriesBeside } from '../../../../services/settlement/insured-year/rules/year-beside.ts'
import { invariants } from '../../../../services/settlement/night/invariants.ts'
import { itemsAfterCorrection, reversalOfCorrected } from './corrected.ts'
import { entitledYear, itemsAfter, reversalOf, settledClaim, stayRequest } from './recorded.ts'

/** What the invariants say of items, shown in an order of their own. */
const violationsIn = (items: readonly RecordedItem[]): string[] =>
  invariants.flatMap(({ start }) => {
    const { see, finish } = start()
    for (const item of [...items].reverse()) see(item)
    return finish().violations.map(({ invariant, what }) => `${invariant}: ${what}`)
  })

const claim = settledClaim()
const reversal = reversalOf(claim)

/** The items of a claim whose reversal was taken back. */
const itemsAfterUndo = (): RecordedItem[] => {
  const decision = decideUndo({
    ...{ reversal, undoId: 'CUNDO', today: '2025-04-03', claim },
    ...{ account: entitledYear.account, isUntouched: true },
  })
  if (decision.status === 'refused') throw new Error(decision.refusal.code)
  const marks = [toReversalItem(decision.value), toReversedByItem(decision.value, 2)]
  const year = itemsAfter(claim).filter(({ kind }) => kind === 'insured-year')
  const others = itemsAfter(claim, reversal).filter(({ kind }) => kind !== 'insured-year')
  return [...year, ...others, ...(marks as object[] as RecordedItem[])]
}
/** A second reversal of a claim that is reversed. */
const secondReversal = [
  toReversalItem({ ...reversal, reversalId: 'CSECOND' }),
  toReversedByItem({ ...reversal, reversalId: 'CSECOND' }, 2),
] as object[] as RecordedItem[]

/** The items of a stay across the year's end, and of the year it began in as that lists it. */
const itemsAcross = (listed: boolean): RecordedItem[] => {
  const across = settledClaim({ ...stayRequest, admittedOn: '2024-12-28' })
  const before = { ...newRecordedYear('P1', 2024), state: { ...newInsuredYear('P1', 2024), version: 1 } }
  const year2024 = listed ? afterEntriesBeside(before, [across], 1) : before
  return [...itemsAfter(across), toInsuredYearItem(year2024) as object as RecordedItem]
}

/** The items of a claim and of a credit of the year before, left there although the claim's year is open. */
const itemsLeftBehind = (): RecordedItem[] => {
  const state = { ...newInsuredYear('P1', 2024), version: 1, account: fen(5) }
  const before = { ...newRecordedYear('P1', 2024), state, credited: fen(5) }
  const open = planted(itemsAfter(settledClaim()), 'insured-year', () => ({ carriedIn: 0 }))
  return [...open, toInsuredYearItem(before) as object as RecordedItem]
}

/** The same items with a fault planted in the one of a kind. */
const planted = (
  items: readonly RecordedItem[],
  kind: string,
  change: (item: RecordedItem) => object,
): RecordedItem[] =>
  items.map((item) => (item.kind === kind ? ({ ...item, ...change(item) } as RecordedItem) : item))
const without = (items: readonly RecordedItem[], kind: string): RecordedItem[] =>
  items.filter((item) => item.kind !== kind)
const at = (list: unknown, position: number, change: number): number[] =>
  (list as number[]).map((figure, index) => (index === position ? figure + change : figure))

describe('over what the service records itself', () => {
  it('every invariant holds for a claim, and for one that was reversed', () => {
    expect(violationsIn(itemsAfter(claim))).toEqual([])
    expect(violationsIn(itemsAfter(claim, reversal))).toEqual([])
  })

  it('and for one that was corrected, and then reversed', () => {
    expect(violationsIn(itemsAfterCorrection())).toEqual([])
    expect(violationsIn(itemsAfterCorrection(reversalOfCorrected))).toEqual([])
  })

  it('and for one that stands again since its reversal was taken back', () => {
    expect(violationsIn(itemsAfterUndo())).toEqual([])
  })

  it('and for a stay across the year’s end, which both years list', () => {
    expect(violationsIn(itemsAcross(true))).toEqual([])
  })

  it('each says how much it looked at', () => {
    const checked = invariants.map(({ start }) => {
      const { see, finish } = start()
      for (const item of itemsAfter(claim, reversal)) see(item)
      return finish().checked
    })
    expect(checked).toEqual([
      2, 0, 0, 2, 2, 1, 1, 0, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    ])
  })
})

const sentAt = '2025-03-09T08:00:00.000Z'
const reviewed = {
  by: `${sentAt} city 340100 clerk`,
  sentAs: `${sentAt} institution/H1 340100 H1/desk7`,
}
/** What H1 sent and a rule held, by a token of these. */
const heldItem = (behind: readonly string[], settledOn: Day = '2025-03-09'): RecordedItem =>
  heldRecords.item({
    ...{ claimId: claim.claimId, institution: 'H1', content: 'c', settledOn },
    ...{ by: reviewed.sentAs, behind, version: 1 },
  }) as RecordedItem

describe('a planted fault is found', () => {
  const items = itemsAfter(claim)
  const reversed = itemsAfter(claim, reversal)
  const corrected = itemsAfterCorrection()
  const undone = itemsAfterUndo()

  it.each([
    [
      'a fen more paid by the pool',
      planted(items, 'claim-settled', ({ amounts }) => ({ amounts: at(amounts, 10, 1) })),
      'settlement.identities: the identity of in-scope is broken',
    ],
    [
      'a line that lost a fen',
      planted(items, 'claim-settled', ({ lines }) => ({
        lines: [['A1', 599_999, 0, 0, 0, 599_999], ...(lines as unknown[]).slice(1)],
      })),
      'settlement.identities: the lines do not add up to total',
    ],
    [
      'an explanation without its last step',
      planted(items, 'claim-settled', ({ steps }) => ({ steps: (steps as unknown[]).slice(0, -1) })),
      'settlement.identities: cash is not explained',
    ],
    [
      'a reversal of a fen less',
      planted(reversed, 'claim-reversed', ({ amounts }) => ({ amounts: at(amounts, 0, 1) })),
      'settlement.reversals: it is not the exact negative of its claim',
    ],
    [
      'a reversal of a claim that is not there',
      without(reversed, 'claim-settled'),
      'settlement.reversals: it reverses a claim that is not there',
    ],
    [
      'a reversal whose claim is not marked',
      without(reversed, 'claim-reversed-by'),
      'settlement.reversals: its claim is not marked as reversed by it',
    ],
    [
      'a reversal taken back by a fen more',
      planted(undone, 'claim-reversed', ({ amounts, undoes }) => ({
        amounts: undoes === undefined ? amounts : at(amounts, 0, 1),
      })),
      'settlement.reversals: it is not the exact negative of the reversal it takes back',
    ],
    [
      'the taking back of a reversal that is not there',
      planted(undone, 'claim-reversed', ({ undoes }) => ({ undoes: undoes && 'COTHER' })),
      'settlement.reversals: it takes a reversal back that is not there',
    ],
    [
      'a claim reversed twice',
      [...reversed, ...secondReversal],
      'settlement.reversals: its claim is reversed twice',
    ],
    [
      'a mark without its reversal',
      without(reversed, 'claim-reversed'),
      'settlement.reversals: it is marked reversed by nothing',
    ],
    [
      'an accumulator a fen off',
      planted(items, 'insured-year', () => ({ accumulators: { employee: [1] } })),
      'settlement.accumulators: employee inpatientPaid is not what its claims give',
    ],
    [
      'an account a fen off',
      planted(items, 'insured-year', () => ({ account: 1 })),
      'settlement.accumulators: the account is not what was credited less what claims took',
    ],
    [
      'a balance that left the year and arrived nowhere',
      planted(items, 'insured-year', () => ({ credited: 10_005, carriedOut: 5 })),
      'settlement.accumulators: what went over of the account did not come into the next year',
    ],
    [
      'a balance that stayed behind when the next year took over',
      itemsLeftBehind(),
      'settlement.accumulators: the account holds money though the next year took it over',
    ],
    [
      'a stay that was forgotten',
      planted(items, 'insured-year', () => ({ stays: [] })),
      'settlement.accumulators: the stays are not those of its claims',
    ],
    [
      'a stay across the year’s end that the year it began in does not list',
      itemsAcross(false),
      'settlement.accumulators: the stays are not those of its claims',
    ],
    [
      'a layer that paid above its ceiling',
      planted(items, 'claim-settled', ({ steps }) => ({
        steps: [...(steps as unknown[]), ['ceiling', '', [5, 4], 5, -1]],
      })),
      'settlement.accumulators: a layer paid more than was left below its ceiling',
    ],
    [
      'a correction of a fen more',
      planted(corrected, 'claim-corrected', ({ amounts }) => ({ amounts: at(amounts, 10, 1) })),
      'settlement.corrections: the identity of in-scope is broken',
    ],
    [
      'a correction whose explanation is not that of the claim as it stands',
      planted(corrected, 'claim-corrected', ({ stands }) => ({
        stands: { ...(stands as object), steps: [] },
      })),
      'settlement.corrections: as it stands: cash is not explained',
    ],
    [
      'a claim of which nothing stands any more, with an amount left',
      planted(corrected, 'claim-corrected', () => ({ stands: undefined })),
      'settlement.corrections: nothing is paid of it, yet an amount is left',
    ],
    [
      'a correction that came without the one before it',
      planted(corrected, 'claim-corrected', () => ({ sk: 'CORRECTED#002' })),
      'settlement.corrections: correction 2 does not follow the one before it',
    ],
    [
      'a correction on a day before its claim was settled',
      planted(corrected, 'claim-corrected', () => ({ correctedOn: '2024-06-01' })),
      'settlement.corrections: correction 1 is dated before its claim was settled',
    ],
    [
      'a correction of a claim that is not there',
      without(corrected, 'claim-settled'),
      'settlement.corrections: it corrects a claim that is not there',
    ],
    [
      'a correction that the year does not count',
      without(corrected, 'claim-corrected'),
      'settlement.accumulators: employee inpatientPaid is not what its claims give',
    ],
    [
      'a reversal that takes back the claim without its corrections',
      itemsAfterCorrection(reversal),
      'settlement.reversals: it is not the exact negative of its claim',
    ],
    [
      'a claim that its year does not lead to',
      planted(items, 'insured-year', () => ({ claimed: ['COTHER', '2025-03-09'] })),
      'settlement.claims-found: its year does not lead to it',
    ],
    [
      'a claim of a year nobody recorded',
      without(items, 'insured-year'),
      'settlement.accumulators: claims were settled in a year that is not recorded',
    ],
    [
      'a claim outside the entitlement',
      planted(items, 'insured-year', () => ({ spells: [] })),
      'settlement.entitlement: the person was not entitled on the day of service',
    ],
    [
      'a claim that an office sent for its institution',
      planted(items, 'claim-settled', () => ({ by: `${sentAt} province 340000 officer` })),
      'settlement.claims-are-their-institutions: nobody of its institution sent it',
    ],
    [
      'a claim that another institution sent',
      planted(items, 'claim-settled', () => ({ by: `${sentAt} institution/H2 340100 zhang` })),
      'settlement.claims-are-their-institutions: nobody of its institution sent it',
    ],
    [
      'a claim that an office says to have reviewed, which its institution never sent',
      planted(items, 'claim-settled', () => reviewed),
      'settlement.claims-are-their-institutions: it was reviewed, and what its institution sent is not on record',
    ],
    [
      'a reversal that an office sent',
      planted(reversed, 'claim-reversed', () => ({ by: `${sentAt} city 340100 clerk` })),
      'settlement.claims-are-their-institutions: nobody of its institution sent it',
    ],
    [
      'a claim reviewed by the person who sent it for the institution',
      [...planted(items, 'claim-settled', () => reviewed), heldItem(['clerk'])],
      'settlement.claims-are-their-institutions: who sent it reviewed it',
    ],
    [
      'a reviewed claim that counts on another day than it was sent',
      [...planted(items, 'claim-settled', () => reviewed), heldItem(['zhang'], '2025-02-28')],
      'settlement.claims-are-their-institutions: it counts on another day than its institution sent it',
    ],
  ])('%s', (_, faulty, expected) => {
    expect(violationsIn(faulty)).toContain(expected)
  })

  it('but not a claim that its institution sent, a rule held and another person reviewed', () => {
    const right = [...planted(items, 'claim-settled', () => reviewed), heldItem(['zhang'])]
    expect(violationsIn(right)).toEqual([])
  })

  it('but not a claim whose entitlement was withdrawn on record since', () => {
    const withdrawn = planted(items, 'insured-year', () => ({ spells: [], lastCity: '340100' }))
    const record = {
      pk: 'PERSON#P1',
      sk: 'RETROACTIVE#2025#000002',
      kind: 'entitlement-withdrawn',
      before: entitledYear.spells,
    }
    expect(violationsIn([...withdrawn, record])).toEqual([])
    const ownerless = planted(withdrawn, 'insured-year', () => ({ lastCity: undefined }))
    expect(violationsIn([...ownerless, record])).toEqual([
      'settlement.entitlement: whoever lost all entitlement belongs to no city',
    ])
  })
})

describe('what an institution books of a claim that was corrected and then reversed', () => {
  const reversals = (): RecordedItem[] => itemsAfterCorrection(reversalOfCorrected)

  it('is the negative of what it was told of the claim; other amounts or another scheme are a violation', () => {
    const told =
      'settlement.reversals: its institution is told other than the negative of what it was told of the claim'
    const { told: was } = reversalOfCorrected
    expect(was?.amounts.fund).toBe(-claim.amounts.fund)
    const none = planted(reversals(), 'claim-reversed', () => ({ told: undefined }))
    expect(violationsIn(none)).toEqual([told])
    const resident = planted(reversals(), 'claim-reversed', (item) => ({
      told: { ...(item.told as object), scheme: 'resident' },
    }))
    expect(violationsIn(resident)).toEqual([told])
  })
})
