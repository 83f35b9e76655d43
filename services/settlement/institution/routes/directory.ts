import * as z from 'zod'
import { id } from '#shared/contracts/fields.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Institution } from '../rules/institution.ts'
import { institutionOn } from '../rules/institution.ts'

/** What the directory reads: institutions as the function keeps them in memory, a minute old at most. */
export type DirectoryEffects = {
  readonly reference: {
    readonly current: () => Promise<{ readonly institutions: ReadonlyMap<string, Institution> }>
  }
}

const atOnce = 100
const mostCodes = 50

const codes = z
  .string()
  .transform((text) => text.split(','))
  .pipe(z.array(id).min(1).max(mostCodes))
  .meta({ description: `Codes with commas between them, ${mostCodes} at most: those and no others` })

const query = z.strictObject({
  city: z
    .string()
    .regex(/^\d{6}$/)
    .optional(),
  level: z.enum(['1', '2', '3']).optional().meta({ description: 'The level that a hospital is graded at' }),
  name: z.string().min(1).max(100).optional().meta({ description: 'A part of its name, or of its code' }),
  codes: codes.optional(),
  cursor: z.string().min(1).max(2_000).optional(),
})

const listed = z.strictObject({
  code: id,
  name: z.string(),
  city: z.string(),
  level: z.int(),
  category: z.string(),
  provincial: z.boolean(),
})

type Asked = z.output<typeof query>

const answers =
  ({ city, level, name, codes: asked }: Asked) =>
  (institution: Institution): boolean =>
    (city === undefined || institution.city === city) &&
    (level === undefined || String(institution.level) === level) &&
    (asked === undefined || asked.includes(institution.code)) &&
    (name === undefined || institution.code.includes(name) || (institution.name ?? '').includes(name))

const shown = ({ code, name, city, level, category, provincial = false }: Institution) => ({
  ...{ code, city, level, provincial },
  // Earlier releases registered some without either.
  ...{ name: name ?? code, category: category ?? '' },
})

/** The designated institutions of the province, which it publishes: whoever has a token may look a name up. */
export const directoryRoutes = ({ reference }: DirectoryEffects): Operation[] => [
  defineOperation({
    method: 'GET',
    path: '/v1/settlement/institutions',
    summary:
      'Institutions as they are registered today, by city, level, name or code, in the order of codes.',
    scopes: ['province', 'city', 'auditor', 'institution'],
    owner: { whose: 'anyone' },
    query,
    answer: z.strictObject({
      institutions: z.array(listed).max(atOnce),
      cursor: z.string().min(1).max(2_000).optional(),
    }),
    refusals: ['cursor.unreadable'],
    handle: async ({ query: asked, today }) => {
      const { institutions } = await reference.current()
      const fitting = [...institutions.values()]
        .map((each) => institutionOn(each, today))
        .filter(answers(asked))
        .sort((a, b) => (a.code < b.code ? -1 : 1))
        .filter(({ code }) => asked.cursor === undefined || code > asked.cursor)
      const page = fitting.slice(0, atOnce)
      const last = page.at(-1)?.code
      return accept({
        institutions: page.map(shown),
        ...(fitting.length > atOnce && last !== undefined && { cursor: last }),
      })
    },
  }),
]
