import { describe, expect, it } from 'vitest'
import type { RecordedItem } from '#shared/kernel/invariant.ts'
import { judge } from '../../../../cli/verify/verify.ts'
import { casesEndByTwo } from '../../../../services/settlement/supervision/hands-invariant.ts'
import { recoveries } from '../../../../services/settlement/supervision/invariants.ts'
import {
  claimRecoveredKey,
  claimRecovery,
  recoveryOrders,
} from '../../../../services/settlement/supervision/recovery-item.ts'
import { itemsAfter, reversalOf, settledClaim } from '../insured-year/recorded.ts'

const claim = settledClaim()
const part = {
  claimId: claim.claimId,
  care: claim.care,
  ...{ basic: 100_000, seriousIllness: 0, medicalAid: 0, supplement: 0 },
}
const recovery = {
  ...{ recoveryId: 'RC-1', caseId: 'H1.abc', city: claim.city, scheme: claim.scheme, institution: 'H1' },
  orderedOn: '2025-04-02',
  parts: [part],
}
const auditCase = {
  ...{ pk: 'CASES#H1', sk: 'abc', kind: 'audit-case', openedOn: claim.settledOn },
  standing: { status: 'confirmed', amount: 100_000, recoveryId: 'RC-1' },
}
const listOf = (...taken: object[]) => ({
  ...claimRecoveredKey(claim.claimId),
  kind: 'claim-recovered',
  recoveries: taken,
})
const recovered = (changed: object = {}) =>
  ({ ...recoveryOrders.item(recovery), ...changed }) as unknown as RecordedItem

/** A claim of which 1,000 yuan were taken back. */
const inOrder: RecordedItem[] = [
  ...itemsAfter(claim),
  auditCase,
  recovered(),
  listOf(claimRecovery(recovery, part)),
]
const but = (kind: string, ...instead: object[]): RecordedItem[] => [
  ...inOrder.filter((item) => item.kind !== kind),
  ...(instead as RecordedItem[]),
]

const violationsIn = (items: readonly RecordedItem[]): string[] => {
  const { see, finish } = recoveries.start()
  for (const item of [...items].reverse()) see(item)
  return finish().violations.map(({ what }) => what)
}

describe('what is recovered', () => {
  it('is in order when the case, the recovery and the claim’s list agree and the funds paid so much', () => {
    expect(violationsIn(inOrder)).toEqual([])
    expect(violationsIn(itemsAfter(claim))).toEqual([])
  })

  it.each([
    ['a case confirmed without a recovery', but('recovery-ordered'), 'it is confirmed without a recovery'],
    [
      'a recovery of a fen less than the case',
      but('recovery-ordered', recovered({ parts: [{ ...part, basic: 99_999 }] })),
      'its recovery is of another amount',
    ],
    [
      'a recovery on a day before its claim was settled',
      but('recovery-ordered', recovered({ orderedOn: '2024-06-01' })),
      'it takes back before it was opened, or before the claim was settled',
    ],
    [
      'a case that was dismissed by who spoke for its institution',
      but('audit-case', {
        ...auditCase,
        standing: { status: 'dismissed', dismissedBy: 'wang' },
        comments: [{ author: 'H1', on: '2025-04-01', text: 'he was here', speaker: 'wang' }],
      }),
      'somebody who spoke for the institution dealt with it',
    ],
    [
      'a list that lost its recovery',
      but('claim-recovered'),
      'its list of recoveries is not what was ordered',
    ],
    [
      'more than the pool paid',
      but('recovery-ordered', recovered({ parts: [{ ...part, basic: claim.amounts.basic + 1 }] })),
      'more is taken back than the funds pay',
    ],
    [
      'more given back than was taken',
      but('recovery-ordered', recovered({ parts: [{ ...part, basic: -1 }] })),
      'more was given back than was taken',
    ],
    [
      'a reversed claim of which the fund keeps what it recovered',
      [...inOrder, ...itemsAfter(claim, reversalOf(claim)).filter(({ kind }) => kind === 'claim-reversed')],
      'more is taken back than the funds pay',
    ],
  ])('%s is found', (_, items, what) => {
    expect(violationsIn(items)).toContain(what)
  })
})

describe('the end of a case', () => {
  const ended = (standing: object, more: object = { endsByTwo: true }) =>
    ({ ...auditCase, ...more, standing }) as unknown as RecordedItem
  const dismissed = { status: 'dismissed', dismissedBy: 'chen', dismissedOn: '2025-04-02' }
  const faultsIn = (item: RecordedItem): string[] => {
    const { see, finish } = casesEndByTwo.start()
    see(item)
    return finish().violations.map(({ what }) => what)
  }

  it('has the hands of two; an earlier release’s may have one', () => {
    expect(faultsIn(ended({ ...dismissed, found: { by: 'bo', on: '2025-04-01' } }))).toEqual([])
    expect(faultsIn(ended(dismissed, {}))).toEqual([])
  })

  it.each([
    ['one dismissed by one hand', dismissed, 'it ended, and no officer had found it so'],
    [
      'one found and dismissed by one person',
      { ...dismissed, found: { by: ' Chen', on: '2025-04-01' } },
      'one person found it so and ended it',
    ],
    [
      'one dismissed before it was found so',
      { ...dismissed, found: { by: 'bo', on: '2025-04-03' } },
      'it ended before it was found so',
    ],
    [
      'money taken back of another claim than was found',
      {
        ...{ status: 'recovered', confirmedBy: 'chen', confirmedOn: '2025-04-02' },
        found: { by: 'bo', on: '2025-04-02', claims: ['another'] },
      },
      'it takes back of other claims than were found',
    ],
    [
      'money taken back as one hand says',
      {
        status: 'recovered',
        confirmedBy: 'bo',
        confirmedOn: '2025-04-02',
        found: { by: 'bo', on: '2025-04-02' },
      },
      'one person found it so and ended it',
    ],
  ])('%s is found', (_, standing, what) => {
    expect(faultsIn(ended(standing))).toEqual([what])
  })
})

describe('recoveries between settlement and the ledger', () => {
  const ordered = { service: 'settlement', item: recovered() } as const
  const posted = {
    service: 'budget',
    item: { pk: 'R', sk: 'RC-1', kind: 'recovery-posted', bookedIn: '2025-04', amount: 100_000, ...recovery },
  } as const
  const found = async (...records: (typeof ordered | { service: 'budget'; item: RecordedItem })[]) => {
    const { violations } = await judge(records)
    return violations
      .filter(({ invariant }) => invariant === 'cross.recoveries-in-ledger')
      .map(({ what }) => what)
  }

  it('are the same', async () => {
    expect(await found(ordered, posted)).toEqual([])
  })

  it.each([
    ['one that never reached the ledger', [ordered], 'missing in budget'],
    ['one nobody ordered', [posted], 'missing in settlement'],
    ['one booked twice', [ordered, posted, posted], 'stands twice in budget'],
    [
      'one booked a fen too much',
      [ordered, { ...posted, item: { ...posted.item, amount: 100_001 } }],
      'differs between settlement and budget',
    ],
  ])('%s is found', async (_, records, what) => {
    expect(await found(...(records as (typeof posted)[]))).toContain(what)
  })
})
