import { institutionRegistered } from '#shared/contracts/settlement.ts'
import type { Change, Outgoing } from '#shared/edge/events/publish.ts'
import { institutionOf, institutionRecords } from './institution-items.ts'

/** Tells of each institution what it is called and where it stands, as its last approved terms have it. */
export const toRegisteredEvents = (changes: readonly Change[]): Outgoing[] =>
  changes.flatMap(({ item, sequence }) => {
    if (!institutionRecords.is(item)) return []
    const { version, registeredOn } = institutionRecords.from(item)
    // One officer of an earlier release registered it: it is told with its next change.
    if (registeredOn === undefined) return []
    const institution = institutionOf(item)
    const { code } = institution
    const { name = institution.name, city, level } = institution.changes?.at(-1) ?? institution
    const event = {
      id: `institution:${code}:${version}`,
      occurredOn: registeredOn,
      data: { institution: code, name, city, level, revision: version },
    }
    return [{ contract: institutionRegistered, event, sequences: [sequence] }]
  })
