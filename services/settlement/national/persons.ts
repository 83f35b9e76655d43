import type { PersonAnswered, PersonAsked } from '#shared/contracts/person-asked.ts'

/** A person as enrollment knows them; settlement shows name and certificate, and stores neither. */
export type KnownPerson = Extract<PersonAnswered, { readonly status: 'found' }>

/** The register of persons, which is enrollment's. */
export type Persons = {
  /** Who a person is; `unavailable` while enrollment does not answer. Whoever asks is traced there. */
  readonly find: (asked: PersonAsked) => Promise<PersonAnswered | { readonly status: 'unavailable' }>
}

/** Where nobody can be asked. */
export const nobodyToAsk: Persons = { find: async () => ({ status: 'unavailable' }) }
