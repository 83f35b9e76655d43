import type { EntitlementRules } from '../../../services/enrollment/entitlement/rules/entitlement-rules.ts'
import type { CoverageSpell, Insured } from '../../../services/enrollment/person/rules/insured.ts'

/** Round figures for the tests; the province's own stand in its policy. */
export const rules: EntitlementRules = {
  flexibleWaitMonths: () => 3,
  arrearsMonths: () => 3,
  retirementYears: (_, sex) => (sex === 'male' ? 30 : 25),
  paidYearsLeast: () => 15,
  newbornDays: () => 90,
  newbornFrom: () => 'birth',
  leaverDays: () => 90,
  returnDays: () => 90,
  leaverYears: () => 0,
  switchMonths: () => 3,
  switchYears: () => 2,
  breakRule: () => ({ longerThanMonths: 3, employedWait: 0, flexibleWait: 3 }),
  residentWait: () => ({
    fixedMonths: 3,
    monthsPerMissedYear: 1,
    missedYearsInFixed: 1,
    monthsOffPerRepaidYear: 1,
    longLapse: { years: 4, atLeastMonths: 6 },
    countsFrom: 2025,
    noWaitThroughMonth: 0,
    countsLateFrom: 'paymentDay',
  }),
  countedYears: () => ({
    countsFrom: 2000,
    schemes: ['resident', 'employee'],
    repaired: false,
    withoutDays: true,
  }),
}

export const residentSpell: CoverageSpell = {
  scheme: 'resident',
  city: '340100',
  employment: 'resident',
  from: '2025-01-01',
  to: null,
  broughtMonths: 0,
}

export const employeeSpell: CoverageSpell = {
  ...residentSpell,
  scheme: 'employee',
  employment: 'employed',
  employerId: 'E1',
}

/** A woman of 1980 covered by one spell, with what a test says otherwise. */
export const insured = (spell: CoverageSpell, more: Partial<Insured> = {}): Insured =>
  ({
    status: 'covered',
    personId: 'P1',
    sex: 'female',
    birthOn: '1980-05-20',
    spells: [spell],
    aids: [],
    paidBills: [],
    horizonYear: 2025,
    ...more,
  }) as Insured

export const monthPaid = (month: string, paidOn = `${month}-15`) => ({
  billId: `E-E1-${month}`,
  scheme: 'employee' as const,
  from: month,
  to: month,
  paidOn,
})

export const yearPaid = (year: number, paidOn: string) => ({
  billId: `R-P1-${year}`,
  scheme: 'resident' as const,
  from: `${year}-01`,
  to: `${year}-12`,
  paidOn,
})
