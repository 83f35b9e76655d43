import type { Store, Write } from '#shared/edge/store/store.ts'
import { fingerprint } from '#shared/kernel/hash.ts'
import { institutionProposals } from '../keys.ts'
import type { AgreementNotice, RegisteredInstitution, StoredDecisions } from './institution-items.ts'
import {
  agreementOf,
  agreementPrefix,
  agreementRecords,
  decisionRecords,
  earlierIn,
  headKey,
  heads,
  institutionOf,
  institutionRecords,
  listedDecisions,
  partition,
  registeredBy,
  registeredOn,
} from './institution-items.ts'
import type { InstitutionDecisions } from './rules/change.ts'
import { nothingDecided } from './rules/change.ts'
import type { Institution, YearAgreement } from './rules/institution.ts'

export type { AgreementNotice, RegisteredInstitution } from './institution-items.ts'

type WriteOutcome = 'written' | 'unchanged' | 'contended'

export type Institutions = {
  readonly version: () => Promise<number>
  /** Those registered, each with the agreements told of its years. */
  readonly all: () => Promise<ReadonlyMap<string, Institution>>
  readonly find: (code: string) => Promise<RegisteredInstitution | undefined>
  readonly agreementsOf: (code: string) => Promise<readonly YearAgreement[]>
  /** The decisions about an institution; version 0: none yet. */
  readonly decisions: (code: string) => Promise<StoredDecisions>
  /** Saves decisions over the version they were made on, and what is registered by them; false: decide again. */
  readonly decide: (after: StoredDecisions) => Promise<boolean>
  /** What waits in a city for another officer, the oldest first. */
  readonly waiting: (
    city: string,
    most: number,
    cursor?: string,
  ) => Promise<{ readonly found: readonly InstitutionDecisions[]; readonly cursor?: string }>
  /** Takes over an agreement told of a year, unless the one held is as new; the institution need not be registered yet. */
  readonly takeOver: (told: AgreementNotice) => Promise<WriteOutcome>
}

/** Institutions of the province in one partition, small enough to be read whole by every function. */
export const openInstitutions = (store: Store): Institutions => {
  /** Moves the version on with every change; changes of different items go side by side. */
  const moveOn: Write = { kind: 'add', key: headKey, amounts: { version: 1 }, set: { kind: heads.kind } }

  const record = async (writes: readonly Write[]) => {
    const written = await store.write(writes)
    return written.status === 'written' ? 'written' : 'contended'
  }

  /** The writes by which an institution is registered as its decisions say; none where it is so already. */
  const registering = async (decisions: InstitutionDecisions): Promise<Write[]> => {
    const institution = registeredBy(decisions)
    if (!institution) return []
    const stored = await store.get(institutionRecords.key(institution))
    if (stored && fingerprint(institutionOf(stored)) === fingerprint(institution)) return []
    const version = stored ? institutionRecords.from(stored).version : 0
    const record = {
      ...institution,
      twoHanded: true as const,
      registeredOn: registeredOn(decisions),
      version,
    }
    return [institutionRecords.replace(record, version), moveOn]
  }

  return {
    version: async () => (await heads.read(store, headKey))?.version ?? 0,
    all: async () => {
      const institutions: RegisteredInstitution[] = []
      const agreements = new Map<string, YearAgreement[]>()
      for await (const item of store.list(partition)) {
        const told = agreementOf(item)
        if (!told) institutions.push(institutionOf(item))
        else agreements.set(told.institution, [...(agreements.get(told.institution) ?? []), told.agreement])
      }
      return new Map(
        institutions.map((each) => [each.code, { ...each, agreements: agreements.get(each.code) ?? [] }]),
      )
    },
    find: async (code) => {
      const stored = await store.get(institutionRecords.key({ code }))
      return stored && institutionOf(stored)
    },
    agreementsOf: async (code) => {
      const stored = await Array.fromAsync(store.list({ pk: partition.pk, prefix: agreementPrefix(code) }))
      return stored.flatMap((item) => agreementOf(item)?.agreement ?? [])
    },
    decisions: async (code) => {
      const stored = await store.get(decisionRecords.key({ code }))
      if (stored) return { ...decisionRecords.content(stored), code }
      const registered = await store.get(institutionRecords.key({ code }))
      return { ...nothingDecided(code, registered && earlierIn(registered)), version: 0 }
    },
    decide: async (after) => {
      const decided = decisionRecords.replace({ ...after, ...listedDecisions(after) }, after.version)
      return (await record([decided, ...(await registering(after))])) === 'written'
    },
    waiting: async (city, limit, after) => {
      const from = after === undefined ? {} : { cursor: after }
      const page = await store.page({ pk: institutionProposals(city), index: 'gsi1', limit, ...from })
      const keys = page.items.map(({ pk, sk }) => ({ pk, sk }))
      const items = keys.length === 0 ? [] : await store.getMany(keys)
      // The index follows the table a moment later: what was decided since is left out.
      const found = items.flatMap((item) => (item ? decisionRecords.content(item) : []))
      const { cursor } = page
      return {
        found: found.filter(({ proposal }) => proposal !== undefined),
        ...(cursor === undefined ? {} : { cursor }),
      }
    },
    takeOver: async (told) => {
      const held = await agreementRecords.read(store, told)
      if (held && held.toldVersion >= told.version) return 'unchanged'
      const version = held?.version ?? 0
      return record([
        agreementRecords.replace({ ...told, toldVersion: told.version, version }, version),
        moveOn,
      ])
    },
  }
}
