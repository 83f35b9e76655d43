import * as z from 'zod'
import type { Day } from '#shared/calendar/day.ts'
import { aid, city, day, employment, id, scheme } from '#shared/contracts/fields.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import type { Parties } from '#shared/kernel/authority.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Effects } from '../effects.ts'
import { placeOf, registeredLeaving } from '../person/rules/insured.ts'
import { refusal } from '../refusals.ts'
import { changeCoverage } from './change-coverage.ts'
import { coveringCity } from './covering-city.ts'
import type { PersonAnswer } from './person-answer.ts'
import { personAnswer, showPerson } from './person-answer.ts'
import type { Command } from './rules/commands.ts'
import type { PersonRecord } from './rules/person-record.ts'
import type { VersionedRecord } from './store.ts'
import { coverages, ofPerson } from './store.ts'

const path = '/v1/enrollment/persons/{personId}'
const params = z.strictObject({ personId: id })
type PersonRequest = { readonly params: z.output<typeof params> }

const refusals = ['enrollment.person-unknown', 'enrollment.too-far-ahead', 'policy.missing']
const changes = ({ params: { personId } }: PersonRequest): string[] => [`/v1/enrollment/persons/${personId}`]

/** What the door knows of a change that is asked for. */
type RequestedChange = {
  readonly found: VersionedRecord
  readonly commandId: string
  readonly today: Day
  readonly reaches: (parties: Parties) => boolean
}

/** A person's data belong to the city that covers them. */
export const ofCoveringCity = (effects: Effects) =>
  ({
    whose: 'recorded',
    as: 'the city that covers the person, or covered them last',
    unknown: () => refusal('enrollment.person-unknown', { field: 'personId' }),
    find: async ({ params: { personId } }: PersonRequest) => {
      const found = await coverages.read(effects.store, ofPerson(personId))
      return found && { parties: coveringCity(found), found }
    },
  }) as const

const change = async (
  { found, commandId, today, reaches }: RequestedChange,
  command: Command,
  on: Day,
  effects: Effects,
): Promise<Decision<PersonAnswer>> => {
  const mayChange = (record: PersonRecord) => reaches(coveringCity(record))
  const changed = await changeCoverage({ command, commandId, on, today, mayChange }, found, effects)
  return changed.status === 'refused' ? changed : accept(showPerson(changed.value))
}

const coverageOfPerson = (effects: Effects) =>
  defineOperation({
    method: 'GET',
    path,
    summary: "A person's coverage and the days on which they may claim.",
    scopes: ['province', 'city', 'county', 'institution', 'tax', 'civil-affairs', 'education', 'auditor'],
    params,
    owner: { ...ofCoveringCity(effects), everyInstitution: true },
    answer: personAnswer,
    refusals: ['enrollment.person-unknown'],
    persons: (_, { personId }) => [personId],
    handle: async ({ found }) => accept(showPerson(found)),
  })

const move = (effects: Effects) =>
  defineOperation({
    method: 'POST',
    path: `${path}/moves`,
    summary:
      'Carries a coverage over to another scheme, employment or employer of its city, from this month or later. Into retirement, or back into months past, it is a report (`POST /v1/enrollment/persons/{personId}/move-reports`); to another city it goes by a transfer.',
    scopes: ['province', 'city'],
    params,
    owner: ofCoveringCity(effects),
    body: z.strictObject({ scheme, city, employment, employerId: id.optional(), from: day }),
    answer: personAnswer,
    refusals: [
      ...refusals,
      'enrollment.not-covered',
      'enrollment.scheme-employment',
      'enrollment.employer',
      'enrollment.nothing-moves',
      'enrollment.move-too-early',
      'enrollment.release-needed',
      'enrollment.second-hand-needed',
      'enrollment.moved-meanwhile',
    ],
    changes,
    handle: (request) => {
      const { body, today } = request
      const { from } = body
      return change(
        request,
        { type: 'move-coverage', place: placeOf(body), from, movedOn: today },
        from,
        effects,
      )
    },
  })

const end = (effects: Effects) =>
  defineOperation({
    method: 'POST',
    path: `${path}/end`,
    summary:
      'Ends the coverage of someone who lives after its last day, as public security registers it: emigration, military service, another province. What an officer says is a report (`POST /v1/enrollment/persons/{personId}/leavings`).',
    scopes: ['public-security'],
    params,
    owner: ofCoveringCity(effects),
    // Leaving is announced ahead.
    days: 'itself',
    body: z.strictObject({ on: day, reason: z.enum(registeredLeaving) }),
    answer: personAnswer,
    refusals: [
      ...refusals,
      'enrollment.not-covered',
      'enrollment.end-too-early',
      'enrollment.moved-meanwhile',
    ],
    changes,
    handle: (request) => {
      const { subject, division } = request.by
      const by = { subject, division, feed: 'public-security' as const }
      return change(request, { type: 'end-coverage', ...request.body, by }, request.body.on, effects)
    },
  })

const aidCategory = (effects: Effects) =>
  defineOperation({
    method: 'PUT',
    path: `${path}/aid`,
    // An officer's word alone would move medical aid, back to the day they name.
    summary:
      'Sets the aid category of a person from a day, as civil affairs decided: only civil affairs says so.',
    scopes: ['civil-affairs'],
    params,
    owner: ofCoveringCity(effects),
    body: z.strictObject({ aid, from: day }),
    answer: personAnswer,
    refusals: [
      ...refusals,
      'enrollment.is-another',
      'enrollment.aid-too-early',
      'enrollment.moved-meanwhile',
    ],
    changes,
    handle: (request) => change(request, { type: 'change-aid', ...request.body }, request.body.from, effects),
  })

/** What happens to a coverage once it is open. */
export const coverageRoutes = (effects: Effects): Operation[] => [
  coverageOfPerson(effects),
  move(effects),
  end(effects),
  aidCategory(effects),
]
