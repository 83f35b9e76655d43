import * as z from 'zod'
import type { Day } from '#shared/calendar/day.ts'
import { aid, city, day, employment, id, scheme } from '#shared/contracts/fields.ts'
import { requireCity } from '#shared/edge/http/caller.ts'
import type { Answer, Request, Route } from '#shared/edge/http/route.ts'
import { defineRoute } from '#shared/edge/http/route.ts'
import { changeCoverage } from './change-coverage.ts'
import type { Command } from './rules/commands.ts'
import { endReasons, lastSpell } from '../person/rules/insured.ts'
import { effects } from '../effects.ts'
import { commandIdOf, personAnswer, refusedByCode, showPerson } from './person-answer.ts'

const problems = [
  'enrollment.person-unknown',
  'enrollment.not-covered',
  'idempotency-key.other-payload',
  'caller.other-division',
] as const

/** Changes a person on behalf of a caller; `city` is the one the caller must speak for, else the covering one. */
const change = async (
  request: Request<unknown, unknown>,
  { command, on, city: speaksFor }: { command: Command; on: Day; city?: string },
): Promise<Answer> => {
  const changed = await changeCoverage(
    {
      personId: request.params.personId ?? '',
      command,
      commandId: commandIdOf(request),
      on,
      authorize: ({ insured }) => requireCity(request.caller, speaksFor ?? lastSpell(insured).city),
    },
    effects,
  )
  if (changed.status === 'refused') throw refusedByCode(changed.refusal)
  return { status: 200, body: showPerson(changed.value) }
}

/** What happens to a coverage once it is open. */
export const coverageRoutes: Route[] = [
  defineRoute({
    method: 'POST',
    path: '/v1/enrollment/persons/{personId}/moves',
    summary: 'Carries a coverage over to another city, scheme or employer; called by the city that takes it.',
    scopes: ['province', 'city', 'feed'],
    body: z.strictObject({ scheme, city, employment, employerId: id.optional(), from: day }),
    answer: personAnswer,
    problems: [
      ...problems,
      'enrollment.scheme-employment',
      'enrollment.employer',
      'enrollment.nothing-moves',
      'enrollment.move-too-early',
    ],
    handle: (request) => {
      const { from, employerId, ...place } = request.body
      const command: Command = {
        type: 'move-coverage',
        place: employerId === undefined ? place : { ...place, employerId },
        from,
      }
      return change(request, { command, on: from, city: place.city })
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/v1/enrollment/persons/{personId}/end',
    summary: 'Ends a coverage after its last day: death, emigration, military service, another province.',
    scopes: ['province', 'city', 'feed'],
    body: z.strictObject({ on: day, reason: z.enum(endReasons) }),
    answer: personAnswer,
    problems: [...problems, 'enrollment.end-too-early'],
    handle: (request) =>
      change(request, { command: { type: 'end-coverage', ...request.body }, on: request.body.on }),
  }),
  defineRoute({
    method: 'PUT',
    path: '/v1/enrollment/persons/{personId}/aid',
    summary: 'Sets the aid category of a person from a day, as civil affairs decided.',
    scopes: ['province', 'city', 'feed'],
    body: z.strictObject({ aid, from: day }),
    answer: personAnswer,
    problems: [...problems, 'enrollment.aid-too-early'],
    handle: (request) =>
      change(request, { command: { type: 'change-aid', ...request.body }, on: request.body.from }),
  }),
]
