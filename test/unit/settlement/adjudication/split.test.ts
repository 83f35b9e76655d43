import { describe, expect, it } from 'vitest'
import { splitCharges, splitLine } from '../../../../services/settlement/adjudication/rules/split.ts'
import { catalogueEntry } from '../../../../services/settlement/catalogue/rules/catalogue.ts'

const entry = (value: Record<string, unknown>) => catalogueEntry.parse({ code: 'x', ...value })
const line = (amount: number, quantity = '1') => ({ code: 'x', quantity, amount })

describe('a line falls into four parts', () => {
  it('class A is in scope in full', () => {
    expect(splitLine(line(12_345), entry({ class: 'A' }), 3)).toMatchObject({
      inScope: 12_345,
      firstSelfPaid: 0,
    })
  })

  it('class B: 3 % of 20,000 yuan is first self-paid, the rest in scope', () => {
    const split = splitLine(line(2_000_000), entry({ class: 'B', firstSelfPaid: 0.03 }), 3)
    expect(split).toMatchObject({ firstSelfPaid: 60_000, inScope: 1_940_000 })
  })

  it('class C is fully self-paid whatever its price', () => {
    expect(splitLine(line(500), entry({ class: 'C' }), 1)).toMatchObject({ fullySelfPaid: 500, inScope: 0 })
  })

  it('what exceeds the price limit of the hospital’s level is the patient’s, and the first self-paid share is of the rest', () => {
    const implant = entry({ class: 'B', firstSelfPaid: 0.1, priceLimit: { 2: 100, 3: 150 } })
    expect(splitLine(line(40_000, '2'), implant, 3)).toMatchObject({
      overLimit: 10_000,
      firstSelfPaid: 3_000,
      inScope: 27_000,
    })
    expect(splitLine(line(40_000, '2'), implant, 2)).toMatchObject({ overLimit: 20_000, inScope: 18_000 })
    expect(splitLine(line(40_000, '2'), implant, 1)).toMatchObject({ overLimit: 0, inScope: 36_000 })
  })

  it('a limit on 1.5 units of 33.33 yuan is 50.00, half a fen rounded up', () => {
    const limited = entry({ class: 'A', priceLimit: 33.33 })
    expect(splitLine(line(6_000, '1.5'), limited, 1)).toMatchObject({ overLimit: 1_000, inScope: 5_000 })
  })
})

describe('the lines of a claim', () => {
  it('add up, together and by item class', () => {
    const entries = new Map([
      ['a', entry({ class: 'A' })],
      ['b', entry({ class: 'B', firstSelfPaid: 0.1, itemClass: 'exam' })],
    ])
    const charges = [
      { code: 'a', quantity: '1', amount: 1_000 },
      { code: 'b', quantity: '1', amount: 500 },
      { code: 'a', quantity: '1', amount: 2_000 },
    ]
    const { parts, classes } = splitCharges(charges, (code) => entries.get(code), 3)
    expect(parts).toEqual({ total: 3_500, fullySelfPaid: 0, overLimit: 0, firstSelfPaid: 50, inScope: 3_450 })
    expect(classes.get('A')?.total).toBe(3_000)
    expect(classes.get('exam')).toMatchObject({ total: 500, firstSelfPaid: 50 })
  })
})

describe('a catalogue entry', () => {
  it.each([
    [{ class: 'B' }, 'class B needs firstSelfPaid'],
    [{ class: 'A', firstSelfPaid: 0.1 }, 'only class B has firstSelfPaid'],
    [{ class: 'D' }, 'Invalid option'],
    [{ class: 'A', priceLimit: -1 }, 'not an amount in yuan'],
  ])('%j is refused', (value, message) => {
    const parsed = catalogueEntry.safeParse({ code: 'x', ...value })
    expect(JSON.stringify(parsed.error?.issues)).toContain(message)
  })
})
