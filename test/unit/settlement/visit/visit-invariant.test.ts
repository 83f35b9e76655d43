import { describe, expect, it } from 'vitest'
import type { RecordedItem } from '#shared/kernel/invariant.ts'
import { visits } from '../../../../services/settlement/visit/invariants.ts'

const event = (number: number, kind: string, more: object = {}): RecordedItem => ({
  pk: 'VISIT#V1',
  sk: `EVENT#${String(number).padStart(6, '0')}`,
  kind,
  ...more,
})
const claim = (claimId: string, kind: string, sk = 'CLAIM'): RecordedItem => ({
  pk: `CLAIM#${claimId}`,
  sk,
  kind,
})
const call = (number: number): RecordedItem => ({
  ...claim('C9', 'visit-call'),
  visitId: 'V1',
  event: number,
})

const sound = [
  event(1, 'visit-opened'),
  call(1),
  event(2, 'visit-settled', { claimId: 'C1' }),
  claim('C1', 'claim-settled'),
  claim('C1', 'claim-reversed-by', 'REVERSED'),
  event(3, 'visit-settled', { claimId: 'C2' }),
  claim('C2', 'claim-settled'),
]

const finding = (items: readonly RecordedItem[]) => {
  const { see, finish } = visits.start()
  for (const item of items) see(item)
  return finish()
}
const faults = (items: readonly RecordedItem[]) => finding(items).violations.map(({ what }) => what)

describe('visits', () => {
  it('are sound when a claim stands again since its reversal was taken back', () => {
    const again = [
      ...sound.filter(({ claimId, pk }) => claimId !== 'C2' && pk !== 'CLAIM#C2'),
      { ...claim('C1', 'claim-reversed-by', 'REVERSED#002'), undoes: 'R1' },
      event(3, 'visit-settled', { claimId: 'C1' }),
    ]
    expect(faults(again)).toEqual([])
    expect(
      faults([...again, event(4, 'visit-settled', { claimId: 'C2' }), claim('C2', 'claim-settled')]),
    ).toEqual(['it is settled twice'])
  })

  it('are sound when each settlement is a claim and one stands', () => {
    expect(finding(sound)).toEqual({ checked: 2, violations: [] })
  })

  it.each([
    ['whose claim is missing', sound.filter(({ pk }) => pk !== 'CLAIM#C2'), 'it is settled by no claim'],
    ['settled twice', sound.filter(({ kind }) => kind !== 'claim-reversed-by'), 'it is settled twice'],
    [
      'without the event of a call',
      sound.filter(({ sk }) => sk !== 'EVENT#000001'),
      'its event is not there',
    ],
  ])('%s are found', (_, items, what) => {
    expect(faults(items)).toEqual([what])
  })
})
