import { accountInterestCredited, benefitGranted, mostInterest } from '#shared/contracts/benefit.ts'
import type { Change, Outgoing } from '#shared/edge/events/publish.ts'
import { stableId } from '#shared/kernel/hash.ts'
import { inPieces } from '#shared/kernel/in-pieces.ts'
import { accountEntries } from '../account/account-entries.ts'
import { benefits } from './store.ts'

const grantedEvents = ({ item, before, sequence }: Change): Outgoing[] => {
  const { benefit } = benefits.from(item)
  if (benefit.state !== 'granted' || (before && benefits.from(before).benefit.state === 'granted')) return []
  const { benefitId, city, scheme, kind, personId, amount, payments, grantedOn } = benefit
  const data = { benefitId, city, scheme, kind, personId, amount, payments: [...payments], grantedOn }
  const event = { id: `benefit-granted:${benefitId}`, occurredOn: grantedOn, data }
  return [{ contract: benefitGranted, event, sequences: [sequence] }]
}

const interestEvents = (changes: readonly Change[]): Outgoing[] => {
  const credited = changes
    .filter(({ item, before }) => !before && accountEntries.is(item))
    .map(({ item, sequence }) => ({ entry: accountEntries.from(item), sequence }))
    .filter(({ entry }) => entry.cause === 'interest')
  const groups = Map.groupBy(credited, ({ entry: { city, year, on } }) => [city, year, on].join(' '))
  return [...groups.values()]
    .flatMap((group) => inPieces(group, mostInterest))
    .flatMap((group): Outgoing[] => {
      const [first] = group
      if (!first) return []
      const { city, year, on } = first.entry
      const entries = group.map(({ entry: { entryId, amount } }) => ({ entryId, amount }))
      const id = stableId('account-interest-', ...entries.map(({ entryId }) => entryId))
      const event = { id, occurredOn: on, data: { city, year, creditedOn: on, entries } }
      return [{ contract: accountInterestCredited, event, sequences: group.map(({ sequence }) => sequence) }]
    })
}

/** What is granted beside claims, one by one, and the interest of accounts in groups. */
export const toBenefitEvents = (changes: readonly Change[]): Outgoing[] => [
  ...changes.filter(({ item }) => benefits.is(item)).flatMap(grantedEvents),
  ...interestEvents(changes),
]
