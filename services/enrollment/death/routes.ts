import * as z from 'zod'
import { daysBetween } from '#shared/calendar/day.ts'
import { city, day, id } from '#shared/contracts/fields.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import type { Parties } from '#shared/kernel/authority.ts'
import { accept } from '#shared/kernel/decision.ts'
import { coveringCity, ofCoveringCity } from '../coverage/routes.ts'
import type { PersonRecord } from '../coverage/rules/person-record.ts'
import type { Effects } from '../effects.ts'
import { plainReason } from '../person/plain-reason.ts'
import type { Hand } from '../person/rules/insured.ts'
import { decideDeath } from './decide-death.ts'
import { commonOf, reportAnswer, showReport, waitingReport } from './report-answer.ts'
import type { Report } from './report-death.ts'
import { reportDeath } from './report-death.ts'
import { deathEvidence, lifeEvidence } from './rules/death-report.ts'
import { deathReports, reportIndex, reportsOf, waitingReports } from './store.ts'

const person = '/v1/enrollment/persons/{personId}'
const ofPerson = z.strictObject({ personId: id })
const ofReport = ofPerson.extend({ number: z.string().regex(/^[1-9]\d{0,5}$/, 'a number from 1 is needed') })
const changes = ({ params: { personId } }: { readonly params: { readonly personId: string } }): string[] => [
  person.replace('{personId}', personId),
]

const documentNumber = z.string().trim().min(3).max(100).meta({ description: 'the number of the document' })
const reason = z.string().trim().min(2).max(500).meta({ description: 'why the recorded death is wrong' })
const made = z.strictObject({ personId: id, number: z.int(), status: z.literal('reported') })

type Asked = {
  readonly params: z.output<typeof ofPerson>
  readonly by: Hand
  readonly commandId: string
  readonly today: string
  readonly reaches: (parties: Parties) => boolean
}

const reported = async (
  { params, by: { subject, division }, commandId, today, reaches }: Asked,
  report: Report,
  effects: Effects,
) => {
  const by = { subject, division, on: today }
  const mayChange = (record: PersonRecord) => reaches(coveringCity(record))
  const noted = await reportDeath(params.personId, { report, commandId, by, mayChange }, effects)
  if (noted.status === 'refused') return noted
  const { personId, number } = noted.value
  return accept({ personId, number, status: 'reported' as const })
}

const reportDied = (effects: Effects): Operation =>
  defineOperation({
    method: 'POST',
    path: `${person}/deaths`,
    summary:
      'Reports the death of a person with its evidence; public security may be this first hand. Nothing changes until another person approves it.',
    scopes: ['province', 'city', 'public-security', 'civil-affairs'],
    params: ofPerson,
    owner: ofCoveringCity(effects),
    body: z.strictObject({
      on: day,
      evidence: z.strictObject({ kind: z.enum(deathEvidence), number: documentNumber }),
    }),
    status: 201,
    answer: made,
    refusals: [
      'enrollment.person-unknown',
      'enrollment.moved-meanwhile',
      'enrollment.not-covered',
      'enrollment.end-too-early',
      'enrollment.too-far-ahead',
      'death.waiting',
      'policy.missing',
    ],
    changes,
    handle: (request) => {
      const { on, evidence } = request.body
      const sealed = { number: evidence.number }
      return reported(request, { says: 'died', on, evidence: evidence.kind, sealed }, effects)
    },
  })

const reportLives = (effects: Effects): Operation =>
  defineOperation({
    method: 'POST',
    path: `${person}/death-corrections`,
    summary:
      'Reports that someone recorded as dead lives, with reason and evidence. Nothing changes until another person approves it; then the coverage is open as if it never ended.',
    scopes: ['province', 'city', 'public-security', 'civil-affairs'],
    params: ofPerson,
    owner: ofCoveringCity(effects),
    body: z.strictObject({
      reason,
      evidence: z.strictObject({ kind: z.enum(lifeEvidence), number: documentNumber }),
    }),
    status: 201,
    answer: made,
    refusals: [
      'enrollment.person-unknown',
      'enrollment.moved-meanwhile',
      'enrollment.too-far-ahead',
      'death.not-recorded',
      'death.waiting',
      'policy.missing',
    ],
    reasonIsPersonal: true,
    changes,
    handle: (request) => {
      const { reason: why, evidence } = request.body
      const sealed = { number: evidence.number, reason: why }
      return reported(request, { says: 'lives', evidence: evidence.kind, sealed }, effects)
    },
  })

const decidedRefusals = [
  'enrollment.person-unknown',
  'enrollment.moved-meanwhile',
  'death.report-unknown',
  'death.decided',
  'death.same-person',
]

type Decided = Omit<Asked, 'params'> & { readonly params: z.output<typeof ofReport> }

const decide = async (
  { params, by: { subject, division }, commandId, today, reaches }: Decided,
  decision: { readonly as: 'approved' } | { readonly as: 'refused'; readonly refusedFor: string },
  effects: Effects,
) => {
  const decided = await decideDeath(
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
    path: `${person}/death-reports/{number}/approval`,
    summary:
      'Approves a report: the coverage ends by the death, or is open again. By another than reported it.',
    scopes: ['province', 'city'],
    params: ofReport,
    owner: ofCoveringCity(effects),
    answer: reportAnswer,
    refusals: [
      ...decidedRefusals,
      'enrollment.not-covered',
      'enrollment.end-too-early',
      'enrollment.too-far-ahead',
      'death.not-recorded',
      'policy.missing',
    ],
    changes,
    handle: (request) => decide(request, { as: 'approved' }, effects),
  })

const refuseReport = (effects: Effects): Operation =>
  defineOperation({
    method: 'POST',
    path: `${person}/death-reports/{number}/refusal`,
    summary: 'Refuses a report with a reason; nothing changes. By another than reported it.',
    scopes: ['province', 'city'],
    params: ofReport,
    owner: ofCoveringCity(effects),
    body: z.strictObject({ reason: plainReason }),
    answer: reportAnswer,
    refusals: decidedRefusals,
    changes,
    handle: (request) => decide(request, { as: 'refused', refusedFor: request.body.reason }, effects),
  })

const ofOnePerson = (effects: Effects): Operation =>
  defineOperation({
    method: 'GET',
    path: `${person}/death-reports`,
    summary: 'The reports of a death, and of its being wrong, with their evidence and what was decided.',
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
    path: '/v1/enrollment/death-reports',
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
        .flatMap((item) => (item ? [deathReports.from(item)] : []))
        .filter(({ status }) => status === 'reported')
        .map((report) => ({ ...commonOf(report), ageDays: daysBetween(report.reported.on, today) }))
      return accept({ reports, ...(cursor === undefined ? {} : { cursor }) })
    },
  })

/** Deaths, and corrections of them, by two hands. */
export const deathRoutes = (effects: Effects): Operation[] => [
  reportDied(effects),
  reportLives(effects),
  approve(effects),
  refuseReport(effects),
  ofOnePerson(effects),
  waiting(effects),
]
