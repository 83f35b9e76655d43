import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { visitOfPurchase } from '../../../../services/settlement/national/purchase.ts'
import type { FeeLine } from '../../../../services/settlement/visit/rules/visit-events.ts'

const line = (serial: string, quantity = '3', amount = 30_000): FeeLine => ({
  ...{ serial, code: 'XA01AAA001', quantity, unitPrice: '100', amount },
})
const on = '2025-11-20'

describe('a purchase that nobody registered', () => {
  it('is the same by its lines, in whatever order and however its figures are written', () => {
    const said = visitOfPurchase('P1', on, [line('01'), line('2', '1', 10_000)])
    const again = visitOfPurchase('P1', on, [line('2', '1.0000', 10_000), line('１', '3.00')])
    expect([again.visitId, again.batch, again.marks.toSorted()]).toEqual([
      said.visitId,
      said.batch,
      said.marks.toSorted(),
    ])
  })

  it.each([
    ['number', line('2')],
    ['quantity', line('1', '2')],
    ['amount', line('1', '3', 29_999)],
    ['drug', { ...line('1'), code: 'XB02BBB002' }],
  ])('is another one, without a line in common, with another %s', (_, other) => {
    const [one, two] = [line('1'), other].map((each) => visitOfPurchase('P1', on, [each]))
    expect(one?.visitId).toBe(two?.visitId)
    expect(one?.batch).not.toBe(two?.batch)
    expect(one?.marks).not.toEqual(two?.marks)
  })

  it('is of a visit of its person and day', () => {
    const ids = [
      visitOfPurchase('P1', on, [line('1')]),
      visitOfPurchase('P2', on, [line('1')]),
      visitOfPurchase('P1', '2025-11-21', [line('1')]),
    ].map(({ visitId }) => visitId)
    expect(new Set(ids).size).toBe(3)
  })

  it('shares a mark with every purchase that has one of its lines', () => {
    const lines = fc.uniqueArray(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(lines, lines, (one, other) => {
        const marksOf = (serials: number[]) =>
          visitOfPurchase(
            'P1',
            on,
            serials.map((serial) => line(String(serial))),
          ).marks
        const marks = new Set(marksOf(one))
        const common = marksOf(other).some((mark) => marks.has(mark))
        expect(common).toBe(other.some((serial) => one.includes(serial)))
      }),
    )
  })
})
