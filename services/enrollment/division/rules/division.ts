import type { Day } from '#shared/calendar/day.ts'
import type { Refusal } from '#shared/kernel/decision.ts'
import type { CityCode } from '#shared/kernel/divisions.ts'
import { cityOfDivision, divisionLevels, levelOf } from '#shared/kernel/divisions.ts'
import { refusal } from '../../refusals.ts'

/** A county, township or village as a city registered it; one that ended takes nobody in, and keeps its code. */
export type Division = {
  readonly city: CityCode
  readonly code: string
  readonly name: string
  readonly endedOn?: Day
  readonly version: number
}

export type NamedDivision = Pick<Division, 'code' | 'name'>

/** The division that one lies in, below its city; undefined of a county. */
export const parentOf = (code: string): string | undefined => {
  const level = levelOf(code)
  if (level === 'village') return code.slice(0, divisionLevels.township)
  return level === 'township' ? code.slice(0, divisionLevels.county) : undefined
}

/** Why a division cannot be registered in a city: it is another's, or what it lies in is not there, or is no more. */
export const registrationFault = (
  { code }: NamedDivision,
  city: CityCode,
  { isOpen }: { readonly isOpen: (code: string) => boolean },
): Refusal | undefined => {
  if (cityOfDivision(code) !== city)
    return refusal('division.other-city', { field: 'code', figures: { code, city } })
  const parent = parentOf(code)
  return parent === undefined || isOpen(parent)
    ? undefined
    : refusal('division.no-parent', { field: 'code', figures: { code, parent } })
}
