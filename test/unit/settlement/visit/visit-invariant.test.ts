import { describe, expect, it } from 'vitest'
import type { RecordedItem } from '#shared/kernel/invariant.ts'
import { visitOfPurchases } from '../../../../services/settlement/claim/rules/purchase-visit.ts'
import { toClaimItem } from '../../../../services/settlement/insured-year/records/claim-item.ts'
import { visits } from '../../../../services/settlement/visit/invariants.ts'
import { visitSlots } from '../../../../services/settlement/visit/slot-item.ts'
import { settledClaim, stayRequest } from '../insured-year/recorded.ts'

const registered = 'V0123456789abcdef0123'
const own = 'HIS-1'

const event = (number: number, kind: string, more: object = {}): RecordedItem => ({
  pk: `VISIT#${registered}`,
  sk: `EVENT#${String(number).padStart(6, '0')}`,
  kind,
  ...more,
})
const under = (claimId: string, kind: string, sk: string, more: object = {}): RecordedItem => ({
  pk: `CLAIM#${claimId}`,
  sk,
  kind,
  ...more,
})
const claim = (
  claimId: string,
  visitId = registered,
  batch?: string,
  marks: readonly string[] = [],
): RecordedItem => {
  const settled = { claim: { ...settledClaim(stayRequest), claimId }, accountAfter: 0, visitId, marks }
  const item: object = toClaimItem(batch === undefined ? settled : { ...settled, batch })
  return item as RecordedItem
}
const reversed = (claimId: string) => under(claimId, 'claim-reversed-by', 'REVERSED', { reversalId: 'R1' })
const reinstated = (claimId: string) =>
  under(claimId, 'claim-reversed-by', 'REVERSED#002', { reversalId: 'R2', undoes: 'R1' })
const slot = (...standing: readonly { claimId: string; batch?: string }[]): RecordedItem =>
  visitSlots.item({
    ...{ institution: 'H1', visitId: own, personId: 'P1', version: 1 },
    standing,
  }) as RecordedItem

const opened = event(1, 'visit-opened')
const call = under('C9', 'visit-call', 'CLAIM', { visitId: registered, event: 1 })
const settledBy = (number: number, claimId: string) => event(number, 'visit-settled', { claimId })
const reversedAs = (number: number, claimId: string) =>
  event(number, 'visit-settlement-reversed', { claimId })

/** Registered, settled by C1, which was reversed, and settled by C2. */
const sound = [
  ...[opened, call, settledBy(2, 'C1'), claim('C1'), reversed('C1'), reversedAs(3, 'C1')],
  ...[settledBy(4, 'C2'), claim('C2')],
]
const without = (...gone: readonly RecordedItem[]) => sound.filter((item) => !gone.includes(item))
const [, , , , mark, freed, again, second] = sound as [never, never, never, never, ...RecordedItem[]]

const finding = (items: readonly RecordedItem[]) => {
  const { see, finish } = visits.start()
  for (const item of items) see(item)
  return finish()
}
const faults = (items: readonly RecordedItem[]) => finding(items).violations.map(({ what }) => what)

describe('visits', () => {
  it('are sound when visits and claims agree on the one that stands, in whatever order they are seen', () => {
    expect(finding(sound)).toEqual({ checked: 2, violations: [] })
    expect(finding(sound.toReversed())).toEqual({ checked: 2, violations: [] })
    const back = [claim('C1'), reversed('C1'), reinstated('C1')]
    expect(faults([opened, settledBy(2, 'C1'), reversedAs(3, 'C1'), settledBy(4, 'C1'), ...back])).toEqual([])
  })

  it('are sound when each charging batch is settled by a claim of its own', () => {
    const batches = [claim('C1', own, 'B1'), claim('C2', own, 'B2')]
    const standing = slot({ claimId: 'C1', batch: 'B1' }, { claimId: 'C2', batch: 'B2' })
    expect(faults([...batches, standing])).toEqual([])
  })

  it('whose claim is missing are found', () => {
    expect(faults(without(second as RecordedItem))).toEqual(['it is settled by no claim'])
    expect(faults([slot({ claimId: 'C1' })])).toEqual(['it is settled by no claim'])
  })

  it('that name a claim which is reversed are found', () => {
    expect(faults(without(freed as RecordedItem, again as RecordedItem, second as RecordedItem))).toEqual([
      'it is settled by a claim that is reversed',
    ])
    expect(faults([slot({ claimId: 'C1' }), claim('C1', own), reversed('C1')])).toEqual([
      'it is settled by a claim that is reversed',
    ])
  })

  it('that do not name a claim which stands are found', () => {
    expect(faults(without(again as RecordedItem))).toEqual(['a claim of it stands that it does not name'])
    expect(faults([claim('C1', own)])).toEqual(['a claim of it stands that it does not name'])
  })

  it('that are settled twice are found, whatever they say of it', () => {
    expect(faults(without(mark as RecordedItem, freed as RecordedItem))).toEqual(['it is settled twice'])
    const twice = [claim('C1', own, 'B1'), claim('C2', own, 'B1')]
    const both = slot({ claimId: 'C1', batch: 'B1' }, { claimId: 'C2', batch: 'B1' })
    expect(faults([...twice, both])).toEqual(['it is settled twice'])
  })

  it('with a line that two standing claims settled are found', () => {
    const [b1, b2] = [claim('C1', own, 'B1', ['m1', 'm2']), claim('C2', own, 'B2', ['m2'])]
    const standing = slot({ claimId: 'C1', batch: 'B1' }, { claimId: 'C2', batch: 'B2' })
    expect(faults([b1, b2, standing])).toEqual(['a line of it is settled twice'])
    const left = slot({ claimId: 'C2', batch: 'B2' })
    expect(faults([b1, reversed('C1'), b2, left])).toEqual([])
  })

  it('that are settled twice in other letters are found', () => {
    const twice = [claim('C1', own, 'B1'), claim('C2', 'his-1', 'ｂ1')]
    const both = slot({ claimId: 'C1', batch: 'B1' }, { claimId: 'C2', batch: 'ｂ1' })
    expect(faults([...twice, both])).toEqual(['it is settled twice'])
    const small = registered.toLowerCase()
    expect(faults([opened, settledBy(2, 'C1'), settledBy(3, 'C2'), claim('C1'), claim('C2', small)])).toEqual(
      ['it is settled twice'],
    )
  })

  it('without the event of a call are found', () => {
    expect(faults(without(opened))).toEqual(['its event is not there'])
  })

  it('finds a purchase that is settled under two visits of the pharmacy’s own', () => {
    const sold = (claimId: string, visitId: string): RecordedItem => {
      const item: object = { ...claim(claimId, visitId), lineMarks: ['m1', 'm2'] }
      return item as RecordedItem
    }
    const of = (visitId: string, ...standing: readonly { claimId: string }[]) =>
      visitSlots.item({ institution: 'H1', visitId, personId: 'P1', version: 1, standing }) as RecordedItem
    const { personId, servedOn } = settledClaim(stayRequest)
    const day = visitOfPurchases(personId, servedOn)
    const items = [sold('C1', 'YD-1'), of('YD-1', { claimId: 'C1' }), of(day, { claimId: 'C1' })]
    expect(finding(items).violations).toEqual([])
    const twice = [sold('C2', 'YD-2'), of('YD-2', { claimId: 'C2' })]
    const both = of(day, { claimId: 'C1' }, { claimId: 'C2' })
    const found = finding([...items.slice(0, 2), ...twice, both]).violations.map(({ what }) => what)
    expect(found).toEqual(['it is settled twice', 'a line of it is settled twice'])
  })
})
