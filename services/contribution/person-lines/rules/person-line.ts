import type { Day, Month } from '#shared/calendar/day.ts'
import type { Payer, TreasuryTrail } from '#shared/contracts/contribution.ts'
import type { Fen } from '#shared/money/fen.ts'
import { fen } from '#shared/money/fen.ts'
import type { Bill, BillKind, BillStatus, ChargeKind } from '../../bill/rules/bill.ts'
import { belongsToOf, chargeOf, givesBack, totalDue } from '../../bill/rules/bill.ts'
import type { Receipt } from '../../payment/rules/payment.ts'
import { flagOf } from '../../payment/rules/reversal.ts'

/** How a line stands: it counts, it was taken back, or it takes another back. */
export const lineStates = ['valid', 'reversed', 'reversal'] as const
export type LineState = (typeof lineStates)[number]

/** Money on a line: of an employer's bill it is for all whom that names. */
export type LineMoney = {
  readonly paymentId: string
  readonly payer: Payer
  /** Fen; negative: paid back. */
  readonly amount: Fen
  readonly paidOn: Day
  readonly state: LineState
  /** The payment that it takes back. */
  readonly reverses?: string
  /** A relative's personal account paid it. */
  readonly fromAccount?: true
  readonly treasury?: TreasuryTrail
}

/** What somebody's contribution of a period is, with the three periods that every list of contributions has. */
export type PersonLine = {
  readonly billId: string
  readonly kind: BillKind
  readonly charge: ChargeKind
  /** The month it belongs to (费款所属期), and the first and last month covered (对应期起止). */
  readonly belongsTo: Month
  readonly from: Month
  readonly to: Month
  readonly scheme: Bill['scheme']
  readonly city: Bill['city']
  readonly employerId?: string
  readonly base?: Fen
  readonly amount: Fen
  readonly account: Fen
  readonly status: BillStatus
  readonly state: LineState
  /** The line that it corrects, takes back or is paid in place of. */
  readonly of?: string
  readonly completedOn?: Day
  readonly money: readonly LineMoney[]
}

const stateOf = (bill: Bill, personId: string): LineState => {
  if (givesBack(bill)) return 'reversal'
  const isTakenBack = bill.takenBack?.includes(personId) || bill.repairedBy !== undefined
  return isTakenBack || bill.status === 'refunded' ? 'reversed' : 'valid'
}

const moneyStates = { Z: 'valid', '+': 'reversed', '-': 'reversal' } as const

const moneyOf = (receipt: Receipt, lines: readonly Receipt[], treasury?: TreasuryTrail): LineMoney => {
  const { paymentId, payer, paidOn, reverses, fromAccount } = receipt
  return {
    ...{ paymentId, payer, amount: fen(receipt.pooled + receipt.account), paidOn },
    state: moneyStates[flagOf(receipt, lines)],
    ...(reverses === undefined ? {} : { reverses }),
    ...(fromAccount === undefined ? {} : { fromAccount: true as const }),
    ...(treasury === undefined ? {} : { treasury }),
  }
}

/** What of a bill is one person's: their line's, or the whole of a bill that is theirs alone. */
const amountOf = (bill: Bill, { pooled, account }: Bill['persons'][number]): Fen =>
  pooled === undefined && bill.persons.length === 1 ? fen(totalDue(bill)) : fen((pooled ?? 0) + account)

/** The lines of a person on a bill, with the money that came on it and what the treasury's papers say of that. */
export const linesOn = (
  bill: Bill,
  personId: string,
  {
    receipts,
    trails,
  }: {
    readonly receipts: readonly Receipt[]
    readonly trails: ReadonlyMap<string, TreasuryTrail>
  },
): PersonLine[] => {
  const { billId, kind, from, to, scheme, city, employerId, status, completedOn } = bill
  const money = receipts.map((each) => moneyOf(each, receipts, trails.get(each.paymentId)))
  return bill.persons
    .filter((each) => each.personId === personId)
    .map((each) => {
      const of = each.of ?? bill.feeOf
      return {
        ...{ billId, kind, charge: chargeOf(bill), belongsTo: belongsToOf(bill), from, to, scheme, city },
        ...(employerId === undefined ? {} : { employerId }),
        ...(each.base === undefined ? {} : { base: each.base }),
        ...{ amount: amountOf(bill, each), account: each.account, status },
        state: stateOf(bill, personId),
        ...(of === undefined ? {} : { of }),
        ...(completedOn === undefined ? {} : { completedOn }),
        money,
      }
    })
}

const placeOf = ({ from, belongsTo, billId }: PersonLine): string => `${from} ${belongsTo} ${billId}`

/** In the order of the months covered, a correction after what it corrects. */
export const inOrder = (lines: readonly PersonLine[]): PersonLine[] =>
  lines.toSorted((one, other) => (placeOf(one) < placeOf(other) ? -1 : 1))
