import * as z from 'zod'
import { id } from '#shared/contracts/fields.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Effects } from '../effects.ts'
import { readers } from '../ledger/fund-operations.ts'
import { refuse } from '../refusals.ts'
import { header, publishGroupTable, readGroupTable } from './group-tables.ts'
import { caseGroup, groupTable, groupTableFields } from './rules/group-table.ts'

/** The tables of case groups that stays are paid by in points. The province publishes them; they never change. */
export const groupTableRoutes = ({ store }: Effects): Operation[] => [
  defineOperation({
    method: 'POST',
    path: '/v1/budget/group-tables',
    summary: 'Publishes a table of case groups (DRG, DIP, or diseases of Chinese medicine), once.',
    scopes: ['province'],
    owner: { whose: 'province' },
    body: groupTable,
    status: 201,
    answer: header,
    refusals: ['group-table.published'],
    changes: (_, { tableId }) => [`/v1/budget/group-tables/${tableId}`],
    handle: ({ body }) => publishGroupTable(store, body),
  }),
  defineOperation({
    method: 'GET',
    path: '/v1/budget/group-tables/{tableId}',
    summary: 'A published table of case groups.',
    scopes: [...readers, 'institution'],
    params: z.strictObject({ tableId: id }),
    owner: { whose: 'anyone' },
    answer: z.strictObject({ ...groupTableFields, groups: z.array(caseGroup) }),
    refusals: ['group-table.unknown'],
    handle: async ({ params: { tableId } }) => {
      const table = await readGroupTable(store, tableId)
      return table ? accept(table) : refuse('group-table.unknown', { field: 'tableId', figures: { tableId } })
    },
  }),
]
