import type { FundYear } from '#shared/calendar/day.ts'
import { defineRecord } from '#shared/edge/store/record.ts'
import type { Store, Stored, Write } from '#shared/edge/store/store.ts'
import type { Registrations } from '../insured-year/rules/registrations.ts'
import { insuredYearsOf, personIdOf, registrationProposals, registrationsKey, yearOfKey } from '../keys.ts'
import type { Proposal, Registered } from './rules/registered.ts'
import { nothingRegistered } from './rules/registered.ts'

/** What is registered of a person, with its decisions. */
export type RecordedRegistrations = {
  readonly registered: Registered
  /** 0: nothing recorded yet. */
  readonly version: number
}

/** A proposal that waits, and of whom. */
export type WaitingProposal = { readonly personId: string; readonly proposal: Proposal }

/** What is registered of persons, whole; each insured-year holds a copy of what matters in it. */
export type RegistrationStore = {
  readonly find: (personId: string) => Promise<Registrations | undefined>
  readonly read: (personId: string) => Promise<RecordedRegistrations>
  /** Saves what was decided over the version it was decided on; false: decide again. */
  readonly save: (personId: string, after: RecordedRegistrations) => Promise<boolean>
  /** What waits in a city for a second officer, the oldest first. */
  readonly waiting: (
    city: string,
    most: number,
    cursor?: string,
  ) => Promise<{ readonly found: readonly WaitingProposal[]; readonly cursor?: string }>
  /** The years that are recorded of a person. */
  readonly years: (personId: string) => Promise<readonly FundYear[]>
}

/** As stored: in the index where a proposal waits. Earlier releases knew no decisions. */
export type StoredRegistrations = Omit<Registered, 'rejected'> & {
  readonly version: number
  readonly rejected?: Registered['rejected']
  readonly gsi1pk?: string
  readonly gsi1sk?: string
}

export const registrationRecords = defineRecord<StoredRegistrations, { readonly personId: string }>({
  kind: 'registrations',
  key: ({ personId }) => registrationsKey(personId),
})

/** What a record says. */
export const registeredIn = ({
  registrations,
  proposal,
  approval,
  approvedBefore,
  rejected = [],
}: StoredRegistrations): Registered => ({
  ...{ registrations, rejected },
  ...(proposal ? { proposal } : {}),
  ...(approval ? { approval } : {}),
  ...(approvedBefore ? { approvedBefore } : {}),
})

const listed = ({ proposal }: Registered, personId: string) =>
  proposal
    ? { gsi1pk: registrationProposals(proposal.city), gsi1sk: `${proposal.proposed.on}#${personId}` }
    : {}

const waitingIn = (item: Stored | undefined): readonly WaitingProposal[] => {
  // The index follows the table a moment later: what was decided since is left out.
  const proposal = item && registrationRecords.from(item).proposal
  return proposal ? [{ personId: personIdOf(item), proposal }] : []
}

/** The write of what is registered of a person, over the version that it was decided on. */
export const registrationWrite = (
  personId: string,
  { registered, version }: RecordedRegistrations,
): Write => {
  const item = { ...registered, ...listed(registered, personId), version, personId }
  return registrationRecords.replace(item, version)
}

/** Opens the registrations on the service's table. */
export const openRegistrations = (store: Store): RegistrationStore => ({
  find: async (personId) => (await registrationRecords.read(store, { personId }))?.registrations,
  read: async (personId) => {
    const stored = await registrationRecords.read(store, { personId })
    return stored
      ? { registered: registeredIn(stored), version: stored.version }
      : { registered: nothingRegistered, version: 0 }
  },
  save: async (personId, after) => {
    const written = await store.write([registrationWrite(personId, after)])
    return written.status === 'written'
  },
  waiting: async (city, limit, after) => {
    const from = after === undefined ? {} : { cursor: after }
    const page = await store.page({ pk: registrationProposals(city), index: 'gsi1', limit, ...from })
    const keys = page.items.map(({ pk, sk }) => ({ pk, sk }))
    const items = keys.length === 0 ? [] : await store.getMany(keys)
    const { cursor } = page
    return { found: items.flatMap(waitingIn), ...(cursor === undefined ? {} : { cursor }) }
  },
  years: async (personId) => {
    const years: FundYear[] = []
    for await (const { pk, sk } of store.list(insuredYearsOf(personId))) years.push(yearOfKey({ pk, sk }))
    return years
  },
})
