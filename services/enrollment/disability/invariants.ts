import type { Invariant } from '#shared/kernel/invariant.ts'
import { coverages } from '../coverage/store.ts'
import type { Disabled } from './rules/disabled.ts'
import { disabledPersons } from './store.ts'

const id = 'enrollment.disabled-are-registered'

/** Whom the federation's list made known is a registered person, of a level that there is. */
export const disabledAreRegistered: Invariant = {
  id,
  number: 5,
  rule: 'who is registered as disabled is a registered person, of one of the four levels',
  start: () => {
    const persons = new Set<string>()
    const found: Disabled[] = []
    return {
      see: (item) => {
        if (coverages.is(item)) persons.add(coverages.from(item).insured.personId)
        if (disabledPersons.is(item)) found.push(disabledPersons.from(item))
      },
      finish: () => ({
        checked: found.length,
        violations: found.flatMap(({ personId: where, level }) => [
          ...(persons.has(where) ? [] : [{ invariant: id, where, what: 'nobody registered the person' }]),
          ...(level >= 1 && level <= 4 ? [] : [{ invariant: id, where, what: 'there is no such level' }]),
        ]),
      }),
    }
  },
}
