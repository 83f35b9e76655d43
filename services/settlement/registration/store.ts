import type { FundYear } from '#shared/calendar/day.ts'
import { defineRecord } from '#shared/edge/store/record.ts'
import type { Store } from '#shared/edge/store/store.ts'
import { fingerprint } from '#shared/kernel/hash.ts'
import type { Registrations } from '../insured-year/rules/registrations.ts'
import type { Key } from '../keys.ts'
import { insuredYearsOf, ownKey, registrationsKey, yearOfKey } from '../keys.ts'

/** What is registered of persons, whole; each insured-year holds a copy of what matters in it. */
export type RegistrationStore = {
  readonly find: (personId: string) => Promise<Registrations | undefined>
  /** Replaces what is registered; false when another registration came in between. */
  readonly replace: (personId: string, registrations: Registrations) => Promise<boolean>
  /** The years that are recorded of a person. */
  readonly years: (personId: string) => Promise<readonly FundYear[]>
}

type StoredRegistrations = { readonly version: number; readonly registrations: Registrations }

const registrationRecords = defineRecord<StoredRegistrations, Key>({ kind: 'registrations', key: ownKey })

/** Opens the registrations on the service's table. */
export const openRegistrations = (store: Store): RegistrationStore => {
  const read = (personId: string) => registrationRecords.read(store, registrationsKey(personId))

  return {
    find: async (personId) => (await read(personId))?.registrations,
    replace: async (personId, registrations) => {
      const former = await read(personId)
      if (former && fingerprint(former.registrations) === fingerprint(registrations)) return true
      const version = former?.version ?? 0
      const record = { ...registrationsKey(personId), registrations, version }
      const written = await store.write([registrationRecords.replace(record, version)])
      return written.status === 'written'
    },
    years: async (personId) => {
      const years: FundYear[] = []
      for await (const { pk, sk } of store.list(insuredYearsOf(personId))) years.push(yearOfKey({ pk, sk }))
      return years
    },
  }
}
