import * as z from 'zod'
import { firstDayOf } from '#shared/calendar/day.ts'
import { aid, city, day, id, month, sheet } from '#shared/contracts/fields.ts'
import { badCellAnswer } from '#shared/edge/files/bad-cell.ts'
import { encodings } from '#shared/edge/files/encoding.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { Download, defineOperation } from '#shared/edge/http/operation.ts'
import { openBadRows } from '#shared/edge/imports/bad-rows.ts'
import { senderOf } from '#shared/edge/imports/import-owner.ts'
import { readingOf } from '#shared/edge/imports/sender-map.ts'
import { mostParts } from '#shared/edge/imports/start-import.ts'
import { accept } from '#shared/kernel/decision.ts'
import { importRefusals } from '#shared/kernel/import-refusals.ts'
import type { Effects } from '../effects.ts'
import { aidListPartition, aidListPrefix } from '../keys.ts'
import { refuse } from '../refusals.ts'
import { approveList } from './approve-list.ts'
import { outcomes } from './rules/compare.ts'
import { sendList } from './send-list.ts'
import type { AidList } from './store.ts'
import { aidChanges, aidLists, importOf } from './store.ts'
import { aidListTemplate } from './template.ts'

const path = '/v1/enrollment/aid-lists/{city}/{month}'
const params = z.strictObject({ city, month })
const ofList = params.extend({ listId: id })
type ListRequest = { readonly params: z.output<typeof params> }
/** A list is the city's whose recipients it names. */
const owner = { whose: 'named', parties: ({ params: of }: ListRequest) => ({ cities: [of.city] }) } as const
const scopes = ['civil-affairs', 'city'] as const
const recordOf = ({ params: of }: ListRequest): string[] => [
  `/v1/enrollment/aid-lists/${of.city}/${of.month}`,
]

const counted = z.int().min(0)
const counts = z
  .strictObject({
    ...Object.fromEntries(outcomes.map((outcome) => [outcome, counted.optional()])),
    ended: counted.optional(),
  })
  .meta({
    description:
      'listed persons by what the list is to them: new, changed or same; unknown, of another name or dead, whom it leaves as they are and tells among the bad rows. ended: who has a category and is not listed',
  })

const hand = z.strictObject({ subject: z.string(), on: day })
const listAnswer = z.strictObject({
  listId: id,
  city,
  month,
  from: day,
  status: z.enum(['comparing', 'compared', 'refused', 'overtaken', 'unreadable', 'approved']),
  sent: hand,
  approved: hand.optional(),
  rows: counted,
  counts,
  pages: counted.meta({ description: 'in so many pages its changes are told' }),
  bad: counted,
  firstBad: z.array(badCellAnswer),
  badRowParts: counted.meta({ description: 'in so many parts the bad rows are there as files to mend' }),
  fault: z.strictObject({ code: z.string(), reason: z.string(), reasonZh: z.string() }).optional(),
})

const badParts = ({ badRows = [] }: AidList): number => badRows.reduce((sum, { parts }) => sum + parts, 0)

const show = (list: AidList): z.input<typeof listAnswer> => {
  const { listId, city, month, from, status, sent, approved, rows, pages, bad, fault } = list
  return {
    ...{ listId, city, month, from, status, rows, pages, bad },
    sent: { subject: sent.subject, on: sent.on },
    ...(approved ? { approved: { subject: approved.subject, on: approved.on } } : {}),
    counts: { ...list.counts },
    firstBad: [...list.firstBad],
    badRowParts: badParts(list),
    ...(fault ? { fault } : {}),
  }
}

const send = (effects: Effects): Operation =>
  defineOperation({
    method: 'POST',
    path,
    summary:
      "Has a city's whole list of aid recipients of a month, which only civil affairs sends, compared with the register, from the pieces of an import. It changes nobody before another person approves it. First listed is new, another category is a change, absent is an end; one row that cannot be read, or no row at all, refuses the list.",
    scopes: ['civil-affairs'],
    params,
    owner,
    // It is of a month that has begun, which the operation judges.
    days: 'itself',
    body: z.strictObject({
      importId: id.meta({ description: 'the import that the pieces of the file were sent as' }),
      parts: z.int().min(1).max(mostParts),
      from: day
        .optional()
        .meta({ description: 'from when its categories hold; the first day of the month when absent' }),
      encoding: z.enum(encodings).optional().meta({ description: 'of text, where the file does not tell' }),
      sheet,
      sender: id.optional().meta({ description: 'whose headings and codes it has, as they are kept' }),
    }),
    status: 202,
    answer: z.strictObject({ listId: id }),
    refusals: [
      ...['aid-list.month-ahead', 'aid-list.other-month', 'aid-list.too-early', 'aid-list.last-not-applied'],
      ...['import.part-missing', 'import.sender-unknown'],
      'policy.missing',
    ],
    changes: recordOf,
    handle: async ({ params: of, body, commandId, today, caller, by: { subject, scope, division } }) => {
      const sent = { subject, scope, division, on: today, commandId }
      const { sender, ...file } = body
      const kept = { division, kind: aidListTemplate.kind, by: [senderOf(caller)] }
      const reading = await readingOf(kept, { sender }, effects.store)
      if (!reading)
        return importRefusals.refuse('import.sender-unknown', {
          field: 'sender',
          figures: { sender: sender ?? '' },
        })
      const written = sender === undefined ? {} : { reading }
      const from = body.from ?? firstDayOf(of.month)
      const list = await sendList({ ...file, ...written, ...of, from, sent, today }, effects)
      return list.status === 'refused' ? list : accept({ listId: list.value.listId })
    },
  })

const readAll = ({ store }: Effects): Operation =>
  defineOperation({
    method: 'GET',
    path,
    summary:
      "A city's lists of aid recipients of a month: what each would change or changed, who sent it and who approved it.",
    scopes,
    params,
    owner,
    answer: z.strictObject({ lists: z.array(listAnswer) }),
    refusals: [],
    handle: async ({ params: of }) => {
      const found = await Array.fromAsync(
        aidLists.list(store, aidListPartition(of), { prefix: aidListPrefix }),
      )
      return accept({ lists: found.map(show) })
    },
  })

const readChanges = ({ store }: Effects): Operation =>
  defineOperation({
    method: 'GET',
    path: `${path}/lists/{listId}/changes`,
    summary:
      'A page of what a list changes: each person with the category before and after; whom it did not reach any more, once it was approved. Pages are kept for two months.',
    scopes,
    params: ofList,
    query: z.strictObject({ page: z.coerce.number().int().min(1).default(1) }),
    owner,
    persons: (_, { changes }) => changes.map(({ personId }) => personId),
    answer: z.strictObject({
      page: z.int(),
      pages: counted,
      changes: z.array(z.strictObject({ personId: id, was: aid, aid })),
      applied: z
        .strictObject({
          on: day,
          refused: z.array(z.strictObject({ personId: id, code: z.string() })),
        })
        .optional(),
    }),
    refusals: ['aid-list.unknown'],
    handle: async ({ params: of, query: { page } }) => {
      const [list, found] = await Promise.all([
        aidLists.read(store, of),
        aidChanges.read(store, { ...of, page }),
      ])
      if (!list) return refuse('aid-list.unknown', { field: 'listId' })
      const { changes = [], applied } = found ?? {}
      return accept({
        ...{ page, pages: list.pages, changes: [...changes] },
        ...(applied ? { applied: { on: applied.on, refused: [...applied.refused] } } : {}),
      })
    },
  })

/** The file type that a spreadsheet opens by itself. */
const csvType = 'text/csv; charset=utf-8'

const sendBadRows = ({ store, secrets }: Effects): Operation =>
  defineOperation({
    method: 'GET',
    path: `${path}/lists/{listId}/bad-rows`,
    summary:
      'A part of the rows that a list was refused for, or does not reach anybody by, as CSV: each as it was written, with its line and its faults in Chinese and English. Without `part` it says how many parts there are.',
    scopes,
    params: ofList,
    query: z.strictObject({ part: z.string().max(4).optional() }),
    owner,
    answer: z.strictObject({ parts: z.int() }),
    downloads: [csvType],
    refusals: ['aid-list.unknown', 'import.bad-part'],
    handle: async ({ params: of, query: { part } }) => {
      const list = await aidLists.read(store, of)
      if (!list) return refuse('aid-list.unknown', { field: 'listId' })
      if (part === undefined) return accept({ parts: badParts(list) })
      const named = importOf(list)
      const bytes = await openBadRows(named, list.badRows ?? [], Number(part), { store, secrets })
      if (!bytes)
        return importRefusals.refuse('import.bad-part', { field: 'part', figures: { most: badParts(list) } })
      return accept(new Download(`bad-rows-${of.listId}-${part}.csv`, csvType, bytes))
    },
  })

const approve = (effects: Effects): Operation =>
  defineOperation({
    method: 'POST',
    path: `${path}/lists/{listId}/approval`,
    summary:
      'Approves what a list changes, by another person than sent it: a run then changes each person once. Refused when another list was approved since it was compared.',
    scopes,
    params: ofList,
    owner,
    status: 202,
    answer: listAnswer,
    refusals: [
      ...['aid-list.unknown', 'aid-list.not-compared', 'aid-list.same-person', 'aid-list.overtaken'],
      'policy.missing',
    ],
    changes: recordOf,
    hand: ({ approved }) => approved && { by: approved.subject, on: approved.on },
    handle: async ({ params: of, commandId, today, by: { subject, division } }) => {
      const by = { subject, division, on: today, commandId }
      const approved = await approveList(of, by, effects)
      return approved.status === 'refused' ? approved : accept(show(approved.value))
    },
  })

/** Lists of aid recipients, whole each month. */
export const aidListRoutes = (effects: Effects): Operation[] => [
  send(effects),
  readAll(effects),
  readChanges(effects),
  sendBadRows(effects),
  approve(effects),
]
