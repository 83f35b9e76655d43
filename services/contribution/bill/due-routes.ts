import * as z from 'zod'
import { city, id, month } from '#shared/contracts/fields.ts'
import { downloadOf, sheetFormats, sheetTypes } from '#shared/edge/files/sheet.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Effects } from '../effects.ts'
import { dueRow, dueSheet, rowsOf } from './due-sheet.ts'
import { listDues } from './list-dues.ts'
import { billKinds } from './rules/bill.ts'

/** What is due, as a file for the tax authority to collect by. */
export const dueRoutes = ({ store }: Pick<Effects, 'store'>): Operation[] => [
  defineOperation({
    method: 'GET',
    path: '/v1/contribution/dues',
    summary:
      "What is still due on a city's bills of a kind and period, payer by payer, as JSON or as a file. Where there is more, `next`, or the end of the file's name, is the bill to go on `after`.",
    scopes: ['province', 'city', 'tax', 'auditor'],
    owner: { whose: 'named', parties: ({ query }) => ({ cities: [query.city] }) },
    query: z.strictObject({
      city,
      kind: z.enum(billKinds),
      period: z.union([month, z.string().regex(/^\d{4}$/)]),
      after: id.optional(),
      format: z.enum(sheetFormats).default('json'),
    }),
    answer: z.strictObject({ dues: z.array(dueRow), next: id.optional() }),
    downloads: sheetTypes,
    refusals: [],
    handle: async ({ query: { format, ...filter } }) => {
      const { bills, next } = await listDues(store, filter)
      const dues = bills.flatMap(rowsOf)
      if (format === 'json') return accept({ dues, ...(next === undefined ? {} : { next }) })
      const name = ['dues', filter.city, filter.kind, filter.period, ...(next ? ['next', next] : [])]
      return accept(downloadOf(dueSheet(dues), format, name.join('-')))
    },
  }),
]
