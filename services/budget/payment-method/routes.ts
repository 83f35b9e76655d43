import * as z from 'zod'
import { problem } from '#shared/edge/http/problem.ts'
import type { Route } from '#shared/edge/http/route.ts'
import { defineRoute } from '#shared/edge/http/route.ts'
import type { Effects } from '../effects.ts'
import { readers } from '../ledger/fields.ts'
import { publishGroupTable, readGroupTable, readGroupTableHeader } from './group-tables.ts'
import { caseGroup, groupTable, groupTableFields } from './rules/group-table.ts'

const header = z.object({ ...groupTableFields, groupCount: z.int(), parts: z.int(), digest: z.string() })

/** The tables of case groups that stays are paid by in points. The province publishes them; they never change. */
export const groupTableRoutes = ({ store }: Effects): Route[] => [
  defineRoute({
    method: 'POST',
    path: '/v1/budget/group-tables',
    summary: 'Publishes a table of case groups (DRG, DIP, or diseases of Chinese medicine), once.',
    scopes: ['province'],
    body: groupTable,
    answer: header,
    problems: ['group-table.published'],
    handle: async ({ body }) => {
      const digest = await publishGroupTable(store, body)
      const published = await readGroupTableHeader(store, body.tableId)
      if (published?.digest !== digest)
        throw problem(
          409,
          'group-table.published',
          `${body.tableId} is published with other contents`,
          'tableId',
        )
      return { status: 201, body: published }
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/budget/group-tables/{tableId}',
    summary: 'A published table of case groups.',
    scopes: [...readers, 'institution'],
    answer: z.strictObject({ ...groupTableFields, groups: z.array(caseGroup) }),
    problems: ['group-table.unknown'],
    handle: async ({ params }) => {
      const table = await readGroupTable(store, params.tableId ?? '')
      if (!table) throw problem(404, 'group-table.unknown', `there is no table ${params.tableId}`)
      return { status: 200, body: table }
    },
  }),
]
