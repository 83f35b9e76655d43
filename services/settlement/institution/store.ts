import type { Store, Write } from '#shared/edge/store/store.ts'
import type { Refusal } from '#shared/kernel/decision.ts'
import { fingerprint } from '#shared/kernel/hash.ts'
import type { AgreementNotice, RegisteredInstitution } from './institution-items.ts'
import {
  agreementOf,
  agreementPrefix,
  agreementRecords,
  headKey,
  heads,
  institutionOf,
  institutionRecords,
  partition,
} from './institution-items.ts'
import type { Institution, YearAgreement } from './rules/institution.ts'

export type { AgreementNotice, RegisteredInstitution } from './institution-items.ts'

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
  readonly takeOver: (told: AgreementNotice) => Promise<WriteOutcome>
}

/** Institutions of the province in one partition, small enough to be read whole by every function. */
export const openInstitutions = (store: Store): Institutions => {
  /** Moves the version on with every change; changes of different items go side by side. */
  const moveOn: Write = { kind: 'add', key: headKey, amounts: { version: 1 }, set: { kind: heads.kind } }

  const record = async (write: Write) => {
    const written = await store.write([write, moveOn])
    return written.status === 'written' ? 'written' : 'contended'
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
    register: async (institution, keepsFrom) => {
      const stored = await store.get(institutionRecords.key(institution))
      const former = stored && institutionOf(stored)
      const kept = former && keepsFrom(former)
      if (kept) return kept
      if (former && fingerprint(former) === fingerprint(institution)) return 'unchanged'
      const version = stored ? institutionRecords.from(stored).version : 0
      return record(institutionRecords.replace({ ...institution, version }, version))
    },
    takeOver: async (told) => {
      const held = await agreementRecords.read(store, told)
      if (held && held.toldVersion >= told.version) return 'unchanged'
      const version = held?.version ?? 0
      return record(agreementRecords.replace({ ...told, toldVersion: told.version, version }, version))
    },
  }
}
