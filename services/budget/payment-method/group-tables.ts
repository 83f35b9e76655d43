import * as z from 'zod'
import type { Store, Stored } from '#shared/edge/store/store.ts'
import { fingerprint } from '#shared/kernel/hash.ts'
import { inPieces } from '#shared/kernel/in-pieces.ts'
import { groupPartKey, groupPartPrefix, groupTableKey, groupTablePartition } from '../keys.ts'
import type { CaseGroup, GroupTable } from './rules/group-table.ts'
import { groupTableFields } from './rules/group-table.ts'

/** A published table without its groups; `digest` tells two tables under one id apart. */
const header = z.object({ ...groupTableFields, groupCount: z.int(), parts: z.int(), digest: z.string() })
export type GroupTableHeader = z.output<typeof header>

/** A part stays far below the limit of 400 KB for an item. */
const groupsInAPart = 1000

export const readGroupTableHeader = async (
  store: Store,
  tableId: string,
): Promise<GroupTableHeader | undefined> => {
  const item = await store.get(groupTableKey(tableId))
  return item && header.parse(item)
}

/**
 * Publishes a table, once: first its parts, then its header, which makes it readable. After a crash in between the same
 * command goes on; another table under the same id is left alone.
 * @returns the digest of what was given, to be compared with the one published
 */
export const publishGroupTable = async (store: Store, { groups, ...fields }: GroupTable): Promise<string> => {
  const digest = fingerprint({ ...fields, groups }).slice(0, 16)
  if ((await readGroupTableHeader(store, fields.tableId)) !== undefined) return digest
  const parts = inPieces(groups, groupsInAPart)
  for (const [index, part] of parts.entries()) {
    // The digest is in the key: parts of a table that was never published are seen by nobody.
    const key = groupPartKey(`${fields.tableId}#${digest}`, index)
    await store.write([{ kind: 'create', item: { ...key, kind: 'case-groups', groups: part } }])
  }
  const counts = { groupCount: groups.length, parts: parts.length, digest }
  const item = { ...groupTableKey(fields.tableId), kind: 'group-table', ...fields, ...counts }
  await store.write([{ kind: 'create', item }])
  return digest
}

const groupsIn = (part: Stored): readonly CaseGroup[] => part.groups as unknown as readonly CaseGroup[]

/** A whole published table. */
export const readGroupTable = async (store: Store, tableId: string): Promise<GroupTable | undefined> => {
  const found = await readGroupTableHeader(store, tableId)
  if (!found) return undefined
  const { groupCount, parts, digest, ...fields } = found
  const listing = { pk: groupTablePartition(`${tableId}#${digest}`), prefix: groupPartPrefix }
  const groups = (await Array.fromAsync(store.list(listing))).flatMap(groupsIn)
  return { ...fields, groups }
}
