import * as z from 'zod'
import { day, millionths } from '#shared/contracts/fields.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import { accept } from '#shared/kernel/decision.ts'
import { refuse } from '../refusals.ts'
import type { CatalogueEffects } from './effects.ts'
import { restriction } from './rules/restriction.ts'

const limit = z.int().nullable().meta({ description: 'Fen', unit: 'fen' })

const entry = z.strictObject({
  code: z.string(),
  name: z.string(),
  listType: z.string(),
  from: day,
  to: day.nullable(),
  class: z.enum(['A', 'B', 'C']),
  firstSelfPaid: millionths,
  priceLimit: z.strictObject({ 1: limit, 2: limit, 3: limit }),
  itemClass: z.string(),
  restriction: restriction.optional(),
})

const entriesAnswer = z.strictObject({ code: z.string(), entries: z.array(entry) })

const entriesAPage = 50
const cursor = z.string().min(1).max(2_000).optional()
const foundAnswer = z.strictObject({ entries: z.array(entry).max(entriesAPage), cursor })

const beginning = z.string().trim().min(1).max(50).optional()
const sought = z
  .strictObject({
    code: beginning.meta({ description: 'how the code begins' }),
    name: beginning.meta({ description: 'how the name begins, wide or narrow, large or small letters' }),
    cursor,
  })
  .refine(({ code, name }) => code === undefined || name === undefined, {
    path: ['name'],
    message: 'asked for beside a code: it is one or the other',
  })

const searchOperation = ({
  catalogue,
  referenceMeter,
}: Pick<CatalogueEffects, 'catalogue' | 'referenceMeter'>): Operation =>
  defineOperation({
    method: 'GET',
    path: '/v1/settlement/catalogue',
    summary:
      'Entries of the catalogue whose code or name begins so, in that order; all of them by code where neither is given. A page reads the part of the catalogue that it shows.',
    scopes: ['province', 'city', 'institution', 'auditor'],
    owner: { whose: 'anyone' },
    query: sought,
    answer: foundAnswer,
    refusals: ['catalogue.names-not-listed', 'cursor.unreadable'],
    handle: async ({ query: { code = '', name, cursor: from } }) => {
      const by = name === undefined ? 'code' : 'name'
      const found = await catalogue.search({ by, prefix: name ?? code, from, most: entriesAPage })
      referenceMeter('search-catalogue', 1)
      if (!found) return refuse('catalogue.names-not-listed', { field: 'name' })
      const { entries, next } = found
      return accept(foundAnswer.parse({ entries, ...(next === undefined ? {} : { cursor: next }) }))
    },
  })

/** What the catalogue says of a code, and the codes that begin so or are called so. */
export const catalogueRoutes = ({
  catalogue,
  referenceMeter,
}: Pick<CatalogueEffects, 'catalogue' | 'referenceMeter'>): Operation[] => [
  searchOperation({ catalogue, referenceMeter }),
  defineOperation({
    method: 'GET',
    path: '/v1/settlement/catalogue/{code}',
    summary:
      'All entries of a code, oldest first: class, first self-paid share, price limits in fen, restrictions.',
    scopes: ['province', 'city', 'institution', 'auditor'],
    params: z.strictObject({ code: z.string().min(1).max(50) }),
    owner: { whose: 'anyone' },
    answer: entriesAnswer,
    refusals: ['catalogue.unknown'],
    handle: async ({ params: { code } }) => {
      const entries = await catalogue.entriesOf(code)
      referenceMeter('read-catalogue', 1)
      return entries.length === 0
        ? refuse('catalogue.unknown', { field: 'code' })
        : accept(entriesAnswer.parse({ code, entries }))
    },
  }),
]
