import type * as z from 'zod'
import type { Day, Month } from '#shared/calendar/day.ts'
import { monthOf } from '#shared/calendar/day.ts'
import type { ClaimsRecovered, RecoveredPart, recoveryBooked } from '#shared/contracts/supervision.ts'
import { defineRecord } from '#shared/edge/store/record.ts'
import type { Store, Stored, Write } from '#shared/edge/store/store.ts'
import { must } from '#shared/kernel/errors.ts'
import { stableId } from '#shared/kernel/hash.ts'
import type { Fen } from '#shared/money/fen.ts'
import { sum } from '#shared/money/fen.ts'
import { costsOf } from '../cleared-cost/rules/cost-parts.ts'
import { costAdditions } from '../cleared-cost/store.ts'
import { recoveryKey, recoveryPartition } from '../keys.ts'
import { book } from '../ledger/book.ts'
import type { Fund } from '../ledger/rules/fund.ts'
import { institutionMonthAddition } from './institution-months.ts'
import type { CareElsewhere } from './rules/care-elsewhere.ts'
import { countElsewhere, owedElsewhere } from './rules/care-elsewhere.ts'
import { careLineOf } from './rules/claims-entry.ts'
import { owedPartsOf, recoveredAmounts, recoveryMovements } from './rules/recovery-entry.ts'

type RecoveryPosted = ClaimsRecovered & {
  readonly amount: Fen
  readonly bookedIn: Month
  readonly entryId: string
  /** What of it places of care owe back, negative. */
  readonly elsewhere?: CareElsewhere
}

const recoveries = defineRecord<
  RecoveryPosted,
  Pick<RecoveryPosted, 'city' | 'scheme' | 'institution' | 'recoveryId'>
>({
  kind: 'recovery-posted',
  key: ({ city, scheme, institution, recoveryId }) => recoveryKey({ city, scheme }, institution, recoveryId),
})

/** What was recovered of an institution's claims. */
export const listRecoveries = (store: Store, fund: Fund, institution: string): Promise<RecoveryPosted[]> =>
  Array.fromAsync(recoveries.list(store, recoveryPartition(fund, institution)))

/** A recovery's item as the event it is: that it stands in the ledger, and in which month. */
export const toRecoveryBooked = (
  item: Stored,
): { readonly data: z.output<typeof recoveryBooked.data>; readonly bookedOn: Day } => {
  const { recoveryId, caseId, city, scheme, amount, bookedIn, orderedOn } = recoveries.from(item)
  return { data: { recoveryId, caseId, city, scheme, amount, bookedIn }, bookedOn: orderedOn }
}

/** What is taken back of claims of a year before the one it is booked in, where the claims' years were told. */
const lateCosts = ({ city, scheme, parts }: ClaimsRecovered, bookedIn: Month): Write[] =>
  [...Map.groupBy(parts, ({ year }) => year)].flatMap(([year, own]) => {
    if (year === undefined) return []
    const byLine = costsOf('recovered', recoveryMovements({ parts: own }))
    return costAdditions({ city, scheme }, { year, bookedIn, costs: byLine })
  })

/** What a recovery takes off an institution's month; of care elsewhere, off what is counted for the place of care. */
const monthAdditions = (
  name: Fund & { readonly month: Month; readonly institution: string },
  parts: readonly RecoveredPart[],
): Write[] =>
  [...Map.groupBy(parts, ({ settledAt }) => settledAt)].map(([treatedIn, own]) => {
    const { amount, basic } = recoveredAmounts({ parts: own })
    const inpatient = own.filter(({ care }) => care === 'inpatient')
    const chronic = own.filter((part) => careLineOf(part) === 'chronic-special')
    return institutionMonthAddition(
      { ...name, treatedIn },
      {
        controlled: -basic,
        inpatient: -sum(inpatient.map((part) => part.basic)),
        chronic: -sum(chronic.map((part) => part.basic)),
        others: basic - amount,
        recovered: amount,
      },
    )
  })

/**
 * Books a recovery in one transaction: the entry, the recovery under its own key, and the institution's month. So the
 * next monthly settlement pays so much less. A recovery of a closed month is booked in the next open one; one that
 * comes again is found where it stands.
 * @returns the month that it is booked in
 */
export const postRecovery = async (
  store: Store,
  source: string,
  recovery: ClaimsRecovered,
): Promise<Month> => {
  const { recoveryId, city, scheme, institution, orderedOn } = recovery
  const fund: Fund = { city, scheme }
  const { amount } = recoveredAmounts(recovery)
  const entryId = stableId('E-', 'recovery', recoveryId)
  const outcome = await book(store, fund, monthOf(orderedOn), (bookedIn) => {
    const taken = recovery.parts.map(owedPartsOf)
    const elsewhere = owedElsewhere(taken)
    const posted = recoveries.create({ ...recovery, amount, bookedIn, entryId, elsewhere })
    const inMonth = monthAdditions({ ...fund, month: bookedIn, institution }, recovery.parts)
    const movements = recoveryMovements(recovery)
    const entry = { entryId, reason: 'claims-recovered', on: orderedOn, source, movements } as const
    const alongside = [posted, ...inMonth, ...lateCosts(recovery, bookedIn)]
    return { entry, counts: countElsewhere(taken), alongside }
  })
  const known = outcome.status === 'rejected' && outcome.failed.every(({ index }) => index === 0)
  must(outcome.status !== 'rejected' || known, 'recovery.rejected', 'a recovery was not booked', {
    recoveryId,
  })
  if (outcome.status === 'booked') return outcome.month
  const stored = await recoveries.read(store, recovery)
  must(stored !== undefined, 'recovery.missing', 'a recovery that is booked was not shown', { recoveryId })
  return stored.bookedIn
}
