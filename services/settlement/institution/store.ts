import type { Item } from '#shared/edge/store/attribute-value.ts'
import type { Key, Store, Stored } from '#shared/edge/store/store.ts'
import type { Refusal } from '#shared/kernel/decision.ts'
import { fingerprint } from '#shared/kernel/hash.ts'
import type { AgreementTold, RegisteredInstitution } from './institution-items.ts'
import {
  agreementKey,
  agreementOf,
  agreementPrefix,
  institutionKey,
  institutionOf,
  partition,
  toAgreementItem,
  toInstitutionItem,
  toldVersionOf,
} from './institution-items.ts'
import type { Institution, YearAgreement } from './rules/institution.ts'
import { versionedPartition } from './versioned-partition.ts'

export type { AgreementTold, RegisteredInstitution } from './institution-items.ts'

type WriteOutcome = 'written' | 'unchanged' | 'contended'

export type Institutions = {
  readonly version: () => Promise<number>
  /** Those registered, each with the agreements told of its years. */
  readonly all: () => Promise<ReadonlyMap<string, Institution>>
  readonly find: (code: string) => Promise<RegisteredInstitution | undefined>
  readonly agreementsOf: (code: string) => Promise<readonly YearAgreement[]>
  /** Writes an institution if it is not so already, unless `keepsFrom` has a reason to keep the one it would replace. */
  readonly register: (
    institution: RegisteredInstitution,
    keepsFrom: (former: RegisteredInstitution) => Refusal | undefined,
  ) => Promise<WriteOutcome | Refusal>
  /** Takes over an agreement told of a year, unless the one held is as new; the institution need not be registered yet. */
  readonly takeOver: (told: AgreementTold) => Promise<WriteOutcome>
}

/** Institutions of the province in one partition, small enough to be read whole by every function. */
export const openInstitutions = (store: Store): Institutions => {
  const { version, items, moveOn } = versionedPartition(store, partition)

  const replace = async (item: Item & Key, former: Stored | undefined) => {
    const write = { kind: 'replace', item, version: Number(former?.version ?? 0) } as const
    const written = await store.write([write, moveOn])
    return written.status === 'written' ? 'written' : 'contended'
  }

  return {
    version,
    all: async () => {
      const institutions: RegisteredInstitution[] = []
      const agreements = new Map<string, YearAgreement[]>()
      for await (const item of items()) {
        const told = agreementOf(item)
        if (!told) institutions.push(institutionOf(item))
        else agreements.set(told.institution, [...(agreements.get(told.institution) ?? []), told.agreement])
      }
      return new Map(
        institutions.map((each) => [each.code, { ...each, agreements: agreements.get(each.code) ?? [] }]),
      )
    },
    find: async (code) => {
      const stored = await store.get(institutionKey(code))
      return stored && institutionOf(stored)
    },
    agreementsOf: async (code) => {
      const stored = await Array.fromAsync(store.list({ pk: partition.pk, prefix: agreementPrefix(code) }))
      return stored.flatMap((item) => agreementOf(item)?.agreement ?? [])
    },
    register: async (institution, keepsFrom) => {
      const stored = await store.get(institutionKey(institution.code))
      const former = stored && institutionOf(stored)
      const kept = former && keepsFrom(former)
      if (kept) return kept
      if (former && fingerprint(former) === fingerprint(institution)) return 'unchanged'
      return replace(toInstitutionItem(institution), stored)
    },
    takeOver: async (told) => {
      const stored = await store.get(agreementKey(told))
      if (stored && toldVersionOf(stored) >= told.version) return 'unchanged'
      return replace(toAgreementItem(told), stored)
    },
  }
}
