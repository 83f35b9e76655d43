import { expect, it } from 'vitest'
import { partAids } from '../../../../services/enrollment/parting/rules/part-aids.ts'
import type { AidSpell } from '../../../../services/enrollment/person/rules/insured.ts'

const poor: AidSpell = { aid: 'minimum-living', from: '2025-02-01' }
const over: AidSpell = { aid: 'none', from: '2025-06-01' }
const hardship: AidSpell = { aid: 'special-hardship', from: '2025-01-01' }

const parted = (stays: readonly AidSpell[], goes: readonly AidSpell[], named: readonly string[]) => {
  const decision = partAids({ stays: { aids: stays }, goes: { aids: goes } }, named)
  return decision.status === 'refused'
    ? decision.refusal.code
    : { stays: decision.value.stays, goes: decision.value.goes }
}

it('a category that ended goes over for as long as it lasted, whether or not its end is named', () => {
  const both = { stays: [], goes: [poor, over] }
  expect(parted([poor, over], [], ['2025-02-01', '2025-06-01'])).toEqual(both)
  expect(parted([poor, over], [], ['2025-02-01'])).toEqual(both)
})

it('one that another followed ends with it, and the other is what they were before', () => {
  const next: AidSpell = { aid: 'special-hardship', from: '2025-06-01' }
  expect(parted([poor, next], [], ['2025-02-01'])).toEqual({ stays: [next], goes: [poor, over] })
  expect(parted([poor, next], [hardship], ['2025-02-01'])).toEqual({
    stays: [next],
    goes: [hardship, poor, { aid: 'special-hardship', from: '2025-06-01' }],
  })
})

it('what the other’s own record says of those days counts', () => {
  const own: AidSpell = { aid: 'special-hardship', from: '2025-04-01' }
  expect(parted([poor, over], [own], ['2025-02-01'])).toEqual({ stays: [], goes: [poor, own] })
})

it('an end does not go alone: the category that it ends would never end', () => {
  expect(parted([poor, over], [], ['2025-06-01'])).toBe('parting.item-unknown')
})
