import type { Day, FundYear } from '#shared/calendar/day.ts'
import type { institutionRegistered } from '#shared/contracts/settlement.ts'
import { defineRecord } from '#shared/edge/store/record.ts'
import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { Store } from '#shared/edge/store/store.ts'
import {
  institutionNameKey,
  institutionNames,
  publicDocumentKey,
  publicHeadKey,
  publicListKey,
  publicPartition,
} from '../keys.ts'
import type { Fund } from '../ledger/rules/fund.ts'

/** The kinds of documents that stand in public, in the order in which they are listed. */
export const documentKinds = ['quotas', 'execution', 'clearing', 'adjustment', 'costs'] as const
export type DocumentKind = (typeof documentKinds)[number]

/** What stands in public of a fund: a document, the digest of what it says, and since when. */
export type PublicDocument = Fund & {
  readonly document: DocumentKind
  /** `2025-v1` of quotas, `2025` of a clearing, a month of all others. */
  readonly period: string
  readonly publishedOn: Day
  /** Of its figures, whole and without names: what the operation that reads the document answers too. */
  readonly digest: string
  /**
   * What is told of it in public: the digest where everything is shown, else that of the table as CSV. Absent of what was
   * published before this was kept.
   */
  readonly shown?: string
  /** As what its source stood at: a source that moved since is published again with the next run. */
  readonly stamp: string
  /** Of the page as it was written, by which a lost or changed file is known. */
  readonly page: string
  /** Of the layout that the page has; absent of one that was written before this was kept. */
  readonly layout?: string
  /** How many rows are not shown since they stand for few. */
  readonly hidden: number
  readonly version: number
}

export const publicDocuments = defineRecord<
  PublicDocument,
  Pick<PublicDocument, 'city' | 'scheme' | 'document' | 'period'>
>({
  kind: 'public-document',
  key: ({ document, period, ...fund }) => publicDocumentKey(fund, document, period),
})

/** Up to which day a fund was looked through for what is to be public. */
export type PublicHead = Fund & { readonly through: Day; readonly version: number }

export const publicHeads = defineRecord<PublicHead, Fund>({ kind: 'public-head', key: publicHeadKey })

/** What stands in public of a fund, in the order of kinds and periods. */
export const listPublic = (store: Store, fund: Fund): Promise<PublicDocument[]> =>
  Array.fromAsync(publicDocuments.list(store, publicPartition(fund), { prefix: 'DOCUMENT#' }))

/** What stands in public of a fund's year, in the order of kinds and periods. */
export const listPublicOfYear = async (
  store: Store,
  fund: Fund,
  year: FundYear,
): Promise<PublicDocument[]> => {
  const ofKinds = await Promise.all(
    documentKinds.map((kind) =>
      Array.fromAsync(
        publicDocuments.list(store, publicPartition(fund), {
          prefix: publicDocumentKey(fund, kind, `${year}`).sk,
        }),
      ),
    ),
  )
  return ofKinds.flat()
}

/** The list of what stands in public of a city, as it was written. */
export type PublicList = Pick<Fund, 'city'> & {
  /** Set before a document is published, until the list names it too. */
  readonly isStale: boolean
  /** Of the page and of the same for machines, by which lost or changed files are known; none before the first. */
  readonly page?: string
  readonly json?: string
  readonly layout?: string
  readonly version: number
}

export const publicLists = defineRecord<PublicList, Pick<PublicList, 'city'>>({
  kind: 'public-list',
  key: publicListKey,
})

/** Writes what is known of a city's list, on from whatever it is. */
export const writeList = (
  store: Store,
  { city }: Pick<Fund, 'city'>,
  now: Omit<PublicList, 'city' | 'version'>,
): Promise<true> =>
  retryConflicts(async () => {
    const version = (await publicLists.read(store, { city }))?.version ?? 0
    const { status } = await store.write([publicLists.replace({ city, ...now, version }, version)])
    return status === 'written' ? true : undefined
  })

type Registered = ReturnType<typeof institutionRegistered.parse>['data']
type InstitutionName = Registered & { readonly version: number }

const names = defineRecord<InstitutionName, Pick<InstitutionName, 'institution'>>({
  kind: 'institution-name',
  key: ({ institution }) => institutionNameKey(institution),
})

/** Keeps what an institution is called; the highest revision holds, whatever order they come in. */
export const recordName = (store: Store, told: Registered): Promise<string> =>
  retryConflicts(async () => {
    const before = await names.read(store, told)
    if (before && before.revision >= told.revision) return 'kept'
    const version = before?.version ?? 0
    const written = await store.write([names.replace({ ...told, version }, version)])
    return written.status === 'written' ? 'kept' : undefined
  })

/** What all institutions are called, by their codes. */
export const readNames = async (store: Store): Promise<ReadonlyMap<string, string>> => {
  const all = await Array.fromAsync(names.list(store, institutionNames))
  return new Map(all.map(({ institution, name }) => [institution, name]))
}
