import type { Invariant, Violation } from '#shared/kernel/invariant.ts'
import type { AccountEntry } from '../account/account-entries.ts'
import { accountEntries } from '../account/account-entries.ts'
import type { RecordedClaim } from '../insured-year/records/claim-item.ts'
import { settledIn } from '../insured-year/records/claim-item.ts'
import { reversalMarks } from '../insured-year/records/reversal-item.ts'
import { claimIdOf } from '../keys.ts'
import type { FollowedParting } from './rules/followed.ts'
import { followedPartings } from './store.ts'

const id = 'settlement.claims-are-one-persons'

type Seen = {
  readonly claims: ReadonlyMap<string, RecordedClaim>
  readonly reversed: ReadonlyMap<string, number>
}

/** What is wrong with the claims of a parting: each is to be with one of the two. */
const faultsOfClaims = (
  { stays, goes, claims }: FollowedParting,
  { claims: known, reversed }: Seen,
): string[] =>
  claims.flatMap(({ claimId, movedAs, isReversed }) => {
    const was = known.get(claimId)
    if (movedAs === undefined)
      return !isReversed && reversed.get(claimId) && was ? [`${claimId} waits, and does not stand`] : []
    const now = known.get(movedAs)
    return [
      ...(was?.claim.personId === stays && now?.claim.personId === goes && now.movedFrom === claimId
        ? []
        : [`${claimId} did not go from the one to the other`]),
      ...(reversed.get(claimId) ? [] : [`${claimId} is both’s`]),
    ]
  })

/** What is wrong with the money: what leaves one account is what comes to the other. */
const faultsOfMoney = (
  { partingId, stays, goes, account, accountMoved }: FollowedParting,
  entries: readonly AccountEntry[],
): string[] => {
  const own = entries.filter(({ move }) => move?.moveId === partingId)
  const of = (personId: string) =>
    own.filter((each) => each.personId === personId).reduce((total, { amount }) => total + amount, 0)
  const wanted = accountMoved ? account : 0
  return of(stays) === -wanted && of(goes) === wanted && own.length === (accountMoved ? 2 : 0)
    ? []
    : ['what left the one account is not what came to the other']
}

/** Partings against claims and accounts of both. */
export const claimsAreOnePersons: Invariant = {
  id,
  number: 3,
  rule: 'each claim that a parting names stands with one of the two, once, and what left the one account came to the other',
  start: () => {
    const partings: FollowedParting[] = []
    const claims = new Map<string, RecordedClaim>()
    const reversed = new Map<string, number>()
    const entries: AccountEntry[] = []
    const places = new Map<string, string[]>()
    return {
      see: (item) => {
        if (followedPartings.is(item)) partings.push(followedPartings.from(item))
        const settled = settledIn(item)
        if (settled) {
          claims.set(settled.claim.claimId, settled)
          const { movedFrom } = settled
          if (movedFrom !== undefined)
            places.set(movedFrom, [...(places.get(movedFrom) ?? []), settled.claim.claimId])
        }
        if (reversalMarks.is(item)) {
          const turned = reversalMarks.from(item).undoes === undefined ? 1 : -1
          reversed.set(claimIdOf(item), (reversed.get(claimIdOf(item)) ?? 0) + turned)
        }
        if (accountEntries.is(item)) {
          const entry = accountEntries.from(item)
          if (entry.cause === 'account-parted') entries.push(entry)
        }
      },
      finish: () => {
        const violations: Violation[] = []
        const tell = (where: string, what: string) => violations.push({ invariant: id, where, what })
        const moved = new Set(partings.flatMap((each) => each.claims.map(({ claimId }) => claimId)))
        for (const parting of partings)
          for (const what of [
            ...faultsOfClaims(parting, { claims, reversed }),
            ...faultsOfMoney(parting, entries),
          ])
            tell(parting.partingId, what)
        for (const [claimId, others] of places) {
          if (others.length > 1) tell(claimId, 'two claims stand in its place')
          if (!moved.has(claimId)) tell(claimId, 'it went to another person by nobody’s decision')
        }
        const known = new Set(partings.map(({ partingId }) => partingId))
        for (const { entryId, move } of entries)
          if (!known.has(move?.moveId ?? ''))
            tell(entryId, 'money went to another account by nobody’s decision')
        return { checked: partings.length, violations }
      },
    }
  },
}
