import { coverageChanged, entitlementChanged } from '#shared/contracts/enrollment.ts'
import type { Change, Outgoing } from '#shared/edge/publish.ts'
import { coverageSnapshot } from '../domain/person-record.ts'
import type { VersionedRecord } from './persons.ts'
import { toRecord } from './persons.ts'

const coverageEvent = ({ insured, coverageVersion, changedOn }: VersionedRecord) => ({
  contract: coverageChanged,
  event: {
    id: `coverage:${insured.personId}:${coverageVersion}`,
    occurredOn: changedOn,
    data: { personId: insured.personId, version: coverageVersion, ...coverageSnapshot(insured) },
  },
})

const entitlementEvents = (
  { insured, entitlements, changedOn }: VersionedRecord,
  before: VersionedRecord | undefined,
) =>
  entitlements
    .filter(({ year, version }) =>
      (before?.entitlements ?? []).every((each) => each.year !== year || each.version !== version),
    )
    .map((entitlement) => ({
      contract: entitlementChanged,
      event: {
        id: `entitlement:${insured.personId}:${entitlement.year}:${entitlement.version}`,
        occurredOn: changedOn,
        data: {
          personId: insured.personId,
          birthOn: insured.birthOn,
          sex: insured.sex,
          ...entitlement,
        },
      },
    }))

/** The events of changed records: the coverage and each year's entitlement whose version is new. */
export const toEvents = (changes: readonly Change[]): Outgoing[] =>
  changes.flatMap(({ item, before: earlier, sequence }) => {
    if (item.kind !== 'coverage') return []
    const record = toRecord(item)
    const before = earlier && toRecord(earlier)
    const events = [
      ...(before?.coverageVersion === record.coverageVersion ? [] : [coverageEvent(record)]),
      ...entitlementEvents(record, before),
    ]
    return events.map((event) => ({ ...event, sequences: [sequence] }))
  })
