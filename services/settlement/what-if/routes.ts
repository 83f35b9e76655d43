import * as z from 'zod'
import { city, id } from '#shared/contracts/fields.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import { accept } from '#shared/kernel/decision.ts'
import { provinceCode } from '#shared/kernel/divisions.ts'
import { languages } from '#shared/kernel/language.ts'
import { refusal } from '../refusals.ts'
import type { WhatIfEffects } from './effects.ts'
import { toWhatIfAnswer, triedAnswer, whatIfAnswer, whatIfBody } from './shapes.ts'
import { startWhatIf } from './start-what-if.ts'

const path = '/v1/settlement/what-ifs'
const atOnce = 50

const orderOperation = (effects: WhatIfEffects): Operation =>
  defineOperation({
    method: 'POST',
    path,
    summary:
      'Tries other figures of the law, or another world, on the claims of a year, up to four variants side by side: judges them again, person by person in service order. Nothing of any claim is recorded. Who tried what is.',
    scopes: ['province', 'city'],
    owner: { whose: 'named', parties: ({ body }) => ({ cities: [body.city ?? provinceCode] }) },
    body: whatIfBody,
    status: 202,
    answer: z.strictObject({ whatIfId: id }),
    refusals: [
      'pricing.figure-otherwise',
      'pricing.plan-malformed',
      'what-if.not-judged',
      'what-if.not-in-force',
      'what-if.no-own-figure',
      'what-if.ages-backwards',
      'what-if.ages-twice',
      'what-if.more-than-all',
      'what-if.month-of-another-year',
      'what-if.priced-twice',
      'run.other-parameters',
    ],
    changes: (_, { whatIfId }) => [`${path}/${whatIfId}`],
    handle: async ({ body: { city: of, scheme, ...asked }, commandId, by, today }) => {
      const fund = { ...(of === undefined ? {} : { city: of }), ...(scheme === undefined ? {} : { scheme }) }
      const ordered = { by: by.subject, on: today }
      const started = await startWhatIf({ ...asked, ...fund, ordered, commandId }, effects)
      return started.status === 'refused' ? started : accept({ whatIfId: started.value })
    },
  })

const readOperation = ({ whatIfs, policy }: WhatIfEffects): Operation =>
  defineOperation({
    method: 'GET',
    path: `${path}/{whatIfId}`,
    summary:
      'What variants of the law come to, in fen: by city, scheme, care, level, aid category and age, and the claims most affected with each step in words. Nothing in it says who anybody is.',
    scopes: ['province', 'city', 'auditor'],
    params: z.strictObject({ whatIfId: id }),
    query: z.strictObject({ language: z.enum(languages).default('zh') }),
    owner: {
      whose: 'recorded',
      as: 'the city whose fund it is of, else the province',
      unknown: () => refusal('what-if.unknown', { field: 'whatIfId' }),
      find: async ({ params: { whatIfId } }) => {
        const found = await whatIfs.find(whatIfId)
        return found && { parties: { cities: [found.run.city ?? provinceCode] }, found }
      },
    },
    answer: whatIfAnswer,
    refusals: ['what-if.unknown'],
    handle: async ({ params: { whatIfId }, query: { language }, found: { run, progress } }) =>
      accept(
        whatIfAnswer.parse(
          toWhatIfAnswer(run, progress, await whatIfs.readTotals(whatIfId), { law: policy(), language }),
        ),
      ),
  })

const cursor = z.string().min(1).max(2_000).optional()

const listOperation = ({ whatIfs }: WhatIfEffects): Operation =>
  defineOperation({
    method: 'GET',
    path,
    summary:
      "Who tried what on a city's claims, or on the province's where no city is named, the latest first.",
    scopes: ['province', 'city', 'auditor'],
    owner: { whose: 'named', parties: ({ query }) => ({ cities: [query.city ?? provinceCode] }) },
    query: z.strictObject({ city: city.optional(), cursor }),
    answer: z.strictObject({ whatIfs: z.array(triedAnswer).max(atOnce), cursor }),
    refusals: ['cursor.unreadable'],
    handle: async ({ query: { city: of = provinceCode, cursor: from } }) => {
      const place = from === undefined ? { limit: atOnce } : { limit: atOnce, cursor: from }
      const { found, ...next } = await whatIfs.listTried(of, place)
      return accept({
        whatIfs: found.map(({ runId: whatIfId, year, city: fund, scheme, titles, ordered }) =>
          triedAnswer.parse({ whatIfId, year, city: fund, scheme, titles, ordered }),
        ),
        ...next,
      })
    },
  })

/** What-ifs: ordered, read, and who tried what. */
export const whatIfRoutes = (effects: WhatIfEffects): Operation[] => [
  orderOperation(effects),
  readOperation(effects),
  listOperation(effects),
]
