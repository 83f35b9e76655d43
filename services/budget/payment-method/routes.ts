import * as z from 'zod'
import { day, id } from '#shared/contracts/fields.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Effects } from '../effects.ts'
import { fundFields, fundYearFields } from '../ledger/fields.ts'
import { actors, fundOwner, fundParams, readers } from '../ledger/fund-operations.ts'
import { refuse } from '../refusals.ts'
import { header, publishGroupTable, readGroupTable } from './group-tables.ts'
import { changeHeads, listHeads } from './package-heads.ts'
import { caseGroup, groupTable, groupTableFields } from './rules/group-table.ts'
import { approveHeads, packageHeads, packageHeadsFields, recordHeads } from './rules/package-heads.ts'

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

const headsPath = '/v1/budget/package-heads'

/** How many persons packages are paid for: recorded by one person, approved by another. */
export const packageHeadsRoutes = ({ store }: Effects): Operation[] => [
  defineOperation({
    method: 'POST',
    path: headsPath,
    summary: "Records the heads of a list of persons that a year's package is paid for.",
    scopes: actors,
    owner: fundOwner('body'),
    body: z.strictObject({ ...fundFields, ...packageHeadsFields, on: day }),
    status: 201,
    answer: packageHeads,
    refusals: ['package-heads.above-insured', 'package-heads.approved-already'],
    changes: ({ body }) => [`${headsPath}/${body.city}/${body.scheme}/${body.year}/${body.list}`],
    handle: ({ body: { city, scheme, on, ...heads }, by }) =>
      changeHeads(store, { city, scheme, year: heads.year, list: heads.list }, (state) =>
        recordHeads({ ...heads, recorded: { by: by.subject, on } }, state),
      ),
  }),
  defineOperation({
    method: 'POST',
    path: `${headsPath}/{city}/{scheme}/{year}/{list}/approval`,
    summary: 'Approves the recorded heads of a list, by somebody else than who recorded them.',
    scopes: actors,
    owner: fundOwner('params'),
    params: z.strictObject({ ...fundParams, list: id }),
    body: z.strictObject({ on: day }),
    answer: packageHeads,
    refusals: ['package-heads.unknown', 'package-heads.same-person'],
    changes: ({ params: { city, scheme, year, list } }) => [`${headsPath}/${city}/${scheme}/${year}/${list}`],
    handle: ({ params: name, body, by }) =>
      changeHeads(store, name, (state) =>
        state
          ? approveHeads({ by: by.subject, ...body }, state)
          : refuse('package-heads.unknown', { field: 'list', figures: { list: name.list } }),
      ),
  }),
  defineOperation({
    method: 'GET',
    path: `${headsPath}/{city}/{scheme}/{year}`,
    summary: "The heads that a fund year's packages are paid for, and who recorded and approved them.",
    scopes: readers,
    owner: fundOwner('params'),
    params: z.object(fundParams),
    answer: z.strictObject({ ...fundYearFields, lists: z.array(packageHeads) }),
    refusals: [],
    handle: async ({ params: { city, scheme, year } }) =>
      accept({ city, scheme, year, lists: await listHeads(store, { city, scheme }, year) }),
  }),
]
