import * as z from 'zod'
import { aid, city, day, employment, id, scheme } from '#shared/contracts/fields.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import { accept } from '#shared/kernel/decision.ts'
import { provenanceTags } from '#shared/policy/format.ts'
import { ofCoveringCity } from '../coverage/routes.ts'
import type { Effects } from '../effects.ts'
import { explainDay } from './rules/explain-day.ts'
import { explainingBy } from './rules/explaining.ts'
import { said } from './rules/reasons.ts'

const phrase = z.strictObject({ zh: z.string(), en: z.string() })

const reasonAnswer = z.strictObject({
  code: z.string(),
  zh: z.string(),
  en: z.string(),
  article: z.string(),
  tag: z.enum(provenanceTags).meta({ description: 'how sure the figure behind it is' }),
  mend: phrase.optional().meta({ description: 'what would mend it; absent: nothing has to, or nothing can' }),
})

/** Why somebody may claim on a day, or may not. */
export const explanationRoutes = (effects: Effects): Operation[] => [
  defineOperation({
    method: 'GET',
    path: '/v1/enrollment/persons/{personId}/explanation',
    summary:
      'Why a person is covered and entitled on a day, or why not and what would mend it: each reason in Chinese and English, with its article.',
    scopes: ['province', 'city', 'county', 'institution', 'tax', 'civil-affairs', 'auditor'],
    params: z.strictObject({ personId: id }),
    query: z.strictObject({ day: day.optional().meta({ description: 'today when absent' }) }),
    owner: { ...ofCoveringCity(effects), everyInstitution: true },
    answer: z.strictObject({
      personId: id,
      day,
      covered: z.boolean(),
      entitled: z.boolean(),
      right: z
        .strictObject({ scheme, city, employment, aid, from: day, to: day })
        .optional()
        .meta({ description: 'the days in a row that the day is of, and as what they may be claimed on' }),
      reasons: z.array(reasonAnswer),
    }),
    refusals: ['enrollment.person-unknown', 'policy.missing'],
    persons: ({ params: { personId } }) => [personId],
    handle: async ({ found: { insured }, query, today }) => {
      const on = query.day ?? today
      const explained = explainDay(insured, on, explainingBy(effects.policy(), today))
      const { covered, entitled, right, reasons } = explained
      return accept({
        ...{ personId: insured.personId, day: on, covered, entitled },
        ...(right ? { right } : {}),
        reasons: reasons.map(said),
      })
    },
  }),
]
