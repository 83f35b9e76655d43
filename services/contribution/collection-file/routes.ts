import * as z from 'zod'
import { city, id, month } from '#shared/contracts/fields.ts'
import { mostNamesAsked } from '#shared/contracts/names-asked.ts'
import { downloadOf, sheetFormats, sheetTypes } from '#shared/edge/files/sheet.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import { accept } from '#shared/kernel/decision.ts'
import { dueSheet, rowsOf } from '../bill/due-sheet.ts'
import { listDues } from '../bill/list-dues.ts'
import { billKinds } from '../bill/rules/bill.ts'
import type { Effects } from '../effects.ts'
import { messageSheet } from '../exchange/message-sheet.ts'
import { messageStates } from '../exchange/rules/exchange.ts'
import { exchanges } from '../exchange/store.ts'
import { exchangesPartition } from '../keys.ts'
import type { Names } from '../names.ts'
import { namePayers } from './name-payers.ts'

type Needs = Pick<Effects, 'store' | 'policy'> & { readonly names: Names }

/** Who collects, and who hands the file over where no system of theirs fetches it. */
const scopes = ['tax', 'city'] as const
const owner = {
  whose: 'named',
  parties: ({ query }: { readonly query: { readonly city: string } }) => ({ cities: [query.city] }),
} as const
const untraced = 'enrollment traces a look at each person that it names, by this operation'
/** A place among messages: the day of one, and its bill. */
const place = z
  .string()
  .max(150)
  .regex(/^\d{4}-\d\d-\d\d#\S+$/)
const counted = z
  .int()
  .min(0)
  .meta({ description: 'in the file of this page: how many bills, payer by payer' })

const dueFiles = (effects: Needs): Operation =>
  defineOperation({
    method: 'GET',
    path: '/v1/contribution/due-files',
    summary:
      "What is due on a city's bills of a kind and period, as a file to collect by: it names who is to pay, persons with their certificates and employers with their credit codes. As JSON it names nobody, and says how many bills the file of this page has and after which bill the next begins.",
    scopes,
    owner,
    untraced,
    query: z.strictObject({
      ...{ city, kind: z.enum(billKinds) },
      period: z.union([month, z.string().regex(/^\d{4}$/)]),
      after: id.optional(),
      format: z.enum(sheetFormats).default('json'),
    }),
    answer: z.strictObject({ bills: counted, next: id.optional() }),
    downloads: sheetTypes,
    refusals: ['collection.register-unavailable', 'policy.missing'],
    handle: async ({ query: { format, ...filter }, by, today }) => {
      const { bills, next } = await listDues(effects.store, filter, mostNamesAsked)
      if (format === 'json') return accept({ bills: bills.length, ...(next === undefined ? {} : { next }) })
      const payers = bills.map(({ billId, employerId, persons: [first] }) => ({
        ...{ billId, employerId, personId: first?.personId },
      }))
      const beside = await namePayers(payers, { city: filter.city, on: today, asker: by }, effects)
      if (beside.status === 'refused') return beside
      const name = ['due-file', filter.city, filter.kind, filter.period, ...(next ? ['next', next] : [])]
      return accept(downloadOf(dueSheet(bills.flatMap(rowsOf), beside.value), format, name.join('-')))
    },
  })

const exchangeFiles = (effects: Needs): Operation =>
  defineOperation({
    method: 'GET',
    path: '/v1/contribution/exchange-files',
    summary:
      "The last messages to the tax authority on a city's bills that are in a state, as a file to collect by: it names who is to pay, persons with their certificates and employers with their credit codes. As JSON it names nobody, and says how many bills the file of this page has and where the next begins.",
    scopes,
    owner,
    untraced,
    query: z.strictObject({
      ...{ city, state: z.enum(messageStates) },
      after: place.optional(),
      format: z.enum(sheetFormats).default('json'),
    }),
    answer: z.strictObject({ bills: counted, next: place.optional() }),
    downloads: sheetTypes,
    refusals: ['collection.register-unavailable', 'policy.missing'],
    handle: async ({ query: { city: of, state, after, format }, by, today }) => {
      const { records, cursor } = await exchanges.page(effects.store, exchangesPartition(of, state), {
        ...{ index: 'gsi1', limit: mostNamesAsked },
        // No id holds a blank, which sorts before all that ids are made of.
        ...(after === undefined ? {} : { between: [`${after} `, '~'] as const }),
      })
      const listed = records.map(({ exchange }) => exchange)
      const last = cursor === undefined ? undefined : listed.at(-1)
      const next = last && `${last.messages.at(-1)?.sentOn}#${last.billId}`
      if (format === 'json') return accept({ bills: listed.length, ...(next === undefined ? {} : { next }) })
      const payers = listed.map(({ billId, messages }) => ({ billId, ...messages.at(-1)?.content }))
      const beside = await namePayers(payers, { city: of, on: today, asker: by }, effects)
      if (beside.status === 'refused') return beside
      return accept(
        downloadOf(
          messageSheet(listed, beside.value),
          format,
          ['exchange-file', of, state, ...(next ? ['next', next] : [])].join('-'),
        ),
      )
    },
  })

/** Files to collect by, which name who is to pay. Events and lists of the same tell ids alone. */
export const collectionFileRoutes = (effects: Needs): Operation[] => [
  dueFiles(effects),
  exchangeFiles(effects),
]
