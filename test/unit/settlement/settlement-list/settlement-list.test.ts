import { describe, expect, it } from 'vitest'
import type { RecordedItem } from '#shared/kernel/invariant.ts'
import { releasedFiles } from '../../../../cli/released/files.ts'
import { settledIn } from '../../../../services/settlement/insured-year/records/claim-item.ts'
import { listsAreTheClaims } from '../../../../services/settlement/settlement-list/invariants.ts'
import type {
  ListedClaim,
  SentList,
} from '../../../../services/settlement/settlement-list/rules/settlement-list.ts'
import {
  listIdOf,
  mostVersions,
  takeList,
} from '../../../../services/settlement/settlement-list/rules/settlement-list.ts'
import { listRecords } from '../../../../services/settlement/settlement-list/store.ts'

const stays = releasedFiles('items/settlement/claim-settled.jsonl')
  .flatMap(({ values }) => values as RecordedItem[])
  .filter(({ stay }) => stay !== undefined)
const [stored] = stays
const claim = stored && settledIn(stored)?.claim
if (!stored || !claim?.stay) throw new Error('no stay')
const { claimId, institution, personId, stay, amounts } = claim

const sent = (msgid: string, more: Partial<SentList> = {}): SentList => ({
  ...{ claimId, institution, personId, msgid, fingerprint: msgid, sentOn: '2025-06-01' },
  ...{ admittedOn: stay.from, dischargedOn: stay.to, diagnoses: ['K29'], operations: [] },
  items: [{ kind: '01', amount: amounts.total }],
  ...more,
})
const before: ListedClaim = { claim, isReversed: false, held: [] }
const taken = (list: SentList, listed: ListedClaim = before) => {
  const decision = takeList(list, listed)
  if (decision.status === 'refused') throw new Error(decision.refusal.code)
  return decision.value
}
const whyNot = (list: SentList, listed: ListedClaim = before) => {
  const decision = takeList(list, listed)
  return decision.status === 'refused' ? decision.refusal.code : undefined
}
const first = taken(sent('M1'))
const once: ListedClaim = { ...before, held: [first] }
const listId = listIdOf(claimId)

describe('the settlement list of a settlement', () => {
  it('has its days and its cost, and is of one that stands', () => {
    expect(first.version).toBe(1)
    expect(whyNot(sent('M2', { dischargedOn: '2024-01-01' }))).toBe('list.other-days')
    expect(whyNot(sent('M2', { items: [{ kind: '01', amount: amounts.total - 1 }] }))).toBe(
      'list.does-not-add-up',
    )
    expect(whyNot(sent('M2'), { ...before, isReversed: true })).toBe('claim.already-reversed')
  })

  it('is sent once, and corrected under its number only', () => {
    expect(taken(sent('M1'), once)).toBe(first)
    expect(whyNot(sent('M1', { fingerprint: 'other' }), once)).toBe('claim.other-payload')
    expect(whyNot(sent('M2'), once)).toBe('list.sent')
    expect(whyNot(sent('M2', { listId: 'L-other' }), once)).toBe('list.unknown')
    expect(whyNot(sent('M2', { listId }))).toBe('list.unknown')
    expect(taken(sent('M2', { listId, diagnoses: ['K25'] }), once)).toMatchObject({
      ...{ version: 2, diagnoses: ['K25'] },
    })
  })

  it('answers a late repeat of an earlier version as it did, whatever came since', () => {
    const twice = { ...once, held: [first, taken(sent('M2', { listId }), once)] }
    expect(taken(sent('M1'), twice)).toBe(first)
    expect(taken(sent('M1'), { ...twice, isReversed: true })).toBe(first)
  })

  it('is sent at most so often', () => {
    const held = Array.from({ length: mostVersions }, (_, index) => ({
      ...first,
      ...{ version: index + 1, msgid: `V${index}` },
    }))
    expect(whyNot(sent('M9', { listId }), { ...before, held })).toBe('list.too-often')
  })
})

describe('the invariant over settlement lists', () => {
  const faults = (changed: object, ...more: readonly object[]) => {
    const { see, finish } = listsAreTheClaims.start()
    for (const list of [{ ...first, ...changed }, ...more])
      see(listRecords.item(list as typeof first) as object as RecordedItem)
    see(stored)
    return finish().violations.map(({ what }) => what)
  }

  it('finds nothing where the list is the settlement’s, and each planted fault', () => {
    expect(faults({})).toEqual([])
    expect(faults({ items: [{ kind: '01', amount: 1 }] })).toEqual([
      'its days or its cost are not those of the settlement',
    ])
    expect(faults({ institution: 'H34010000099' })).toEqual(['it is another’s than the settlement is'])
    expect(faults({ version: 2 })).toEqual(['its versions do not follow each other'])
    expect(faults({ claimId: 'C0' })).toEqual(['it is of a settlement that is not there'])
    expect(faults({}, { ...first, version: 2 })).toEqual(['one message made it twice'])
  })
})
