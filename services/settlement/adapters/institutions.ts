import { fingerprint } from '#shared/edge/stable-id.ts'
import type { Store } from '#shared/edge/store.ts'
import type { Institution } from '../domain/institution.ts'
import { versionedPartition } from './versioned-partition.ts'

/** An institution as registered: what claims are judged by, and its name and category. */
export type RegisteredInstitution = Institution & { readonly name: string; readonly category: string }

export type Institutions = {
  readonly version: () => Promise<number>
  readonly all: () => Promise<ReadonlyMap<string, Institution>>
  readonly find: (code: string) => Promise<RegisteredInstitution | undefined>
  /** Writes an institution if it is not so already; asks `mayReplace` about the one it replaces. */
  readonly register: (
    institution: RegisteredInstitution,
    mayReplace: (former: RegisteredInstitution) => void,
  ) => Promise<'written' | 'unchanged' | 'contended'>
}

const partition = { pk: 'INSTITUTIONS', prefix: 'CODE#', kind: 'institutions-head' }

type StoredInstitution = RegisteredInstitution & { readonly version: number }

/** Institutions of the province in one partition, small enough to be read whole by every function. */
export const openInstitutions = (store: Store): Institutions => {
  const { version, items, moveOn } = versionedPartition(store, partition)
  const keyOf = (code: string) => ({ pk: partition.pk, sk: `${partition.prefix}${code}` })

  const read = async (code: string) => {
    const stored = await store.get(keyOf(code))
    if (!stored) return undefined
    const {
      pk: _pk,
      sk: _sk,
      kind: _kind,
      version: at,
      ...rest
    } = stored as unknown as StoredInstitution & {
      pk: string
      sk: string
      kind: string
    }
    return { at, institution: rest as RegisteredInstitution }
  }

  return {
    version,
    all: async () => {
      const byCode = new Map<string, Institution>()
      for await (const item of items()) {
        const institution = item as unknown as StoredInstitution
        byCode.set(institution.code, institution)
      }
      return byCode
    },
    find: async (code) => (await read(code))?.institution,
    register: async (institution, mayReplace) => {
      const former = await read(institution.code)
      if (former) mayReplace(former.institution)
      if (former && same(former.institution, institution)) return 'unchanged'
      const written = await store.write([
        {
          kind: 'replace',
          item: { ...keyOf(institution.code), kind: 'institution', ...institution },
          version: former?.at ?? 0,
        },
        moveOn(await version()),
      ])
      return written.status === 'written' ? 'written' : 'contended'
    },
  }
}

const same = (a: RegisteredInstitution, b: RegisteredInstitution): boolean =>
  fingerprint(a) === fingerprint(b)
