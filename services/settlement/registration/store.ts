import type { FundYear } from '#shared/calendar/day.ts'
import type { Item } from '#shared/edge/store/attribute-value.ts'
import type { Store } from '#shared/edge/store/store.ts'
import { fingerprint } from '#shared/kernel/hash.ts'
import type { Registrations } from '../insured-year/rules/registrations.ts'
import { insuredYearsOf, registrationsKey, yearOfKey } from '../keys.ts'

/** What is registered of persons, whole; each insured-year holds a copy of what matters in it. */
export type RegistrationStore = {
  readonly find: (personId: string) => Promise<Registrations | undefined>
  /** Replaces what is registered; false when another registration came in between. */
  readonly replace: (personId: string, registrations: Registrations) => Promise<boolean>
  /** The years that are recorded of a person. */
  readonly years: (personId: string) => Promise<readonly FundYear[]>
}

type Stored = { readonly version: number; readonly registrations: Registrations }

/** Opens the registrations on the service's table. */
export const openRegistrations = (store: Store): RegistrationStore => {
  const read = async (personId: string) =>
    (await store.get(registrationsKey(personId))) as unknown as Stored | undefined

  return {
    find: async (personId) => (await read(personId))?.registrations,
    replace: async (personId, registrations) => {
      const former = await read(personId)
      if (former && fingerprint(former.registrations) === fingerprint(registrations)) return true
      const content = registrations as unknown as Item
      const item = { ...registrationsKey(personId), kind: 'registrations', registrations: content }
      const written = await store.write([{ kind: 'replace', item, version: former?.version ?? 0 }])
      return written.status === 'written'
    },
    years: async (personId) => {
      const years: FundYear[] = []
      for await (const { pk, sk } of store.list(insuredYearsOf(personId))) years.push(yearOfKey({ pk, sk }))
      return years
    },
  }
}
