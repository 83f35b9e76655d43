import type { Day } from '#shared/calendar/day.ts'
import { defineRecord } from '#shared/edge/store/record.ts'
import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { Store } from '#shared/edge/store/store.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { CityCode } from '#shared/kernel/divisions.ts'
import { pupilKey, schoolKey } from '../keys.ts'
import { refuse } from '../refusals.ts'

/** A school that enrols its students: by its code, in a city, and where in it. */
export type School = {
  readonly schoolCode: string
  readonly city: CityCode
  readonly name: string
  /** The county or township in which it lies. */
  readonly division?: string | undefined
  /** Whom the office asks: a person of the school, and their number. */
  readonly contact?: { readonly name: string; readonly phone: string } | undefined
}

/** Where schools of a city, and the students of a school, stand together. */
export const schoolIndex = 'gsi2'
export const schoolsPartition = (city: string): string => `SCHOOLS#${city}`
export const pupilsPartition = (schoolCode: string): string => `PUPILS#${schoolCode}`

export const schools = defineRecord<School & { readonly version: number }, Pick<School, 'schoolCode'>>({
  kind: 'school',
  key: schoolKey,
  index: ({ city, schoolCode }) => ({ gsi2pk: schoolsPartition(city), gsi2sk: schoolCode }),
})

/** The school that enrolled somebody last: a person is a student of one. */
export type Pupil = {
  readonly personId: string
  readonly schoolCode: string
  /** The business day of the list by which they came. */
  readonly since: Day
  readonly grade?: string
  readonly className?: string
  /** Two hands said that it was another person whom the list named: it lists this one no more. */
  readonly gone?: true
}

export const pupils = defineRecord<Pupil & { readonly version: number }, Pick<Pupil, 'personId'>>({
  kind: 'pupil',
  key: pupilKey,
  index: ({ schoolCode, personId, gone }) =>
    gone ? {} : { gsi2pk: pupilsPartition(schoolCode), gsi2sk: personId },
})

/** Registers a school, or changes what is registered of it; a code is one city's. */
export const saveSchool = (school: School, store: Store): Promise<Decision<School>> =>
  retryConflicts(async () => {
    const known = await schools.read(store, school)
    if (known && known.city !== school.city)
      return refuse('school.elsewhere', { field: 'city', figures: { city: known.city } })
    const version = known?.version ?? 0
    const written = await store.write([schools.replace({ ...school, version }, version)])
    return written.status === 'written' ? accept(school) : undefined
  })

const saysTheSame = (one: Pupil, other: Pupil): boolean =>
  one.schoolCode === other.schoolCode && one.grade === other.grade && one.className === other.className

/** Has somebody be a student of the school whose list names them; of a list that is older than what is known nothing changes. */
export const savePupil = (pupil: Pupil, store: Store): Promise<true> =>
  retryConflicts(async () => {
    const known = await pupils.read(store, pupil)
    if (known && (known.since > pupil.since || (!known.gone && saysTheSame(known, pupil)))) return true
    const version = known?.version ?? 0
    const written = await store.write([pupils.replace({ ...pupil, version }, version)])
    return written.status === 'written' ? true : undefined
  })
