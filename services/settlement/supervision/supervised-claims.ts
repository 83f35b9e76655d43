import type { SettledClaim } from '#shared/contracts/settlement.ts'
import type { Store, Stored } from '#shared/edge/store/store.ts'
import { settledIn } from '../insured-year/records/claim-item.ts'
import { entryIn } from '../insured-year/records/entry.ts'
import { yearIn } from '../insured-year/records/insured-year-item.ts'
import type { ClaimEntry, ClaimSettled } from '../insured-year/rules/claim-events.ts'
import type { InsuredYear } from '../insured-year/rules/insured-year.ts'
import type { PersonYear } from '../insured-year/rules/recorded-year.ts'
import { yearName } from '../insured-year/rules/recorded-year.ts'
import { claimKey, correctedKey, insuredYearKey } from '../keys.ts'

/** An entry with who sent it and when, where that was kept. */
export type SentEntry = { readonly fact: ClaimEntry; readonly by?: string }

/** What supervision reads of claims after they were settled, off the request path and at half the price. */
export type SupervisedClaims = {
  /** What an event tells of, in full, in one round trip; undefined where it is not to be seen yet. */
  readonly entries: (claims: readonly SettledClaim[]) => Promise<readonly (SentEntry | undefined)[]>
  /** Settled claims by their ids. */
  readonly claims: (claimIds: readonly string[]) => Promise<readonly ClaimSettled[]>
  /** Persons' years, each once however often it is asked for; a year nobody recorded is left out. */
  readonly years: (of: readonly PersonYear[]) => Promise<readonly InsuredYear[]>
}

/** A correction's id is its claim's with its sequence behind the last point. */
const keyOf = ({ claimId, corrects }: SettledClaim) =>
  corrects === undefined
    ? claimKey(claimId)
    : correctedKey(corrects, Number(claimId.slice(claimId.lastIndexOf('.') + 1)))

const sentIn = (item: Stored | undefined, fact: ClaimEntry): { readonly by?: string } => {
  const by = fact.kind === 'claim-reversed' ? fact.by : item && settledIn(item)?.by
  return by === undefined ? {} : { by }
}

const read = (item: Stored | undefined): ClaimEntry | undefined => item && entryIn(item)

/** Opens supervision's reads on the service's table. */
export const openSupervisedClaims = (store: Store): SupervisedClaims => ({
  entries: async (claims) => {
    const items = await store.getMany(claims.map(keyOf), { eventual: true })
    return items.map((item) => {
      const fact = read(item)
      return fact && { fact, ...sentIn(item, fact) }
    })
  },
  claims: async (claimIds) => {
    if (claimIds.length === 0) return []
    const items = await store.getMany([...new Set(claimIds)].map(claimKey), { eventual: true })
    return items.map(read).flatMap((fact) => (fact?.kind === 'claim-settled' ? [fact] : []))
  },
  years: async (of) => {
    if (of.length === 0) return []
    const once = new Map(of.map((each) => [yearName(each), insuredYearKey(each.personId, each.year)]))
    const keys = [...once.values()]
    const items = await store.getMany(keys, { eventual: true })
    return items.flatMap((item) => (item && yearIn(item)?.state) ?? [])
  },
})
