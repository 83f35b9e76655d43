import type { Day } from '#shared/calendar/day.ts'
import {
  coveragesChanged,
  entitlementsChanged,
  insuredCounted,
  mostPersons,
  personsParted,
} from '#shared/contracts/enrollment.ts'
import { isPublished } from '#shared/contracts/service.ts'
import type { Change, Outgoing } from '#shared/edge/events/publish.ts'
import { stableId } from '#shared/kernel/hash.ts'
import { inPieces } from '#shared/kernel/in-pieces.ts'
import { coverageSnapshot } from './coverage/rules/person-record.ts'
import type { VersionedRecord } from './coverage/store.ts'
import { coverages } from './coverage/store.ts'
import { insuredCounts } from './indicator/store.ts'
import { partings } from './parting/store.ts'
import { standingDeath } from './person/rules/insured.ts'
import { service } from './table.ts'

/** A person's entry in an event: `what` names it for ever, so that the same group has the same id. */
type Entry = {
  readonly what: string
  readonly on: Day
  readonly person: Readonly<Record<string, unknown>>
  readonly sequence: string
}

type CoverageChange = {
  readonly now: VersionedRecord
  readonly before: VersionedRecord | undefined
  readonly sequence: string
}

const coverageOf = ({ now, before, sequence }: CoverageChange): Entry[] => {
  const { insured, coverageVersion, retirement, changedOn } = now
  const { personId } = insured
  if (before?.coverageVersion === coverageVersion) return []
  const person = {
    ...{ personId, version: coverageVersion, ...coverageSnapshot(insured) },
    ...(retirement ? { retirement } : {}),
  }
  return [{ what: `coverage:${personId}:${coverageVersion}`, on: changedOn, person, sequence }]
}

const entitlementsOf = ({ now, before, sequence }: CoverageChange): Entry[] => {
  const { insured, entitlements, changedOn } = now
  const { personId, birthOn, sex } = insured
  const death = standingDeath(insured)
  const same = {
    ...(death ? { diedOn: death.on } : {}),
    ...(insured.sameAs ? { sameAs: insured.sameAs.personId } : {}),
    ...(insured.alsoAs?.length ? { alsoAs: insured.alsoAs.map((each) => each.personId) } : {}),
  }
  return entitlements
    .filter(({ year, version }) =>
      (before?.entitlements ?? []).every((each) => each.year !== year || each.version !== version),
    )
    .map((entitlement) => ({
      what: `entitlement:${personId}:${entitlement.year}:${entitlement.version}`,
      on: changedOn,
      person: { personId, changedOn, birthOn, sex, ...entitlement, ...same },
      sequence,
    }))
}

const inGroups = (contract: Outgoing['contract'], entries: readonly Entry[]): Outgoing[] =>
  inPieces(entries, mostPersons).map((group) => ({
    contract,
    event: {
      id: stableId('persons-', ...group.map(({ what }) => what)),
      occurredOn:
        group
          .map(({ on }) => on)
          .sort()
          .at(-1) ?? '',
      data: { persons: group.map(({ person }) => person) },
    },
    sequences: group.map(({ sequence }) => sequence),
  }))

/** A city's part of a count of the insured. */
const countedIn = ({ item, before, sequence }: Change): Outgoing[] => {
  if (before || !insuredCounts.is(item)) return []
  const data = insuredCounts.content(item)
  const id = `insured-counted:${data.city}:${data.month}:${data.revision}`
  return [{ contract: insuredCounted, event: { id, occurredOn: data.on, data }, sequences: [sequence] }]
}

/** A record that was two persons, once another hand approved that. */
const partedIn = ({ item, before, sequence }: Change): Outgoing[] => {
  if (!partings.is(item)) return []
  const parting = partings.from(item)
  if (parting.status !== 'approved' || (before && partings.from(before).status === 'approved')) return []
  const { partingId, division, stays, goes, claims, account, proposed, decided } = parting
  const { registrations = [], allowances = [] } = parting
  const data = {
    ...{ partingId, division, stays, goes, claims: [...claims], account, partedOn: decided.on },
    ...{ registrations: [...registrations], allowances: [...allowances] },
    hands: {
      proposed: { by: proposed.subject, on: proposed.on },
      decided: { by: decided.subject, on: decided.on },
    },
  }
  return [
    {
      contract: personsParted,
      event: { id: `persons-parted:${partingId}`, occurredOn: decided.on, data },
      sequences: [sequence],
    },
  ]
}

/** The events of changed records, in groups: the coverage and each year's entitlement whose version is new. */
export const toEvents = (changes: readonly Change[]): Outgoing[] => {
  const changed = changes
    .filter(({ item }) => isPublished(service, item.kind) && coverages.is(item))
    .map(({ item, before, sequence }) => ({
      now: coverages.from(item),
      before: before && coverages.from(before),
      sequence,
    }))
  return [
    ...inGroups(coveragesChanged, changed.flatMap(coverageOf)),
    ...inGroups(entitlementsChanged, changed.flatMap(entitlementsOf)),
    ...changes.flatMap(countedIn),
    ...changes.flatMap(partedIn),
  ]
}
