import {
  accountInterestCredited,
  accountMoved,
  benefitGranted,
  familyAccountUsed,
  mostCredits,
  retireeAccountsCredited,
} from '#shared/contracts/benefit.ts'
import type { Change, Outgoing } from '#shared/edge/events/publish.ts'
import { stableId } from '#shared/kernel/hash.ts'
import { inPieces } from '#shared/kernel/in-pieces.ts'
import type { CreditCause } from '../account/account-entries.ts'
import { accountEntries, creditCauses } from '../account/account-entries.ts'
import { benefits } from './store.ts'

const grantedEvents = ({ item, before, sequence }: Change): Outgoing[] => {
  const { benefit } = benefits.from(item)
  if (benefit.state !== 'granted' || (before && benefits.from(before).benefit.state === 'granted')) return []
  const { benefitId, city, scheme, kind, personId, amount, payments, grantedOn } = benefit
  const data = { benefitId, city, scheme, kind, personId, amount, payments: [...payments], grantedOn }
  const event = { id: `benefit-granted:${benefitId}`, occurredOn: grantedOn, data }
  return [{ contract: benefitGranted, event, sequences: [sequence] }]
}

const creditEvent = {
  interest: { contract: accountInterestCredited, prefix: 'account-interest-' },
  'retiree-credit': { contract: retireeAccountsCredited, prefix: 'retiree-accounts-' },
} as const satisfies Readonly<Record<CreditCause, object>>

const creditEvents = (cause: CreditCause, changes: readonly Change[]): Outgoing[] => {
  const { contract, prefix } = creditEvent[cause]
  const credited = changes
    .filter(({ item, before }) => !before && accountEntries.is(item))
    .map(({ item, sequence }) => ({ entry: accountEntries.from(item), sequence }))
    .filter(({ entry }) => entry.cause === cause)
  const groups = Map.groupBy(credited, ({ entry: { city, year, on, amount } }) =>
    // What is credited and what is taken back are booked each for itself.
    [city, year, on, Math.sign(amount)].join(' '),
  )
  return [...groups.values()]
    .flatMap((group) => inPieces(group, mostCredits))
    .flatMap((group): Outgoing[] => {
      const [first] = group
      if (!first) return []
      const { city, year, on } = first.entry
      const entries = group.map(({ entry: { entryId, amount } }) => ({ entryId, amount }))
      const id = stableId(prefix, ...entries.map(({ entryId }) => entryId))
      const event = { id, occurredOn: on, data: { city, year, creditedOn: on, entries } }
      return [{ contract, event, sequences: group.map(({ sequence }) => sequence) }]
    })
}

/** Money that went from the books of one city to those of another: one event, told by the side that it came to. */
const movedEvents = ({ item, before, sequence }: Change): Outgoing[] => {
  if (before || !accountEntries.is(item)) return []
  const { personId, city, amount, on, move } = accountEntries.from(item)
  if (move === undefined || amount <= 0 || move.city === city) return []
  const data = { moveId: move.moveId, personId, from: move.city, to: city, amount, movedOn: on }
  const event = { id: `account-moved:${move.moveId}`, occurredOn: on, data }
  return [{ contract: accountMoved, event, sequences: [sequence] }]
}

/** What claims of family took of an account, or gave back. */
const familyEvents = ({ item, before, sequence }: Change): Outgoing[] => {
  if (before || !accountEntries.is(item)) return []
  const { entryId, city, amount, on: usedOn, family } = accountEntries.from(item)
  if (family === undefined) return []
  const { claimId, institution, care, at, ofYear: year } = family
  const data = {
    ...{ entryId, city, claimId, institution, care, amount: 0 - amount, usedOn, year },
    ...(at === undefined ? {} : { settledAt: at }),
  }
  const event = { id: `family-account-used:${entryId}`, occurredOn: usedOn, data }
  return [{ contract: familyAccountUsed, event, sequences: [sequence] }]
}

/** What is granted beside claims, one by one, and the credits of accounts in groups. */
export const toBenefitEvents = (changes: readonly Change[]): Outgoing[] => [
  ...changes.filter(({ item }) => benefits.is(item)).flatMap(grantedEvents),
  ...creditCauses.flatMap((cause) => creditEvents(cause, changes)),
  ...changes.flatMap(movedEvents),
  ...changes.flatMap(familyEvents),
]
