import type { Month } from '#shared/calendar/day.ts'
import type { SettledClaim } from '#shared/contracts/settlement.ts'
import type { Store, Stored } from '#shared/edge/store.ts'
import type { Fund } from '../domain/fund.ts'
import type { Case } from '../domain/payment-method/case.ts'
import { caseOf } from '../domain/payment-method/case.ts'
import { postingPartition } from './keys.ts'

/** A case with the month it was booked in, which is later than its own where that was closed when it came. */
export type PostedCase = Case & { readonly bookedIn: Month }

const postedCase = (item: Stored): PostedCase | undefined => {
  const found = caseOf(item as unknown as SettledClaim)
  return found && { ...found, bookedIn: String(item.bookedIn) }
}

/** The cases of an institution that belong to some months, one by one, so that a large hospital's are never all in memory. */
export async function* casesOf(
  store: Store,
  fund: Fund,
  institution: string,
  months: readonly Month[],
): AsyncGenerator<PostedCase> {
  for (const month of months)
    for await (const item of store.list({ pk: postingPartition(fund, month, institution) })) {
      const found = postedCase(item)
      if (found) yield found
    }
}
