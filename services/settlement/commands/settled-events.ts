import type { Day } from '#shared/calendar/day.ts'
import { monthOf } from '#shared/calendar/day.ts'
import type { SettledClaim } from '#shared/contracts/settlement.ts'
import { claimsSettled } from '#shared/contracts/settlement.ts'
import type { Change, Outgoing } from '#shared/edge/publish.ts'
import { stableId } from '#shared/edge/stable-id.ts'
import type { ClaimReversed, ClaimSettled } from '../domain/claim-events.ts'
import type { ClaimItem } from '../domain/recorded/claim-item.ts'
import { fromClaimItem } from '../domain/recorded/claim-item.ts'
import type { ReversalItem } from '../domain/recorded/reversal-item.ts'
import { fromReversalItem } from '../domain/recorded/reversal-item.ts'

const largestGroup = 40

type Told = {
  readonly sequence: string
  readonly fact: ClaimSettled | ClaimReversed
  readonly settled: SettledClaim
}

const settledOf = (fact: ClaimSettled | ClaimReversed): SettledClaim => {
  const { amounts, institution, care } = fact
  const own =
    fact.kind === 'claim-settled'
      ? { claimId: fact.claimId, settledOn: fact.settledOn }
      : { claimId: fact.reversalId, settledOn: fact.reversedOn, reverses: fact.claimId }
  return {
    ...own,
    institution,
    care,
    total: amounts.total,
    inScope: amounts.inScope,
    basic: amounts.basic,
    seriousIllness: amounts.seriousIllness,
    medicalAid: amounts.medicalAid + amounts.tiltedAid,
    supplement: amounts.largeSum + amounts.civilServant,
    account: amounts.account,
    cash: amounts.cash,
  }
}

const factOf = ({ item, before }: Change): ClaimSettled | ClaimReversed | undefined => {
  if (before) return undefined
  if (item.kind === 'claim-settled') return fromClaimItem(item as unknown as ClaimItem).claim
  if (item.kind === 'claim-reversed') return fromReversalItem(item as unknown as ReversalItem)
  return undefined
}

const toldBy = (change: Change): Told[] => {
  const fact = factOf(change)
  return fact ? [{ sequence: change.sequence, fact, settled: settledOf(fact) }] : []
}

/** The month in which money is due: that of settlement, so that a late claim or a reversal never changes a closed one. */
const groupOf = ({ fact: { city, scheme }, settled }: Told): string =>
  [city, scheme, monthOf(settled.settledOn)].join(' ')

const latestOf = (days: readonly Day[]): Day => [...days].sort().at(-1) ?? ''

const toOutgoing = (group: readonly Told[]): Outgoing[] => {
  const [first] = group
  if (!first) return []
  const claims = group.map(({ settled }) => settled)
  const { city, scheme } = first.fact
  return [
    {
      contract: claimsSettled,
      event: {
        id: stableId('claims-', ...claims.map(({ claimId }) => claimId)),
        occurredOn: latestOf(claims.map(({ settledOn }) => settledOn)),
        data: { city, scheme, month: monthOf(first.settled.settledOn), claims },
      },
      sequences: group.map(({ sequence }) => sequence),
    },
  ]
}

const inGroups = (told: readonly Told[]): Told[][] =>
  Array.from({ length: Math.ceil(told.length / largestGroup) }, (_, index) =>
    told.slice(index * largestGroup, (index + 1) * largestGroup),
  )

/** Events of what a stream batch shows as recorded: claims and reversals grouped by paying city, scheme and month. */
export const toSettledEvents = (changes: readonly Change[]): Outgoing[] =>
  [...Map.groupBy(changes.flatMap(toldBy), groupOf).values()].flatMap(inGroups).flatMap(toOutgoing)
