import type { Day } from '#shared/calendar/day.ts'
import type { Parties } from '#shared/kernel/authority.ts'
import type { Decision, Refusal } from '#shared/kernel/decision.ts'
import { changeCoverage } from '../coverage/change-coverage.ts'
import { coveringCity } from '../coverage/covering-city.ts'
import type { PersonRecord } from '../coverage/rules/person-record.ts'
import type { VersionedRecord } from '../coverage/store.ts'
import type { Effects } from '../effects.ts'
import { refusal } from '../refusals.ts'
import { divisions } from './store.ts'

type Needs = Pick<Effects, 'store' | 'policy'>

/** Why nobody may come to belong to a unit; undefined where they may. */
export const unitFault = async (
  unit: string,
  { store }: Pick<Needs, 'store'>,
): Promise<Refusal | undefined> => {
  const found = await divisions.read(store, { code: unit })
  if (!found) return refusal('division.unknown', { field: 'unit', figures: { code: unit } })
  const { endedOn } = found
  return endedOn === undefined
    ? undefined
    : refusal('division.ended', { field: 'unit', figures: { code: unit, endedOn } })
}

type Placing = {
  readonly unit: string
  readonly commandId: string
  readonly today: Day
  readonly reaches: (parties: Parties) => boolean
}

/** Has a person belong to a unit, once; whoever went out of the caller's reach meanwhile is not touched. */
export const placeInUnit = (
  { unit, commandId, today, reaches }: Placing,
  found: VersionedRecord,
  effects: Needs,
): Promise<Decision<PersonRecord>> =>
  changeCoverage(
    {
      command: { type: 'place-in-unit', unit, on: today },
      ...{ commandId, on: today, today },
      mayChange: (record) => reaches(coveringCity(record)),
    },
    found,
    effects,
  )
