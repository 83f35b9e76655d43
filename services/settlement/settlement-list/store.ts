import { defineRecord } from '#shared/edge/store/record.ts'
import type { Store } from '#shared/edge/store/store.ts'
import type { RecordedItem } from '#shared/kernel/invariant.ts'
import type { SettlementList } from './rules/settlement-list.ts'

const partition = (claimId: string): string => `SETTLEMENT-LIST#${claimId}`

/** Every sending of a list is an item of its own: each version can be written only once. */
export const listRecords = defineRecord<SettlementList, Pick<SettlementList, 'claimId' | 'version'>>({
  kind: 'settlement-list',
  key: ({ claimId, version }) => ({
    pk: partition(claimId),
    sk: `LIST#${String(version).padStart(3, '0')}`,
  }),
})

/** The list in an item, when it is one. */
export const listIn = (item: RecordedItem): SettlementList | undefined =>
  listRecords.is(item) ? listRecords.content(item) : undefined

export type SettlementLists = {
  /** What was sent of a settlement, in its order. */
  readonly of: (claimId: string) => Promise<readonly SettlementList[]>
  /** Records a version; `false`: someone was faster. */
  readonly record: (list: SettlementList) => Promise<boolean>
}

/** Opens the lists on the service's table. */
export const openSettlementLists = (store: Store): SettlementLists => ({
  of: async (claimId) => {
    const items = await Array.fromAsync(store.list({ pk: partition(claimId), prefix: 'LIST#' }))
    return items.map((item) => listRecords.content(item))
  },
  record: async (list) => (await store.write([listRecords.create(list)])).status === 'written',
})
