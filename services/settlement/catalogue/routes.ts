import * as z from 'zod'
import { day } from '#shared/contracts/fields.ts'
import { problem } from '#shared/edge/http/problem.ts'
import type { Route } from '#shared/edge/http/route.ts'
import { defineRoute } from '#shared/edge/http/route.ts'
import { effects } from '../effects.ts'
import { restriction } from './rules/restriction.ts'

const limit = z.int().nullable()

/** What the catalogue says of a code. */
export const catalogueRoutes: Route[] = [
  defineRoute({
    method: 'GET',
    path: '/v1/settlement/catalogue/{code}',
    summary:
      'All entries of a code, oldest first: class, first self-paid share, price limits in fen, restrictions.',
    scopes: ['province', 'city', 'institution', 'auditor'],
    answer: z.strictObject({
      code: z.string(),
      entries: z.array(
        z.strictObject({
          code: z.string(),
          name: z.string(),
          listType: z.string(),
          from: day,
          to: day.nullable(),
          class: z.enum(['A', 'B', 'C']),
          firstSelfPaid: z.int().meta({ description: 'Millionths' }),
          priceLimit: z.strictObject({ 1: limit, 2: limit, 3: limit }),
          itemClass: z.string(),
          restriction: restriction.optional(),
        }),
      ),
    }),
    problems: ['catalogue.unknown'],
    handle: async ({ params }) => {
      const { code = '' } = params
      const entries = await effects.catalogue.entriesOf(code)
      effects.referenceMeter('read-catalogue', 1)
      if (entries.length === 0) throw problem(404, 'catalogue.unknown', 'no entry has this code')
      return { status: 200, body: { code, entries } }
    },
  }),
]
