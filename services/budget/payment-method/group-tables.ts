import * as z from 'zod'
import { defineRecord } from '#shared/edge/store/record.ts'
import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { Store } from '#shared/edge/store/store.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { fingerprint } from '#shared/kernel/hash.ts'
import { inPieces } from '#shared/kernel/in-pieces.ts'
import { decidedTables, groupPartKey, groupPartPrefix, groupTableKey, groupTablePartition } from '../keys.ts'
import { refuse } from '../refusals.ts'
import type { CaseGroup, GroupTable } from './rules/group-table.ts'
import { groupTableFields } from './rules/group-table.ts'
import type { GroupBounds, TableHand } from './rules/judge-group-table.ts'
import { judgement, outsideBounds } from './rules/judge-group-table.ts'

const counts = { groupCount: z.int(), parts: z.int(), digest: z.string() }
/** A table without its groups; `digest` tells two tables under one id apart. Nothing is said of an earlier release's hands. */
export const header = z.object({ ...groupTableFields, ...counts, ...z.object(judgement).partial().shape })
export type GroupTableHeader = z.output<typeof header>
const judgedHeader = z.object({ ...groupTableFields, ...counts, ...judgement })
export type JudgedHeader = z.output<typeof judgedHeader>

type Part = { readonly groups: readonly CaseGroup[] }
type PartId = { readonly of: string; readonly part: number }

/** A part stays far below the limit of 400 KB for an item. */
const groupsInAPart = 1000

/** Tables of earlier releases have no version: they are in force, and never change. */
type HeaderRecord = GroupTableHeader & { readonly version?: number }

export const groupTableHeaders = defineRecord<HeaderRecord, Pick<GroupTableHeader, 'tableId'>>({
  kind: 'group-table',
  key: ({ tableId }) => groupTableKey(tableId),
  index: ({ tableId }) => ({ gsi1pk: decidedTables, gsi1sk: tableId }),
})

export const groupParts = defineRecord<Part, PartId>({
  kind: 'case-groups',
  key: ({ of, part }) => groupPartKey(of, part),
})

/** The digest is in the key: parts of a table that was never published are seen by nobody. */
export const partsOf = (tableId: string, digest: string): string => `${tableId}#${digest}`

const readHeader = async (store: Store, tableId: string) => {
  const found = await groupTableHeaders.read(store, { tableId })
  return found && { header: header.parse(found), version: found.version ?? 0 }
}

/** The header of a table that is in force. */
export const readGroupTableHeader = async (
  store: Store,
  tableId: string,
): Promise<GroupTableHeader | undefined> => {
  const found = await readHeader(store, tableId)
  return (found?.header.status ?? 'in-force') === 'in-force' ? found?.header : undefined
}

type Proposed = {
  readonly table: GroupTable
  readonly made: TableHand
  readonly within: GroupBounds
}

/** What another table under the id, or this one, is to a table that is proposed; undefined where it is in nobody's way. */
const standing = (found: GroupTableHeader | undefined, digest: string) => {
  if (!found || found.status === 'rejected') return undefined
  if (found.digest === digest) return accept(found)
  const code = found.status === 'waiting' ? 'group-table.waits' : 'group-table.published'
  return refuse(code, { field: 'tableId', figures: { tableId: found.tableId } })
}

/**
 * Proposes a table: first its parts, then its header, which another person looks at. After a crash in between the same
 * command goes on; another table under the same id is left alone unless it was rejected.
 */
export const proposeGroupTable = (
  store: Store,
  { table, made, within }: Proposed,
): Promise<Decision<GroupTableHeader>> => {
  const { groups, ...fields } = table
  const digest = fingerprint({ ...fields, groups }).slice(0, 16)
  return retryConflicts(async () => {
    const found = await readHeader(store, fields.tableId)
    const stands = standing(found?.header, digest) ?? outsideBounds(table, within)
    if (stands) return stands
    const pieces = inPieces(groups, groupsInAPart)
    for (const [part, some] of pieces.entries())
      await store.write([groupParts.create({ of: partsOf(fields.tableId, digest), part, groups: some })])
    const counted = { groupCount: groups.length, parts: pieces.length, digest }
    const waiting = { ...fields, ...counted, status: 'waiting', made, within } as const
    const version = found?.version ?? 0
    const written = await store.write([groupTableHeaders.replace({ ...waiting, version }, version)])
    return written.status === 'written' ? accept(waiting) : undefined
  })
}

/** Decides on a table that two persons make; an earlier release's is in force. */
export const judgeGroupTable = (
  store: Store,
  tableId: string,
  decide: (state: JudgedHeader) => Decision<JudgedHeader>,
): Promise<Decision<GroupTableHeader>> =>
  retryConflicts(async () => {
    const found = await readHeader(store, tableId)
    if (!found) return refuse('group-table.unknown', { field: 'tableId', figures: { tableId } })
    const state = judgedHeader.safeParse(found.header)
    if (!state.success) return refuse('group-table.decided', { figures: { status: 'in-force' } })
    const decision = decide(state.data)
    if (decision.status === 'refused' || decision.value === state.data) return decision
    const { version } = found
    const written = await store.write([groupTableHeaders.replace({ ...decision.value, version }, version)])
    return written.status === 'written' ? decision : undefined
  })

const withGroups = async (store: Store, found: GroupTableHeader) => {
  const partition = groupTablePartition(partsOf(found.tableId, found.digest))
  const listed = groupParts.list(store, partition, { prefix: groupPartPrefix })
  return { ...found, groups: (await Array.fromAsync(listed)).flatMap((part) => part.groups) }
}

/** A whole table as it stands, so that who decides on it sees what they approve. */
export const readAnyGroupTable = async (store: Store, tableId: string) => {
  const found = await readHeader(store, tableId)
  return found && withGroups(store, found.header)
}

/** A whole table that is in force. */
export const readGroupTable = async (store: Store, tableId: string): Promise<GroupTable | undefined> => {
  const found = await readGroupTableHeader(store, tableId)
  return found && withGroups(store, found)
}
