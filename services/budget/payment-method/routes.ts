import * as z from 'zod'
import type { Day, FundYear } from '#shared/calendar/day.ts'
import { day, id, why } from '#shared/contracts/fields.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import type { Store } from '#shared/edge/store/store.ts'
import type { Decider } from '#shared/kernel/authority.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { tableAt } from '#shared/policy/policy.ts'
import { readYearCleared } from '../cleared-cost/store.ts'
import type { Effects } from '../effects.ts'
import { countedInsured } from '../income/insured.ts'
import { fundFields, fundYearFields } from '../ledger/fields.ts'
import { actors, fundOwner, fundParams, readers } from '../ledger/fund-operations.ts'
import type { Fund } from '../ledger/rules/fund.ts'
import { refuse } from '../refusals.ts'
import { header, judgeGroupTable, proposeGroupTable, readAnyGroupTable } from './group-tables.ts'
import { changeApproval, changeHeads, listHeads } from './package-heads.ts'
import { caseGroup, groupTable } from './rules/group-table.ts'
import { approveTable, groupBounds, rejectTable } from './rules/judge-group-table.ts'
import { approveHeads, packageHeads, packageHeadsFields, recordHeads } from './rules/package-heads.ts'

const tablesPath = '/v1/budget/group-tables'
const ofTable = z.strictObject({ tableId: id })
const digest = z.string().min(1).max(64)
const provinces = { whose: 'province' } as const

const boundsOn = (policy: Policy, on: Day) => tableAt(policy, 'payment.group_bounds', { on }, groupBounds)

const handOf = ({ subject, scope, division }: Decider, on: Day) => ({ by: subject, on, scope, division })
const changesTable = ({ params: { tableId } }: { readonly params: z.output<typeof ofTable> }) => [
  `${tablesPath}/${tableId}`,
]

const tableDecisions = ({ store }: Effects): Operation[] => [
  defineOperation({
    method: 'POST',
    path: `${tablesPath}/{tableId}/approval`,
    summary:
      'Approves a table of case groups by another person than made it: stays are paid by it from now on.',
    scopes: ['province'],
    params: ofTable,
    owner: provinces,
    body: z.strictObject({ digest }),
    answer: header,
    refusals: [
      'group-table.unknown',
      'group-table.changed',
      'group-table.decided',
      'group-table.same-person',
    ],
    changes: changesTable,
    hand: ({ approved }) => approved,
    handle: ({ params: { tableId }, body, by, today }) =>
      judgeGroupTable(store, tableId, (state) => approveTable({ ...body, by: handOf(by, today) }, state)),
  }),
  defineOperation({
    method: 'POST',
    path: `${tablesPath}/{tableId}/rejection`,
    summary:
      'Rejects a table of case groups that waits, with a reason; who made it takes it back so. Another may then be proposed under its id.',
    scopes: ['province'],
    params: ofTable,
    owner: provinces,
    body: z.strictObject({ digest, reason: why }),
    answer: header,
    refusals: ['group-table.unknown', 'group-table.changed', 'group-table.decided'],
    changes: changesTable,
    hand: ({ rejected }) => rejected,
    handle: ({ params: { tableId }, body, by, today }) =>
      judgeGroupTable(store, tableId, (state) => rejectTable({ ...body, by: handOf(by, today) }, state)),
  }),
]

/** The tables of case groups that stays are paid by in points. Two persons of the province publish one; in force, it never changes. */
export const groupTableRoutes = (effects: Effects): Operation[] => [
  defineOperation({
    method: 'POST',
    path: tablesPath,
    summary:
      'Proposes a table of case groups (DRG, DIP, or diseases of Chinese medicine). Nothing is paid by it before another person approves it.',
    scopes: ['province'],
    owner: provinces,
    body: groupTable,
    status: 201,
    answer: header,
    refusals: ['group-table.published', 'group-table.waits', 'group-table.outside-bounds', 'policy.missing'],
    changes: (_, { tableId }) => [`${tablesPath}/${tableId}`],
    handle: ({ body: table, by, today }) =>
      proposeGroupTable(effects.store, {
        ...{ table, made: handOf(by, today), within: boundsOn(effects.policy(), today) },
      }),
  }),
  ...tableDecisions(effects),
  defineOperation({
    method: 'GET',
    path: `${tablesPath}/{tableId}`,
    summary: 'A table of case groups as it stands, and by whose hands.',
    scopes: [...readers, 'institution'],
    params: ofTable,
    owner: { whose: 'anyone' },
    answer: z.object({ ...header.shape, groups: z.array(caseGroup) }),
    refusals: ['group-table.unknown'],
    handle: async ({ params: { tableId } }) => {
      const table = await readAnyGroupTable(effects.store, tableId)
      return table ? accept(table) : refuse('group-table.unknown', { field: 'tableId', figures: { tableId } })
    },
  }),
]

/** A year that is cleared was paid by the heads of then: others would change nothing. */
const clearedFault = async (store: Store, fund: Fund, year: FundYear) =>
  (await readYearCleared(store, fund, year))
    ? refuse('package-heads.year-cleared', { figures: { year } })
    : undefined

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
    refusals: [
      ...['package-heads.above-insured', 'package-heads.approved-already'],
      'package-heads.year-cleared',
    ],
    changes: ({ body }) => [`${headsPath}/${body.city}/${body.scheme}/${body.year}/${body.list}`],
    handle: async ({ body: { city, scheme, on, ...heads }, by }) => {
      const fund = { city, scheme }
      return (
        (await clearedFault(store, fund, heads.year)) ??
        changeHeads(store, { ...fund, year: heads.year, list: heads.list }, (state) =>
          recordHeads({ ...heads, recorded: { by: by.subject, on } }, state),
        )
      )
    },
  }),
  defineOperation({
    method: 'POST',
    path: `${headsPath}/{city}/{scheme}/{year}/{list}/approval`,
    summary:
      'Approves the recorded heads of a list, by somebody else than who recorded them: with all other lists no more than the fund has insured, as contributions paid have it.',
    scopes: actors,
    owner: fundOwner('params'),
    params: z.strictObject({ ...fundParams, list: id }),
    body: z.strictObject({ on: day }),
    answer: packageHeads,
    refusals: [
      ...['package-heads.unknown', 'package-heads.same-person'],
      ...['package-heads.nobody-counted', 'package-heads.above-counted'],
      ...['package-heads.before-recorded', 'package-heads.year-cleared'],
    ],
    changes: ({ params: { city, scheme, year, list } }) => [`${headsPath}/${city}/${scheme}/${year}/${list}`],
    hand: ({ approved }) => approved,
    handle: async ({ params: { year, list, ...fund }, body, by }) => {
      const counted = await countedInsured(store, fund, year)
      const cleared = await clearedFault(store, fund, year)
      return changeApproval(store, { ...fund, year, list }, (state, others) =>
        state
          ? ((state.approved ? undefined : cleared) ??
            approveHeads({ by: by.subject, ...body }, state, { counted, others }))
          : refuse('package-heads.unknown', { field: 'list', figures: { list } }),
      )
    },
  }),
  defineOperation({
    method: 'GET',
    path: `${headsPath}/{city}/{scheme}/{year}`,
    summary: "The heads that a fund year's packages are paid for, and who recorded and approved them.",
    scopes: readers,
    owner: fundOwner('params'),
    params: z.object(fundParams),
    answer: z.strictObject({
      ...fundYearFields,
      lists: z.array(packageHeads),
      counted: z.int().optional().meta({
        description:
          'the insured of the fund for whom contributions are paid, of the year or the year before',
      }),
    }),
    refusals: [],
    handle: async ({ params: { city, scheme, year } }) => {
      const fund = { city, scheme }
      const [lists, counted] = await Promise.all([
        listHeads(store, fund, year),
        countedInsured(store, fund, year),
      ])
      return accept({ city, scheme, year, lists, ...(counted === undefined ? {} : { counted }) })
    },
  }),
]
