import type { Invariant, RecordedItem } from '#shared/kernel/invariant.ts'
import { coverages } from '../coverage/store.ts'
import type { Pupil } from './store.ts'
import { pupils, schools } from './store.ts'

const id = 'enrollment.students-of-registered-schools'

/** Whom a school enrolled is listed by it: its code is registered, and they are a registered person. */
export const studentsOfRegisteredSchools: Invariant = {
  id,
  number: 5,
  rule: 'the school of a student is registered, and the student is a registered person',
  start: () => {
    const registered = new Set<string>()
    const persons = new Set<string>()
    const found: Pupil[] = []
    return {
      see: (item: RecordedItem) => {
        if (schools.is(item)) registered.add(schools.from(item).schoolCode)
        if (coverages.is(item)) persons.add(coverages.from(item).insured.personId)
        if (pupils.is(item)) found.push(pupils.from(item))
      },
      finish: () => ({
        checked: found.length,
        violations: found.flatMap(({ personId, schoolCode }) => [
          ...(registered.has(schoolCode)
            ? []
            : [{ invariant: id, where: personId, what: `nobody registered the school ${schoolCode}` }]),
          ...(persons.has(personId)
            ? []
            : [{ invariant: id, where: personId, what: 'nobody registered the student' }]),
        ]),
      }),
    }
  },
}
