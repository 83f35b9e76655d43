import * as z from 'zod'
import type { Day } from '#shared/calendar/day.ts'
import { daysBetween, yearOf } from '#shared/calendar/day.ts'
import { city, id, why } from '#shared/contracts/fields.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { stableId } from '#shared/kernel/hash.ts'
import { handUnderProposal } from '#shared/kernel/second-hand.ts'
import { citiesOf } from '../insured-year/rules/insured-year.ts'
import { refusal } from '../refusals.ts'
import type { RegistrationEffects } from './effects.ts'
import { recordedYears } from './recorded-years.ts'
import { decideRegistrations, takeOverInYears } from './register-person.ts'
import { decidingCities } from './rules/deciding-cities.ts'
import type { Registered } from './rules/registered.ts'
import { approve, propose, reject } from './rules/registered.ts'
import {
  asRegistrations,
  proposalAnswerOf,
  registeredAnswer,
  registeredAnswerOf,
  registrationsBody,
  waitingRow,
} from './shapes.ts'

const ofPerson = '/v1/settlement/persons/{personId}'
const proposals = `${ofPerson}/registration-proposals`
const params = z.strictObject({ personId: id })
const proposalParams = params.extend({ proposalId: id })
type PersonRequest = { readonly params: z.output<typeof params>; readonly today: Day }

const noPerson = () => refusal('person.unknown', { field: 'personId' })

/** Whoever insures the person in one of the years recorded of them, or did so last. */
const readerFrom = (effects: RegistrationEffects) =>
  ({
    whose: 'recorded',
    as: 'the cities that insure the person in a year, else the last that did',
    unknown: noPerson,
    find: async ({ params: { personId } }: PersonRequest) => {
      const years = await recordedYears(personId, effects)
      return years.length === 0
        ? undefined
        : { parties: { cities: years.flatMap(citiesOf) }, found: undefined }
    },
  }) as const

/** Whoever decides what is registered of the person. */
const deciderFrom = (effects: RegistrationEffects) =>
  ({
    whose: 'recorded',
    as: 'the cities that insure the person from this year on, else the last that did',
    unknown: noPerson,
    find: async ({ params: { personId }, today }: PersonRequest) => {
      const cities = decidingCities(await recordedYears(personId, effects), yearOf(today))
      const [list] = cities
      return list === undefined ? undefined : { parties: { cities }, found: list }
    },
  }) as const

/** The same, and the city that waits with a proposal for whoever moved away meanwhile. */
const rejecterFrom = (effects: RegistrationEffects) => {
  const decider = deciderFrom(effects)
  return {
    ...decider,
    as: 'the cities that insure the person from this year on, else the last that did, and the one in which it was proposed',
    find: async (request: PersonRequest) => {
      const found = await decider.find(request)
      if (!found) return undefined
      const { registered } = await effects.registrations.read(request.params.personId)
      const { cities } = found.parties
      const own = registered.proposal ? [registered.proposal.city] : []
      return { ...found, parties: { cities: [...cities, ...own] } }
    },
  } as const
}

const answered = (decision: Decision<Registered>) =>
  decision.status === 'refused' ? decision : accept(registeredAnswerOf(decision.value))
const changes = ({ params: { personId } }: PersonRequest): string[] => [
  `/v1/settlement/persons/${personId}/registrations`,
]
const offices = ['province', 'city'] as const

const proposeOperation = (effects: RegistrationEffects): Operation =>
  defineOperation({
    method: 'POST',
    path: proposals,
    summary:
      "Proposes a person's chronic diseases and supplements, in place of all that is registered of them. Claims are judged by it when another officer approves.",
    scopes: offices,
    params,
    owner: deciderFrom(effects),
    body: registrationsBody.extend({ why }),
    status: 201,
    answer: registeredAnswer,
    refusals: ['person.unknown', 'registration.proposal-waits', 'registration.as-it-is'],
    changes,
    handle: async ({ params: { personId }, body, commandId, by, today, found }) => {
      const proposal = {
        ...{ proposalId: stableId('RP-', commandId), why: body.why, city: found },
        ...{ registrations: asRegistrations(body), proposed: { by: by.subject, on: today } },
      }
      const decision = await decideRegistrations(personId, (held) => propose(proposal, held), effects)
      effects.meter('propose-registrations', 1)
      return answered(decision)
    },
  })

const approveOperation = (effects: RegistrationEffects): Operation =>
  defineOperation({
    method: 'POST',
    path: `${proposals}/{proposalId}/approval`,
    summary:
      'Approves what is to be registered of a person, by another officer than who proposed it. It is registered then, and claims on days that it changes are judged again.',
    scopes: offices,
    params: proposalParams,
    owner: deciderFrom(effects),
    answer: registeredAnswer,
    refusals: ['person.unknown', 'registration.proposal-unknown', 'registration.proposer-is-approver'],
    changes,
    hand: ({ approval }) => approval?.approved,
    handle: async ({ params: { personId, proposalId }, by, today }) => {
      const signed = { proposalId, by: by.subject, on: today }
      const decision = await decideRegistrations(personId, (held) => approve(signed, held), effects)
      // Also where it was approved before: the years may not have got it then.
      if (decision.status === 'accepted') await takeOverInYears(personId, effects)
      effects.meter('approve-registrations', 1)
      return answered(decision)
    },
  })

const rejectOperation = (effects: RegistrationEffects): Operation =>
  defineOperation({
    method: 'POST',
    path: `${proposals}/{proposalId}/rejection`,
    summary:
      'Rejects what was to be registered of a person, with a reason; who proposed it may take it back so. Nothing changes for claims.',
    scopes: offices,
    params: proposalParams,
    owner: rejecterFrom(effects),
    body: z.strictObject({ reason: why }),
    answer: registeredAnswer,
    refusals: ['person.unknown', 'registration.proposal-unknown'],
    // It may say what somebody suffers from.
    reasonIsPersonal: true,
    changes,
    hand: ({ rejected = [] }, { params }) => handUnderProposal(rejected, params),
    handle: async ({ params: { personId, proposalId }, body: { reason }, by, today }) => {
      const signed = { proposalId, by: by.subject, on: today, reason }
      const decision = await decideRegistrations(personId, (held) => reject(signed, held), effects)
      effects.meter('reject-registrations', 1)
      return answered(decision)
    },
  })

const atOnce = 100
const cursor = z.string().min(1).max(2_000).optional()

const listOperation = (effects: RegistrationEffects): Operation =>
  defineOperation({
    method: 'GET',
    path: '/v1/settlement/registration-proposals',
    summary: 'What waits in a city to be registered of persons, the oldest first, with its age in days.',
    scopes: [...offices, 'auditor'],
    owner: { whose: 'named', parties: ({ query }) => ({ cities: [query.city] }) },
    query: z.strictObject({ city, cursor }),
    answer: z.strictObject({ proposals: z.array(waitingRow).max(atOnce), cursor }),
    refusals: ['cursor.unreadable'],
    persons: (_, { proposals: listed }) => listed.map(({ personId }) => personId),
    handle: async ({ query, today }) => {
      const { found, ...next } = await effects.registrations.waiting(query.city, atOnce, query.cursor)
      effects.meter('list-registration-proposals', 1)
      const rows = found.map(({ personId, proposal }) => ({
        ...{ personId, ageDays: Math.max(0, daysBetween(proposal.proposed.on, today)) },
        ...proposalAnswerOf(proposal),
      }))
      return accept({ proposals: rows, ...next })
    },
  })

const readOperation = (effects: RegistrationEffects): Operation =>
  defineOperation({
    method: 'GET',
    path: `${ofPerson}/registrations`,
    summary: 'What is registered of a person, who proposed and who approved it, and what waits.',
    scopes: [...offices, 'auditor'],
    params,
    owner: readerFrom(effects),
    answer: registeredAnswer,
    refusals: ['person.unknown'],
    persons: ({ params: { personId } }) => [personId],
    handle: async ({ params: { personId } }) => {
      const { registered } = await effects.registrations.read(personId)
      effects.meter('read-registrations', 1)
      return accept(registeredAnswerOf(registered))
    },
  })

/** What is registered of a person beside coverage, and claims are judged by: by one officer and another. */
export const registrationRoutes = (effects: RegistrationEffects): Operation[] => [
  proposeOperation(effects),
  approveOperation(effects),
  rejectOperation(effects),
  listOperation(effects),
  readOperation(effects),
]
