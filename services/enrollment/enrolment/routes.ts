import * as z from 'zod'
import { id } from '#shared/contracts/fields.ts'
import type { Caller } from '#shared/edge/http/caller.ts'
import { requireCity } from '#shared/edge/http/caller.ts'
import { problem } from '#shared/edge/http/problem.ts'
import type { Route } from '#shared/edge/http/route.ts'
import { defineRoute } from '#shared/edge/http/route.ts'
import { commandIdOf, personAnswer, refusedByCode, showPerson } from '../coverage/person-answer.ts'
import type { PersonRecord } from '../coverage/rules/person-record.ts'
import { readRecord, readRegistered } from '../coverage/store.ts'
import { effects } from '../effects.ts'
import { lastSpell } from '../person/rules/insured.ts'
import { enrolPerson } from './enrol-person.ts'
import { newPerson, newPersonFault } from './rules/new-person.ts'

/** A hospital sees whoever comes to it; cities see those they cover. */
const requireSight = (caller: Caller, { insured }: PersonRecord): void => {
  if (!caller.scopes.includes('institution')) requireCity(caller, lastSpell(insured).city)
}

const unknown = () => problem(404, 'enrollment.person-unknown', 'no such person')

/** Registering persons and finding them. */
export const personRoutes: Route[] = [
  defineRoute({
    method: 'POST',
    path: '/v1/enrollment/persons',
    summary: 'Registers a person with his coverage, or opens another coverage after one that ended.',
    scopes: ['province', 'city', 'feed'],
    body: newPerson,
    answer: z.strictObject({ personId: id }),
    problems: [
      'id-number.malformed',
      'id-number.check-digit',
      'id-number.birth-differs',
      'id-number.sex-differs',
      'enrollment.before-birth',
      'enrollment.too-far-ahead',
      'enrollment.scheme-employment',
      'enrollment.employer',
      'enrollment.already-covered',
      'enrollment.identity-differs',
      'enrollment.overlap',
      'enrollment.deceased',
      'idempotency-key.other-payload',
    ],
    handle: async (request) => {
      const { body: person, caller, today } = request
      requireCity(caller, person.city)
      const fault = newPersonFault(person, today)
      if (fault) throw refusedByCode(fault)
      const enrolled = await enrolPerson({ person, commandId: commandIdOf(request), today }, effects)
      if (enrolled.status === 'refused') throw refusedByCode(enrolled.refusal)
      return { status: 201, body: { personId: enrolled.value } }
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/enrollment/persons',
    summary: 'Finds a person by ID number, as a hospital does before it settles (1101).',
    scopes: ['province', 'city', 'institution', 'feed'],
    query: z.strictObject({ idNumber: newPerson.shape.idNumber }),
    answer: personAnswer,
    problems: ['enrollment.person-unknown', 'caller.other-division'],
    handle: async ({ query, caller }) => {
      const registered = await readRegistered(effects.store, query.idNumber)
      if (!registered) throw unknown()
      requireSight(caller, registered.record)
      return { status: 200, body: showPerson(registered.record) }
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/enrollment/persons/{personId}',
    summary: "A person's coverage and the days on which he may claim.",
    scopes: ['province', 'city', 'institution', 'feed', 'auditor'],
    answer: personAnswer,
    problems: ['enrollment.person-unknown', 'caller.other-division'],
    handle: async ({ params, caller }) => {
      const record = await readRecord(effects.store, params.personId ?? '')
      if (!record) throw unknown()
      requireSight(caller, record)
      return { status: 200, body: showPerson(record) }
    },
  }),
]
