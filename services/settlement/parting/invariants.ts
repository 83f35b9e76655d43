import type { Invariant, Violation } from '#shared/kernel/invariant.ts'
import type { AccountEntry } from '../account/account-entries.ts'
import { accountEntries } from '../account/account-entries.ts'
import { benefits } from '../benefit/store.ts'
import type { RecordedClaim } from '../insured-year/records/claim-item.ts'
import { settledIn } from '../insured-year/records/claim-item.ts'
import { reversalMarks } from '../insured-year/records/reversal-item.ts'
import { noRegistrations } from '../insured-year/rules/registrations.ts'
import { claimIdOf, personIdOf } from '../keys.ts'
import type { Registered } from '../registration/rules/registered.ts'
import { registeredIn, registrationRecords } from '../registration/store.ts'
import type { FollowedParting } from './rules/followed.ts'
import { namesOf } from './rules/parted-registrations.ts'
import { followedPartings } from './store.ts'

const id = 'settlement.claims-are-one-persons'

type Seen = {
  readonly claims: ReadonlyMap<string, RecordedClaim>
  readonly reversed: ReadonlyMap<string, number>
  /** Whose allowances are, and what is registered of persons. */
  readonly benefits: ReadonlyMap<string, string>
  readonly registered: ReadonlyMap<string, Registered>
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

/** What is wrong with allowances and with what is registered: each is with one of the two. */
const faultsOfOthers = (
  { partingId, goes, registrations = [], registrationsMoved, allowances = [], stays }: FollowedParting,
  { benefits: paid, registered }: Seen,
): string[] => {
  const [one, other] = [registered.get(stays), registered.get(goes)]
  const isOfParting = (each: Registered | undefined) => each?.approval?.proposalId === partingId
  // What was registered since is by the word of others.
  const stands = registrationsMoved && isOfParting(one) && isOfParting(other)
  return [
    ...allowances
      .filter(({ benefitId, isMoved }) => isMoved && paid.get(benefitId) !== goes)
      .map(({ benefitId }) => `the allowance ${benefitId} is not the other’s`),
    ...(stands
      ? registrations.filter(
          (name) =>
            !namesOf(other?.registrations ?? noRegistrations).includes(name) ||
            namesOf(one?.registrations ?? noRegistrations).includes(name),
        )
      : []
    ).map((name) => `${name} is registered of both, or of none`),
  ]
}

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
  rule: 'each claim and each allowance that a parting names, and what is registered for claims, stands with one of the two, once, and what left the one account came to the other',
  start: () => {
    const partings: FollowedParting[] = []
    const claims = new Map<string, RecordedClaim>()
    const reversed = new Map<string, number>()
    const entries: AccountEntry[] = []
    const places = new Map<string, string[]>()
    const paid = new Map<string, string>()
    const registered = new Map<string, Registered>()
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
        if (benefits.is(item)) {
          const { benefit } = benefits.from(item)
          paid.set(benefit.benefitId, benefit.personId)
        }
        if (registrationRecords.is(item))
          registered.set(personIdOf(item), registeredIn(registrationRecords.from(item)))
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
        const seen = { claims, reversed, benefits: paid, registered }
        for (const parting of partings)
          for (const what of [
            ...faultsOfClaims(parting, seen),
            ...faultsOfOthers(parting, seen),
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
