import * as z from 'zod'
import { warningRaised } from '#shared/contracts/budget.ts'
import { city, day } from '#shared/contracts/fields.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Effects } from '../effects.ts'
import { pageWarnings } from '../execution/raised-log.ts'
import { toldFigures } from '../execution/told-figures.ts'
import { fundFields } from '../ledger/fields.ts'
import { actors, cursorField, fundOwner, pageOf, readers } from '../ledger/fund-operations.ts'
import { judgeFund } from './judge-fund.ts'
import { judgedIndicators } from './rules/evaluate.ts'
import { warningLevels } from './rules/thresholds.ts'

const signal = z.strictObject({
  indicator: z.enum(judgedIndicators),
  level: z.enum(warningLevels),
  figures: toldFigures,
  article: z.string(),
})

/** Judging a fund by its indicators, and the warnings raised. */
export const warningRoutes = (effects: Effects): Operation[] => [
  defineOperation({
    method: 'POST',
    path: '/v1/budget/warnings',
    summary:
      'Judges a fund by its indicators as of a day: a level that changed is raised, once, and whoever is due to hear of a warning is called.',
    scopes: actors,
    owner: fundOwner('body'),
    body: z.strictObject({ ...fundFields, on: day }),
    answer: z.strictObject({ signals: z.array(signal), raised: z.array(signal) }),
    refusals: ['warning.judged-meanwhile', 'policy.missing'],
    handle: async ({ body: { city, scheme, on }, commandId }) => {
      const judged = await judgeFund({ fund: { city, scheme }, on, commandId }, effects)
      if (judged.status === 'refused') return judged
      return accept({ signals: [...judged.value.signals], raised: [...judged.value.raised] })
    },
  }),
  defineOperation({
    method: 'GET',
    path: '/v1/budget/warnings',
    summary: "A city's warnings, the latest first, with the figures they were raised on.",
    scopes: readers,
    owner: fundOwner('query'),
    query: z.strictObject({ city, ...cursorField }),
    answer: z.strictObject({
      warnings: z.array(warningRaised.data.extend({ figures: toldFigures })),
      ...cursorField,
    }),
    refusals: ['cursor.unreadable'],
    handle: async ({ query }) => accept(await pageWarnings(effects.store, query.city, pageOf(query.cursor))),
  }),
]
