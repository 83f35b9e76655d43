import { describe, expect, it } from 'vitest'
import { entitledSpells } from '../../../../services/enrollment/entitlement/rules/entitlement.ts'
import { residentWait } from '../../../../services/enrollment/entitlement/rules/resident-wait.ts'
import { employeeSpell, insured, residentSpell, rules, yearPaid } from '../given.ts'

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

describe('who leaves the employee scheme', () => {
  const left = (months: number) => ({
    ...insured(employeeSpell, {
      spells: [
        { ...employeeSpell, from: '2023-01-01', to: '2025-03-31', broughtMonths: months },
        { ...residentSpell, from: '2025-04-01' },
      ],
      paidBills: [yearPaid(2025, '2025-04-20')],
    }),
  })
  const firstDay = (months: number, years: number) =>
    entitledSpells(left(months), { ...rules, leaverYears: () => years })
      .filter(({ scheme }) => scheme === 'resident')
      .at(0)?.from

  it('needs no wait, where the city asks for two years of contributions only after these', () => {
    expect(firstDay(0, 0)).toBe('2025-04-20')
    expect([firstDay(23, 2), firstDay(24, 2)]).toEqual(['2025-07-20', '2025-04-20'])
  })
})
