import * as z from 'zod'
import { day, id } from '#shared/contracts/fields.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import { accept } from '#shared/kernel/decision.ts'
import { ofCoveringCity } from '../coverage/routes.ts'
import type { Effects } from '../effects.ts'
import { openCorrection } from './correct-name.ts'
import { correctionsOf } from './store.ts'

const person = '/v1/enrollment/persons/{personId}'
const path = `${person}/name-corrections`
const params = z.strictObject({ personId: id })

/**
 * Corrections of the name under which a person is registered, as reports said that a second hand approved. Other services
 * hold no names, so none is told.
 */
export const correctionRoutes = (effects: Effects): Operation[] => [
  defineOperation({
    method: 'GET',
    path,
    summary: "The corrections of a person's name: what it was and became, why, and on what evidence.",
    scopes: ['province', 'city', 'auditor'],
    params,
    owner: ofCoveringCity(effects),
    answer: z.strictObject({
      personId: id,
      corrections: z.array(
        z.strictObject({
          number: z.int(),
          from: z.string(),
          to: z.string(),
          reason: z.string(),
          evidence: z.string(),
          correctedOn: day,
        }),
      ),
    }),
    refusals: ['enrollment.person-unknown'],
    persons: ({ params: { personId } }) => [personId],
    handle: async ({ params: { personId } }) => {
      const corrections = await Promise.all(
        (await correctionsOf(personId, effects.store)).map(async (correction) => {
          const { number, correctedOn } = correction
          const { from, to, reason, evidence } = await openCorrection(correction, effects)
          return { number, from, to, reason, evidence, correctedOn }
        }),
      )
      return accept({ personId, corrections })
    },
  }),
]
