import type { Day } from '#shared/calendar/day.ts'
import type { ClaimRequest } from '../claim/claim-request.ts'
import { batchOfPurchase, visitOfPurchases } from '../claim/rules/purchase-visit.ts'
import { lineMark } from '../claim/rules/serial-mark.ts'
import type { FeeLine } from '../visit/rules/visit-events.ts'

/**
 * The visit that a purchase settles, which nobody registered. All purchases of a person on a day at a pharmacy are one
 * visit, and each a batch of it that is known by its lines. So a purchase whose answer was lost is the same purchase under
 * another message id, and one with a line of another is refused. Pharmacies count lines from 1 in each purchase: their
 * numbers alone tell nothing.
 */
export const visitOfPurchase = (
  personId: string,
  on: Day,
  lines: readonly FeeLine[],
): Required<Pick<ClaimRequest, 'visitId' | 'batch' | 'marks'>> => {
  const marks = lines.map((line) => lineMark(line.serial, line))
  return { visitId: visitOfPurchases(personId, on), batch: batchOfPurchase(marks), marks }
}
