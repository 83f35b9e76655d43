import type { SettleClaim } from '../../../../services/settlement/claim/rules/command.ts'
import type { Institution } from '../../../../services/settlement/institution/rules/institution.ts'
import type { InsuredYear, Spell } from '../../../../services/settlement/insured-year/rules/insured-year.ts'
import { newInsuredYear } from '../../../../services/settlement/insured-year/rules/insured-year.ts'

export const residentOfHefei: Spell = {
  scheme: 'resident',
  city: '340100',
  employment: 'resident',
  aid: 'none',
  from: '2025-01-01',
  to: '2025-12-31',
}

/** The year 2025 of a person of 45 who is covered as a resident of Hefei, unless a test says otherwise. */
export const yearOf2025 = (changed: Partial<InsuredYear> = {}): InsuredYear => ({
  ...newInsuredYear('person-1', 2025),
  version: 1,
  entitlementVersion: 1,
  birthOn: '1980-03-01',
  sex: 'female',
  spells: [residentOfHefei],
  ...changed,
})

/** A provincial level-3 hospital in Hefei. */
export const provincialHospital: Institution = {
  code: 'H34010000001',
  city: '340100',
  level: 3,
  provincial: true,
  agreement: { from: '2024-01-01', to: null },
}

type Inpatient = Extract<SettleClaim, { care: 'inpatient' }>

/** A stay of ten days in May 2025 with 20,000 yuan of class A drugs. */
export const stay = (changed: Partial<Inpatient> = {}): Inpatient => ({
  care: 'inpatient',
  claimId: 'claim-1',
  msgid: 'H34010000001-20250520100000-0001',
  fingerprint: 'f1',
  personId: 'person-1',
  institution: provincialHospital,
  admittedOn: '2025-05-10',
  dischargedOn: '2025-05-20',
  lines: [{ code: 'drug-a', quantity: '100', unitPrice: '200', amount: 2_000_000 }],
  total: 2_000_000,
  useAccount: false,
  today: '2025-05-21',
  ...changed,
})

type Outpatient = Extract<SettleClaim, { care: 'outpatient' }>

/** A visit in May 2025 with 300 yuan of class A drugs. */
export const visit = (changed: Partial<Outpatient> = {}): Outpatient => ({
  care: 'outpatient',
  claimId: 'claim-2',
  msgid: 'H34010000001-20250522100000-0001',
  fingerprint: 'f2',
  personId: 'person-1',
  institution: provincialHospital,
  serviceOn: '2025-05-22',
  lines: [{ code: 'drug-a', quantity: '3', unitPrice: '100.00', amount: 30_000 }],
  total: 30_000,
  useAccount: false,
  today: '2025-05-22',
  ...changed,
})
