import { fingerprint } from '#shared/kernel/hash.ts'
import type { Invariant, Violation } from '#shared/kernel/invariant.ts'
import { yearIn } from '../insured-year/records/insured-year-item.ts'
import type { InsuredYear } from '../insured-year/rules/insured-year.ts'
import { yearName } from '../insured-year/rules/recorded-year.ts'
import type { Registrations } from '../insured-year/rules/registrations.ts'
import { noRegistrations, registrationsIn } from '../insured-year/rules/registrations.ts'
import { personIdOf } from '../keys.ts'
import { faultsOf } from './rules/registered.ts'
import { registeredIn, registrationRecords } from './store.ts'

const id = 'settlement.registrations'

type Year = Pick<InsuredYear, 'personId' | 'year' | 'registered'>

/** Judged from a person's record with their years: claims are judged by what the year holds, whoever wrote it there. */
export const registrationsAreApproved: Invariant = {
  id,
  number: 11,
  rule: 'what is registered of a person was proposed by one officer and approved by another, and their years judge claims by that and nothing else',
  start: () => {
    const registered = new Map<string, Registrations>()
    const years: Year[] = []
    const violations: Violation[] = []
    return {
      see: (item) => {
        const year = yearIn(item)?.state
        if (year) years.push({ personId: year.personId, year: year.year, registered: year.registered })
        if (!registrationRecords.is(item)) return
        const found = registeredIn(registrationRecords.from(item))
        const personId = personIdOf(item)
        registered.set(personId, found.registrations)
        for (const what of faultsOf(found)) violations.push({ invariant: id, where: personId, what })
      },
      finish: () => {
        const others = years.filter((year) => {
          const due = registrationsIn(registered.get(year.personId) ?? noRegistrations, year.year)
          return fingerprint(due) !== fingerprint(year.registered)
        })
        const counted = others.map(
          (year): Violation => ({
            invariant: id,
            where: yearName(year),
            what: 'the year counts what is not registered',
          }),
        )
        return { checked: years.length + registered.size, violations: [...violations, ...counted] }
      },
    }
  },
}
