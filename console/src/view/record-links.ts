import { isInstitution } from './value-kind.ts'

/** The page of a record, and the parameter that it is found by there. */
type Place = readonly [page: string, param: string]

const claim: Place = ['claims/explanation', 'claimId']

/** The page that an id opens, by the name of the field that it stands in. */
const places: Readonly<Record<string, Place>> = {
  ...{ claimId: claim, claims: claim, claimIds: claim, reverses: claim, reinstates: claim, corrects: claim },
  personId: ['people/person', 'personId'],
  otherPersonId: ['people/person', 'personId'],
  personIds: ['people/person', 'personId'],
  billId: ['contributions/bill', 'billId'],
  paymentId: ['contributions/payment', 'paymentId'],
  employerId: ['contributions/employer', 'employerId'],
  lumpSumId: ['contributions/lump-sum', 'lumpSumId'],
  statementId: ['contributions/subsidy-statement', 'statementId'],
  writeOffId: ['tax/write-off', 'writeOffId'],
  correctionId: ['tax/bill-correction', 'correctionId'],
  requestId: ['tax/refund-request', 'requestId'],
  caseId: ['claims/audit-case', 'caseId'],
  benefitId: ['claims/benefit', 'benefitId'],
  whatIfId: ['claims/what-if', 'whatIfId'],
  pricingId: ['claims/pricing', 'pricingId'],
  reconciliationId: ['claims/reconciliation', 'reconciliationId'],
  transferId: ['people/transfer', 'transferId'],
  likenessId: ['people/likeness', 'likenessId'],
  partingId: ['people/parting', 'partingId'],
  schoolCode: ['people/school', 'schoolCode'],
  tableId: ['control/group-table', 'tableId'],
}

/** The record that a value names: its page, and what it is found by. */
export type NamedRecord = { readonly page: string; readonly row: Readonly<Record<string, string>> }

/** The record that a value of a field names; undefined where it names none that has a page. */
export const recordNamed = (name: string, value: unknown): NamedRecord | undefined => {
  if (typeof value !== 'string' || value === '') return undefined
  if (isInstitution(name, value)) return { page: 'institutions/institution', row: { code: value } }
  const place = Object.hasOwn(places, name) ? places[name] : undefined
  return place && { page: place[0], row: { [place[1]]: value } }
}

/** The fields that name records. */
export const namingFields: readonly string[] = Object.keys(places)
