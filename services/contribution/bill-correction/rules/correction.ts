import type { Day } from '#shared/calendar/day.ts'
import { addDays, lastDayOfYear } from '#shared/calendar/day.ts'
import type { Signature } from '#shared/contracts/fields.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { CityCode } from '#shared/kernel/divisions.ts'
import type { AidCategory } from '#shared/kernel/scheme.ts'
import type { Fen } from '#shared/money/fen.ts'
import { fen } from '#shared/money/fen.ts'
import type { Bill } from '../../bill/rules/bill.ts'
import { differenceBillId } from '../../bill/rules/siblings.ts'
import type { ResidentStandard } from '../../billing/rules/resident-bill.ts'
import { partsOfResident } from '../../billing/rules/resident-bill.ts'
import { refuse } from '../../refusals.ts'
import { mayDecide } from '../../two-hands/rules/may-decide.ts'

/** What a resident's bill of a year should have been less what it is: of their own part, and of what medical aid pays. */
export type Difference = { readonly own: Fen; readonly aidFunded: Fen }

/** A bill that one officer would correct, by the document that says as whom the resident should have been billed. */
type CorrectionDraft = Difference & {
  readonly correctionId: string
  readonly billId: string
  readonly city: CityCode
  /** The category of the time of billing, as the document has it. */
  readonly aid: AidCategory
  readonly why: string
  readonly document: string
  readonly proposed: Signature
}

export type BillCorrection = CorrectionDraft &
  (
    | { readonly state: 'proposed' }
    | { readonly state: 'approved'; readonly decided: Signature; readonly differenceBill?: string }
    | { readonly state: 'rejected'; readonly decided: Signature & { readonly reason: string } }
  )

export const correctionStates = [
  'proposed',
  'approved',
  'rejected',
] as const satisfies readonly BillCorrection['state'][]

/** What is due of the resident themselves by a bill and its corrections. */
const ownOf = ({ dues, corrected }: Bill): Fen =>
  corrected?.own ?? dues.find(({ payer }) => payer === 'individual')?.pooled ?? 0

const pledgedOf = ({ dues }: Bill): Fen => dues.find(({ payer }) => payer === 'collective')?.pooled ?? 0

/**
 * What a resident's bill should have been less what it is, by the standard of its city and year as it is known now, and by the
 * category that the resident had. What others pledged of it stays as it was billed.
 */
export const differenceOf = (
  bill: Bill,
  aid: AidCategory,
  birthOn: string,
  standard: ResidentStandard,
): Decision<Difference> => {
  if (bill.kind !== 'resident-year') return refuse('bill-correction.other-kind', { field: 'billId' })
  if (bill.repairedBy !== undefined)
    return refuse('repair.replaced', { field: 'billId', figures: { repairedBy: bill.repairedBy } })
  if (bill.struck || bill.withdrawnOn !== undefined)
    return refuse('bill-correction.not-standing', { field: 'billId' })
  const { own: ofPerson, aidFunded } = partsOfResident(standard, { aid, birthOn, county: bill.county })
  const own = ofPerson - pledgedOf(bill)
  if (own < 0) return refuse('bill-correction.pledged', { figures: { pledged: pledgedOf(bill) } })
  const difference = { own: fen(own - ownOf(bill)), aidFunded: fen(aidFunded - (bill.aidFunded ?? 0)) }
  return difference.own === 0 && difference.aidFunded === 0
    ? refuse('bill-correction.nothing', { field: 'aid' })
    : accept(difference)
}

/** The later of two days. */
const later = (one: Day, other: Day): Day => (one > other ? one : other)

type Issue = { readonly issuedOn: Day; readonly paymentDays: number }

/**
 * The bill of a difference: what is still to be paid, or what goes back. It gives no months.
 * @param issue the day, and how many days there are to pay what is still due: never fewer than the bill itself left
 */
export const differenceBill = (
  bill: Bill,
  { correctionId, own }: Pick<BillCorrection, 'correctionId' | 'own'>,
  { issuedOn, paymentDays }: Issue,
): Bill => {
  const { scheme, city, fundYear, from, to, persons } = bill
  return {
    ...{ billId: differenceBillId(bill, (bill.corrected?.count ?? 0) + 1), kind: 'resident-difference' },
    ...{ scheme, city, fundYear, from, to, issuedOn, correctionId },
    charge: own < 0 ? 'refund' : 'base-difference',
    dueOn:
      own < 0 ? later(issuedOn, lastDayOfYear(fundYear)) : later(addDays(issuedOn, paymentDays), bill.dueOn),
    dues: [{ payer: 'individual', pooled: own, account: 0 }],
    persons: persons.map(({ personId }) => ({ personId, account: 0, of: bill.billId })),
    ...{ status: 'issued', paid: {} },
  }
}

/**
 * The bill as it stands corrected: what medical aid pays of it from now on, and what the resident pays in all. What
 * statements counted of it before stays as they counted it.
 * @param by the statement that counts the difference at once, where the resident is counted already
 */
export const correctedBill = (
  bill: Bill,
  { own, aidFunded }: Difference,
  aid: AidCategory,
  by: string | undefined,
): Bill => {
  const { aid: _, earlierStatements = [], statementId, aidAdjusted = [], corrected, ...rest } = bill
  const counted = [
    ...earlierStatements.map((each, index) => ({ statementId: each, sign: index % 2 === 0 ? 1 : -1 })),
    ...(statementId === undefined ? [] : [{ statementId, sign: 1 }]),
  ]
  const adjusted = [
    ...aidAdjusted,
    ...counted.map((each) => ({ statementId: each.statementId, aidFunded: fen(0 - each.sign * aidFunded) })),
    ...(by === undefined ? [] : [{ statementId: by, aidFunded }]),
  ].filter((each) => each.aidFunded !== 0)
  const total = fen((bill.aidFunded ?? 0) + aidFunded)
  return {
    ...rest,
    ...(earlierStatements.length === 0 ? {} : { earlierStatements }),
    ...(statementId === undefined ? {} : { statementId }),
    ...(adjusted.length === 0 ? {} : { aidAdjusted: adjusted }),
    ...(total > 0 ? { aid } : {}),
    aidFunded: total,
    corrected: { count: (corrected?.count ?? 0) + (own === 0 ? 0 : 1), own: fen(ownOf(bill) + own) },
  }
}

/** What a second officer decides; the same again changes nothing. */
export const decideCorrection = (
  correction: BillCorrection,
  decision:
    | { readonly as: 'approved'; readonly differenceBill?: string }
    | { readonly as: 'rejected'; readonly reason: string },
  decided: Signature,
): Decision<BillCorrection> => {
  const may = mayDecide(correction, decision.as, decided.by, 'bill-correction.decided')
  if (may.status === 'refused') return may
  if (may.value === 'stands') return accept(correction)
  if (decision.as === 'rejected')
    return accept({ ...correction, state: 'rejected', decided: { ...decided, reason: decision.reason } })
  const { differenceBill: issued } = decision
  return accept({
    ...correction,
    ...{ state: 'approved', decided },
    ...(issued === undefined ? {} : { differenceBill: issued }),
  })
}
