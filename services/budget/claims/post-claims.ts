import type { Month } from '#shared/calendar/day.ts'
import { yearOf } from '#shared/calendar/day.ts'
import type { SettledClaim } from '#shared/contracts/settlement.ts'
import type { Store, Write } from '#shared/edge/store/store.ts'
import { stableId } from '#shared/kernel/hash.ts'
import { sum } from '#shared/money/fen.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { costsOf } from '../cleared-cost/rules/cost-parts.ts'
import { costAdditions } from '../cleared-cost/store.ts'
import { lateMonth } from '../keys.ts'
import { bookUnposted } from '../ledger/book-unposted.ts'
import type { Fund } from '../ledger/rules/fund.ts'
import { institutionMonthAddition } from './institution-months.ts'
import { postings } from './postings.ts'
import { countElsewhere } from './rules/care-elsewhere.ts'
import { careLineOf, claimMovements, countClaims, fundYearOf, payableOf } from './rules/claims-entry.ts'
import { countEpidemic } from './rules/epidemic.ts'
import { countVolumes } from './rules/volumes.ts'

type Group = {
  readonly fund: Fund
  readonly month: Month
  readonly on: string
  readonly source: string
  readonly claims: readonly SettledClaim[]
  /** An admission so many days at most after a discharge is counted as a readmission. */
  readonly readmittedWithin: number
}

/** A claim that is booked in a later year than its own says which that is: its cost was counted there. */
const postingWrite = (
  { fund, month }: Group,
  claim: SettledClaim,
  bookedIn: Month,
  entryId: string,
): Write => {
  const year = fundYearOf(claim, month)
  return postings.create({
    ...{ ...fund, month, bookedIn, entryId, ...claim, payable: payableOf(claim) },
    ...(year < yearOf(bookedIn) ? { year } : {}),
    ...(claim.settledAt === undefined ? {} : { owedTo: claim.settledAt }),
  })
}

const isChronic = (claim: SettledClaim): boolean => careLineOf(claim) === 'chronic-special'

/** Where care was given: an institution's care elsewhere is counted apart. */
const placeOf = ({ institution, settledAt = '' }: SettledClaim): string => `${institution}@${settledAt}`

const institutionWrites = (
  { fund, month }: Group,
  claims: readonly SettledClaim[],
  bookedIn: Month,
): Write[] =>
  [...Map.groupBy(claims, placeOf).values()].map((own) => {
    const [{ institution, settledAt: treatedIn } = { institution: '' }] = own
    const { claims: settled, reversals } = countClaims(own)
    const controlled = sum(own.map(({ basic }) => basic))
    const stays = own.filter(({ care }) => care === 'inpatient')
    return institutionMonthAddition(
      { ...fund, month: bookedIn, institution, treatedIn },
      {
        claims: settled,
        reversals,
        controlled,
        inpatient: sum(stays.map(({ basic }) => basic)),
        chronic: sum(own.filter(isChronic).map(({ basic }) => basic)),
        account: sum(own.map(({ account }) => account)),
        ...(bookedIn === month ? {} : { late: { [lateMonth(month)]: own.length } }),
        others: sum(own.map(payableOf)) - controlled,
      },
    )
  })

/** What claims cost that belong to a year before the one they are booked in. */
const lateCosts = ({ fund, month }: Group, claims: readonly SettledClaim[], bookedIn: Month): Write[] =>
  [...Map.groupBy(claims, (claim) => fundYearOf(claim, month))].flatMap(([year, own]) =>
    costAdditions(fund, { year, bookedIn, costs: costsOf('claims', claimMovements(own)) }),
  )

/**
 * Posts a group of claims in one transaction. Each claim has its own key; there is one entry, one addition to the month
 * and one to each institution's month. Claims that were posted before are found by their keys and left out, and the
 * others are posted without them. So groups may come twice, late, or cut in other ways.
 * @returns the month that they were booked in; of a group that came before, the one it is of
 */
export const postClaims = async (store: Store, group: Group, policy?: Policy): Promise<Month> => {
  let bookedIn = group.month
  await bookUnposted(store, group, {
    facts: group.claims,
    idOf: ({ claimId }) => claimId,
    compose: (posted, month) => {
      bookedIn = month
      const entryId = stableId('E-', ...posted.map(({ claimId }) => claimId).sort())
      return {
        entry: {
          entryId,
          reason: 'claims-settled',
          on: group.on,
          source: group.source,
          movements: claimMovements(posted),
        },
        counts: {
          ...countClaims(posted),
          ...countElsewhere(posted),
          ...countEpidemic(posted, policy),
          ...countVolumes(posted, group.readmittedWithin),
        },
        alongside: [
          ...posted.map((claim) => postingWrite(group, claim, month, entryId)),
          ...institutionWrites(group, posted, month),
          ...lateCosts(group, posted, month),
        ],
      }
    },
  })
  return bookedIn
}
