import type { Day } from '#shared/calendar/day.ts'
import { addDays } from '#shared/calendar/day.ts'
import { nameOf } from '#shared/edge/store/item.ts'
import { readWhole } from '#shared/edge/store/read-whole.ts'
import type { Key, Store, Stored } from '#shared/edge/store/store.ts'
import { settledClaims } from '../../insured-year/records/claim-item.ts'
import { insuredYears } from '../../insured-year/records/insured-year-item.ts'
import { claimIdOf, claimKey } from '../../keys.ts'
import { isInTurn } from '../rules/in-turn.ts'
import { leadsTo, yearKeyOf } from './trail.ts'

const isDue = (claim: Stored, on: Day): boolean =>
  settledClaims.from(claim).settledOn >= addDays(on, -1) || isInTurn(claimIdOf(claim), on)

/**
 * Claims among some records with the years that should lead to them. Of the claims on the way come no more than it
 * takes to find them. A way leads past all that was settled later, dozens of claims for a person often ill. So looked
 * for in a night are the claims settled since the last one, and of the others those whose turn it is.
 */
export const waysBack = async (
  records: readonly Stored[],
  store: Store,
  on: Day,
): Promise<readonly Stored[]> => {
  const claims = records.filter((record) => settledClaims.is(record) && isDue(record, on))
  const starts = new Set(claims)
  const wanted = new Map<string, Set<string>>()
  for (const claim of claims) {
    const name = nameOf(yearKeyOf(claim))
    wanted.set(name, (wanted.get(name) ?? new Set()).add(claimIdOf(claim)))
  }
  /** The next claims on a year's way; none once it has named all that are wanted of it. */
  const next = (record: Stored): readonly Key[] => {
    if (starts.has(record)) return [yearKeyOf(record)]
    const year = insuredYears.is(record) ? record : yearKeyOf(record)
    const missing = wanted.get(nameOf(year))
    const named = leadsTo(record)
    for (const claimId of named) missing?.delete(claimId)
    return missing?.size ? named.map(claimKey) : []
  }
  return readWhole(claims, next, store)
}
