import * as z from 'zod'
import { defineRecord } from '#shared/edge/store/record.ts'
import type { Store } from '#shared/edge/store/store.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { fingerprint } from '#shared/kernel/hash.ts'
import { inPieces } from '#shared/kernel/in-pieces.ts'
import { groupPartKey, groupPartPrefix, groupTableKey, groupTablePartition } from '../keys.ts'
import { refuse } from '../refusals.ts'
import type { CaseGroup, GroupTable } from './rules/group-table.ts'
import { groupTableFields } from './rules/group-table.ts'

/** A published table without its groups; `digest` tells two tables under one id apart. */
export const header = z.object({
  ...groupTableFields,
  groupCount: z.int(),
  parts: z.int(),
  digest: z.string(),
})
export type GroupTableHeader = z.output<typeof header>

type Part = { readonly groups: readonly CaseGroup[] }
type PartId = { readonly of: string; readonly part: number }

/** A part stays far below the limit of 400 KB for an item. */
const groupsInAPart = 1000

const headers = defineRecord<GroupTableHeader, Pick<GroupTableHeader, 'tableId'>>({
  kind: 'group-table',
  key: ({ tableId }) => groupTableKey(tableId),
})

const parts = defineRecord<Part, PartId>({
  kind: 'case-groups',
  key: ({ of, part }) => groupPartKey(of, part),
})

/** The digest is in the key: parts of a table that was never published are seen by nobody. */
const partsOf = (tableId: string, digest: string): string => `${tableId}#${digest}`

export const readGroupTableHeader = async (
  store: Store,
  tableId: string,
): Promise<GroupTableHeader | undefined> => {
  const found = await headers.read(store, { tableId })
  return found && header.parse(found)
}

/**
 * Publishes a table, once: first its parts, then its header, which makes it readable. After a crash in between the same
 * command goes on; another table under the same id is left alone.
 */
export const publishGroupTable = async (
  store: Store,
  { groups, ...fields }: GroupTable,
): Promise<Decision<GroupTableHeader>> => {
  const { tableId } = fields
  const digest = fingerprint({ ...fields, groups }).slice(0, 16)
  if ((await readGroupTableHeader(store, tableId)) === undefined) {
    const pieces = inPieces(groups, groupsInAPart)
    for (const [part, some] of pieces.entries())
      await store.write([parts.create({ of: partsOf(tableId, digest), part, groups: some })])
    const counts = { groupCount: groups.length, parts: pieces.length, digest }
    await store.write([headers.create({ ...fields, ...counts })])
  }
  const published = await readGroupTableHeader(store, tableId)
  return published?.digest === digest
    ? accept(published)
    : refuse('group-table.published', { field: 'tableId', figures: { tableId } })
}

/** A whole published table. */
export const readGroupTable = async (store: Store, tableId: string): Promise<GroupTable | undefined> => {
  const found = await readGroupTableHeader(store, tableId)
  if (!found) return undefined
  const { groupCount, parts: count, digest, ...fields } = found
  const partition = groupTablePartition(partsOf(tableId, digest))
  const listed = parts.list(store, partition, { prefix: groupPartPrefix })
  const groups = (await Array.fromAsync(listed)).flatMap((part) => part.groups)
  return { ...fields, groups }
}
