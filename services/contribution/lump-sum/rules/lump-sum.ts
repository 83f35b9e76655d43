import type { Day } from '#shared/calendar/day.ts'
import { monthOf, yearOf } from '#shared/calendar/day.ts'
import type { CityCode } from '#shared/kernel/divisions.ts'
import type { Fen } from '#shared/money/fen.ts'
import type { Rate, Rounding } from '#shared/money/rate.ts'
import { Exact, roundBy, toFen } from '#shared/money/rate.ts'
import type { Bill } from '../../bill/rules/bill.ts'

/** What buys the missing months of contributions at retirement: base × rate × months (皖政办〔2024〕3号 一(二)). */
export const retirementLumpSum = ({
  base,
  rate,
  months,
  rounding = toFen,
}: {
  readonly base: Fen
  readonly rate: Rate
  readonly months: number
  readonly rounding?: Rounding | undefined
}): Fen => roundBy(new Exact(base).times(rate).times(months), rounding)

/** The id of a person's lump sum: the first has no number, the next is 2. */
export const lumpSumBillId = (personId: string, index: number): string =>
  index === 0 ? `LS-${personId}` : `LS-${personId}-${index + 1}`

/** Months to be bought by somebody who retires, on the base they then have. */
export type MonthsToBuy = {
  readonly personId: string
  readonly city: CityCode
  readonly retiresOn: Day
  readonly months: number
  readonly base: Fen
  readonly rate: string
  /** How the city rounds it; absent: to the fen. */
  readonly rounding?: Rounding
  readonly issuedOn: Day
  readonly dueOn: Day
  readonly lumpSumId: string
}

/**
 * The bill of a lump sum. It is billed and paid like any other, all of it for the pool; once it is paid in full it gives
 * the months. It keeps the base, the rate and the months that it was computed of.
 */
export const lumpSumBill = (
  {
    personId,
    city,
    retiresOn,
    months,
    base,
    rate,
    rounding = toFen,
    issuedOn,
    dueOn,
    lumpSumId,
  }: MonthsToBuy,
  index: number,
): Bill => {
  const amount = retirementLumpSum({ base, rate, months, rounding })
  const month = monthOf(retiresOn)
  const belongsTo = monthOf(issuedOn)
  return {
    billId: lumpSumBillId(personId, index),
    kind: 'lump-sum',
    scheme: 'employee',
    city,
    fundYear: yearOf(issuedOn),
    ...{ from: month, to: month, charge: 'lump-sum' },
    ...(belongsTo === month ? {} : { belongsTo }),
    ...{ issuedOn, dueOn, bought: { months, rate, lumpSumId, ...(rounding.step === 1 ? {} : { rounding }) } },
    dues: [{ payer: 'individual', pooled: amount, account: 0 }],
    persons: [{ personId, account: 0, base, pooled: amount }],
    status: 'issued',
    paid: {},
  }
}
