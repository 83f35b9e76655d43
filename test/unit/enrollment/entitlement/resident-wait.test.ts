import { describe, expect, it } from 'vitest'
import { residentWait } from '../../../../services/enrollment/entitlement/rules/resident-wait.ts'
import { rules } from '../given.ts'

const rule = rules.residentWait(2027, '340100')

describe('the wait of residents from 2025 (国办发〔2024〕38号)', () => {
  it('is four months after two missed years, and three when one of them is repaid (Qingdao)', () => {
    const payment = { paysFor: 2027, missed: [2025, 2026] }
    expect(residentWait(rule, { ...payment, repaidYears: 0 })).toEqual({
      months: 4,
      entitledFrom: '2027-05-01',
    })
    expect(residentWait(rule, { ...payment, repaidYears: 1 })).toEqual({
      months: 3,
      entitledFrom: '2027-04-01',
    })
  })

  it('is none for who paid in the window and missed nothing', () => {
    expect(residentWait(rule, { paysFor: 2027, missed: [], repaidYears: 0 })).toEqual({
      months: 0,
      entitledFrom: '2027-01-01',
    })
  })

  it('is three months from a payment outside the window', () => {
    const late = { paysFor: 2027, missed: [], repaidYears: 0 }
    expect(residentWait(rule, { ...late, paidLateOn: '2027-02-10' })).toEqual({
      months: 3,
      entitledFrom: '2027-05-10',
    })
    expect(residentWait(rule, { ...late, paidLateOn: '2027-11-30' })).toEqual({
      months: 3,
      entitledFrom: '2028-02-29',
    })
  })

  it('is none for a payment by the end of February, where the province takes that as in time', () => {
    const lenient = { ...rule, noWaitThroughMonth: 2 }
    const late = { paysFor: 2027, missed: [], repaidYears: 0 }
    expect(residentWait(lenient, { ...late, paidLateOn: '2027-02-28' })).toEqual({
      months: 0,
      entitledFrom: '2027-03-01',
    })
    expect(residentWait(lenient, { ...late, paidLateOn: '2027-03-01' })).toEqual({
      months: 3,
      entitledFrom: '2027-06-01',
    })
  })

  it.each([
    ['paymentDay', '2027-06-20'],
    ['paymentMonth', '2027-06-01'],
    ['paymentMonthEnd', '2027-07-01'],
  ] as const)(
    'counts from %s where a city says so: three months from 20 March end on %s',
    (countsLateFrom, entitledFrom) => {
      const late = { paysFor: 2027, missed: [], repaidYears: 0, paidLateOn: '2027-03-20' }
      expect(residentWait({ ...rule, countsLateFrom }, late)).toEqual({ months: 3, entitledFrom })
    },
  )

  it('stays three months for who missed years, also by the end of February', () => {
    const lapsed = { paysFor: 2027, missed: [2026], repaidYears: 0, paidLateOn: '2027-02-10' }
    expect(residentWait({ ...rule, noWaitThroughMonth: 2 }, lapsed)).toEqual({
      months: 3,
      entitledFrom: '2027-05-10',
    })
  })

  it('keeps the fixed months whatever is repaid', () => {
    expect(residentWait(rule, { paysFor: 2027, missed: [2025, 2026], repaidYears: 2 }).months).toBe(3)
  })

  it('is at least six months after four missed years, though all are repaid', () => {
    const lapse = { paysFor: 2029, missed: [2025, 2026, 2027, 2028] }
    expect(residentWait(rule, { ...lapse, repaidYears: 0 }).months).toBe(6)
    expect(residentWait(rule, { ...lapse, repaidYears: 4 }).months).toBe(6)
    expect(
      residentWait(rule, { ...lapse, paysFor: 2030, missed: [...lapse.missed, 2029], repaidYears: 0 }).months,
    ).toBe(7)
  })

  it('does not count years before the rule', () => {
    expect(residentWait(rule, { paysFor: 2025, missed: [2023, 2024], repaidYears: 0 }).months).toBe(0)
  })

  it('follows its parameters: where every missed year lengthens the wait, two make five months', () => {
    const strict = { ...rule, missedYearsInFixed: 0 }
    expect(residentWait(strict, { paysFor: 2027, missed: [2025, 2026], repaidYears: 0 }).months).toBe(5)
  })
})
