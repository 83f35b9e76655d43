import * as z from 'zod'
import { daysBetween } from '#shared/calendar/day.ts'
import { city, id } from '#shared/contracts/fields.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import type { Parties } from '#shared/kernel/authority.ts'
import { accept } from '#shared/kernel/decision.ts'
import { decidedHand } from '#shared/kernel/second-hand.ts'
import { coveringCity } from '../coverage/covering-city.ts'
import { ofCoveringCity } from '../coverage/routes.ts'
import type { Effects } from '../effects.ts'
import { plainReason } from '../person/plain-reason.ts'
import type { Hand } from '../person/rules/insured.ts'
import { decideOnReport } from './decide-report.ts'
import { changes, ofPerson, ofReport, person } from './paths.ts'
import { commonOf, reportAnswer, showReport, waitingReport } from './report-answer.ts'
import { ofAid, ofIdentity, ofMove, ofReturn, reportingRoutes } from './reporting-routes.ts'
import { personReports, reportIndex, reportsOf, waitingReports } from './store.ts'

const decidedRefusals = [
  'enrollment.person-unknown',
  'enrollment.moved-meanwhile',
  'report.unknown',
  'report.decided',
  'report.same-person',
]

type Decided = {
  readonly params: z.output<typeof ofReport>
  readonly by: Hand
  readonly commandId: string
  readonly today: string
  readonly reaches: (parties: Parties) => boolean
}

const decide = async (
  { params, by: { subject, division }, commandId, today, reaches }: Decided,
  decision: { readonly as: 'approved' } | { readonly as: 'refused'; readonly refusedFor: string },
  effects: Effects,
) => {
  const decided = await decideOnReport(
    {
      ...{ personId: params.personId, number: Number(params.number), commandId },
      ...decision,
      by: { subject, division, on: today },
      mayChange: (record) => reaches(coveringCity(record)),
    },
    effects,
  )
  return decided.status === 'refused' ? decided : accept(await showReport(decided.value, effects))
}

const approve = (effects: Effects): Operation =>
  defineOperation({
    method: 'POST',
    path: `${person}/reports/{number}/approval`,
    summary:
      'Approves a report: what it says of the person is recorded, and the coverage ends, or is open again. By another than reported it.',
    scopes: ['province', 'city'],
    params: ofReport,
    owner: ofCoveringCity(effects),
    answer: reportAnswer,
    refusals: [
      ...decidedRefusals,
      'enrollment.end-too-early',
      'enrollment.deceased',
      'enrollment.too-far-ahead',
      'death.not-recorded',
      'enrollment.is-another',
      'enrollment.name-unchanged',
      'person.too-many-months',
      ...ofMove,
      ...ofIdentity,
      ...ofAid,
      ...ofReturn,
      'policy.missing',
    ],
    changes,
    hand: decidedHand,
    handle: (request) => decide(request, { as: 'approved' }, effects),
  })

const refuseReport = (effects: Effects): Operation =>
  defineOperation({
    method: 'POST',
    path: `${person}/reports/{number}/refusal`,
    summary: 'Refuses a report with a reason; nothing changes. By another than reported it.',
    scopes: ['province', 'city'],
    params: ofReport,
    owner: ofCoveringCity(effects),
    body: z.strictObject({ reason: plainReason }),
    answer: reportAnswer,
    refusals: decidedRefusals,
    changes,
    hand: decidedHand,
    handle: (request) => decide(request, { as: 'refused', refusedFor: request.body.reason }, effects),
  })

const ofOnePerson = (effects: Effects): Operation =>
  defineOperation({
    method: 'GET',
    path: `${person}/reports`,
    summary:
      'What was reported of a person: a death, or that it is wrong, their leaving, moves, months paid elsewhere, their right name and number; with the evidence and what was decided.',
    scopes: ['province', 'city', 'auditor'],
    params: ofPerson,
    owner: ofCoveringCity(effects),
    answer: z.strictObject({ personId: id, reports: z.array(reportAnswer) }),
    refusals: ['enrollment.person-unknown'],
    persons: ({ params: { personId } }) => [personId],
    handle: async ({ params: { personId } }) => {
      const reports = await reportsOf(personId, effects.store)
      return accept({
        personId,
        reports: await Promise.all(reports.map((report) => showReport(report, effects))),
      })
    },
  })

const mostListed = 100

const waiting = (effects: Effects): Operation =>
  defineOperation({
    method: 'GET',
    path: '/v1/enrollment/reports',
    summary: 'The reports of a city that wait for a second hand, the oldest first, with their age.',
    scopes: ['province', 'city', 'auditor'],
    owner: { whose: 'named', parties: ({ query }) => ({ cities: [query.city] }) },
    query: z.strictObject({ city, cursor: z.string().min(1).max(2_000).optional() }),
    answer: z.strictObject({ reports: z.array(waitingReport), cursor: z.string().optional() }),
    refusals: ['cursor.unreadable'],
    persons: (_, { reports }) => reports.map(({ personId }) => personId),
    handle: async ({ query, today }) => {
      const { store } = effects
      const { items, cursor } = await store.page({
        ...{ index: reportIndex, pk: waitingReports(query.city), limit: mostListed },
        ...(query.cursor === undefined ? {} : { cursor: query.cursor }),
      })
      // The index holds keys only, and a moment ago it may still have held what is decided by now.
      const read = await store.getMany(items.map(({ pk, sk }) => ({ pk, sk })))
      const reports = read
        .flatMap((item) => (item ? [personReports.from(item)] : []))
        .filter(({ status }) => status === 'reported')
        .map((report) => ({ ...commonOf(report), ageDays: daysBetween(report.reported.on, today) }))
      return accept({ reports, ...(cursor === undefined ? {} : { cursor }) })
    },
  })

/** Ends of coverage and corrections of a person, by two hands. */
export const reportRoutes = (effects: Effects): Operation[] => [
  ...reportingRoutes(effects),
  approve(effects),
  refuseReport(effects),
  ofOnePerson(effects),
  waiting(effects),
]
