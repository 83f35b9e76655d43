import * as z from 'zod'
import { day, id } from '#shared/contracts/fields.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import { accept } from '#shared/kernel/decision.ts'
import { ofCoveringCity } from '../coverage/routes.ts'
import type { Effects } from '../effects.ts'
import { personName } from '../enrolment/rules/new-person.ts'
import { correctName, openCorrection } from './correct-name.ts'
import { correctionsOf } from './store.ts'

const person = '/v1/enrollment/persons/{personId}'
const path = `${person}/name-corrections`
const params = z.strictObject({ personId: id })

const reason = z.string().trim().min(2).max(500).meta({ description: 'why the recorded name is wrong' })
const evidence = z
  .string()
  .trim()
  .min(2)
  .max(300)
  .meta({ description: 'what proves the right name: the document that was shown, and its number' })

/** Corrections of the name under which a person is registered. Other services hold no names, so none is told. */
export const correctionRoutes = (effects: Effects): Operation[] => [
  defineOperation({
    method: 'POST',
    path,
    summary: 'Corrects the name under which a person is registered, with reason and evidence.',
    scopes: ['province', 'city'],
    params,
    owner: ofCoveringCity(effects),
    body: z.strictObject({ name: personName, reason, evidence }),
    status: 201,
    answer: z.strictObject({ personId: id, number: z.int(), correctedOn: day }),
    refusals: [
      'enrollment.person-unknown',
      'enrollment.name-unchanged',
      'person.not-a-name',
      'person.garbled-name',
    ],
    reasonIsPersonal: true,
    changes: ({ params: { personId } }) => [person.replace('{personId}', personId)],
    handle: async ({ params: { personId }, body, commandId, today }) => {
      const corrected = await correctName(personId, { ...body, commandId, on: today }, effects)
      if (corrected.status === 'refused') return corrected
      const { number, correctedOn } = corrected.value
      return accept({ personId, number, correctedOn })
    },
  }),
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
