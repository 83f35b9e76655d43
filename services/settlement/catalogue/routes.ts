import * as z from 'zod'
import { day } from '#shared/contracts/fields.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import { accept } from '#shared/kernel/decision.ts'
import { refuse } from '../refusals.ts'
import type { CatalogueEffects } from './effects.ts'
import { restriction } from './rules/restriction.ts'

const limit = z.int().nullable()

const entriesAnswer = z.strictObject({
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
})

/** What the catalogue says of a code. */
export const catalogueRoutes = ({
  catalogue,
  referenceMeter,
}: Pick<CatalogueEffects, 'catalogue' | 'referenceMeter'>): Operation[] => [
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
