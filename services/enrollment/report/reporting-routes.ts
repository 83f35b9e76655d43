import * as z from 'zod'
import { aid, city, day, employment, id, scheme } from '#shared/contracts/fields.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import type { Parties } from '#shared/kernel/authority.ts'
import { accept } from '#shared/kernel/decision.ts'
import { coveringCity } from '../coverage/covering-city.ts'
import { ofCoveringCity } from '../coverage/routes.ts'
import type { PersonRecord } from '../coverage/rules/person-record.ts'
import type { Effects } from '../effects.ts'
import { newPerson, paidMonths, personName } from '../enrolment/rules/new-person.ts'
import { faultOfProof } from '../enrolment/rules/person-faults.ts'
import type { Hand } from '../person/rules/insured.ts'
import { leaveReasons, placeOf } from '../person/rules/insured.ts'
import { idOrCertificate } from '../person/rules/proof-fields.ts'
import { makeReport } from './make-report.ts'
import { changes, ofPerson, person } from './paths.ts'
import type { Report } from './rules/person-report.ts'
import {
  aidEvidence,
  deathEvidence,
  identityEvidence,
  leavingEvidence,
  lifeEvidence,
  monthsEvidence,
  monthsIn,
  moveEvidence,
  nameEvidence,
  returnEvidence,
} from './rules/person-report.ts'
import { documentNumber, periodsElsewhere, reportReason } from './rules/report-fields.ts'

const evidenceOf = <const Kinds extends readonly [string, ...string[]]>(kinds: Kinds) =>
  z.strictObject({ kind: z.enum(kinds), number: documentNumber })
const reasonWhy = (description: string) => reportReason.meta({ description })

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
  const noted = await makeReport(params.personId, { report, commandId, by, mayChange }, effects)
  if (noted.status === 'refused') return noted
  const { personId, number } = noted.value
  return accept({ personId, number, status: 'reported' as const })
}

const offices = ['province', 'city'] as const

/** What all reports have: made by one hand of the covering city, and done by nobody yet. */
const reporting = (effects: Effects) => ({
  method: 'POST' as const,
  params: ofPerson,
  owner: ofCoveringCity(effects),
  status: 201 as const,
  answer: z.strictObject({ personId: id, number: z.int(), status: z.literal('reported') }),
  changes,
})
const refusals = ['enrollment.person-unknown', 'enrollment.moved-meanwhile', 'report.waiting']
const ofCoverage = [...refusals, 'enrollment.too-far-ahead', 'policy.missing']
/** What a reported move may be refused for. */
export const ofMove = [
  'enrollment.not-covered',
  'enrollment.scheme-employment',
  'enrollment.employer',
  'enrollment.nothing-moves',
  'enrollment.move-too-early',
  'enrollment.release-needed',
  'person.too-young',
]
/** What a corrected identity may be refused for. */
export const ofIdentity = [
  'certificate.one',
  'certificate.malformed',
  'certificate.check-digit',
  'certificate.birth-differs',
  'certificate.newborn-only',
  'id-number.malformed',
  'id-number.area-unknown',
  'id-number.check-digit',
  'id-number.birth-differs',
  'id-number.sex-differs',
  'person.born-to-come',
  'person.too-old',
  'enrollment.before-birth',
  'enrollment.identity-unchanged',
  'enrollment.number-of-another',
]
/** What a corrected aid category may be refused for. */
export const ofAid = ['enrollment.aid-unchanged', 'enrollment.before-birth']
/** What months paid elsewhere may be refused for. */
export const ofMonths = ['person.too-many-months', 'person.deemed-above-months', 'person.periods-do-not-fit']
/** What a return may be refused for. */
export const ofReturn = ['enrollment.nothing-rests', 'enrollment.return-too-early', 'enrollment.deceased']
const ofEnd = [...ofCoverage, 'enrollment.not-covered', 'enrollment.end-too-early']

const reportDied = (effects: Effects): Operation =>
  defineOperation({
    ...reporting(effects),
    path: `${person}/deaths`,
    summary:
      'Reports the death of a person with its evidence, whether or not they are still covered; public security may be this first hand. When another person approves it, nothing covers them from the day after.',
    scopes: [...offices, 'public-security', 'civil-affairs'],
    body: z.strictObject({ on: day, evidence: evidenceOf(deathEvidence) }),
    refusals: [...ofEnd, 'enrollment.deceased'],
    handle: (request) => {
      const { on, evidence } = request.body
      const sealed = { number: evidence.number }
      return reported(request, { says: 'died', on, evidence: evidence.kind, sealed }, effects)
    },
  })

const reportLives = (effects: Effects): Operation =>
  defineOperation({
    ...reporting(effects),
    path: `${person}/death-corrections`,
    summary:
      'Reports that someone recorded as dead lives, with reason and evidence. Nothing changes until another person approves it; then the coverage is as it was before the death.',
    scopes: [...offices, 'public-security', 'civil-affairs'],
    body: z.strictObject({
      reason: reasonWhy('why the recorded death is wrong'),
      evidence: evidenceOf(lifeEvidence),
    }),
    refusals: [...ofCoverage, 'death.not-recorded', 'enrollment.is-another'],
    reasonIsPersonal: true,
    handle: (request) => {
      const { reason, evidence } = request.body
      const sealed = { number: evidence.number, reason }
      return reported(request, { says: 'lives', evidence: evidence.kind, sealed }, effects)
    },
  })

const reportLeft = (effects: Effects): Operation =>
  defineOperation({
    ...reporting(effects),
    path: `${person}/leavings`,
    summary:
      'Reports with evidence that the coverage of someone who lives ends after a day: emigration, military service, another province. Nothing changes until another person approves it.',
    scopes: offices,
    // Leaving is announced ahead.
    days: 'itself',
    body: z.strictObject({
      on: day.meta({ description: 'the last covered day' }),
      reason: z.enum(leaveReasons),
      evidence: evidenceOf(leavingEvidence),
    }),
    refusals: ofEnd,
    handle: (request) => {
      const { on, reason: leaves, evidence } = request.body
      const sealed = { number: evidence.number }
      return reported(request, { says: 'left', on, leaves, evidence: evidence.kind, sealed }, effects)
    },
  })

const reportReturned = (effects: Effects): Operation =>
  defineOperation({
    ...reporting(effects),
    path: `${person}/returns`,
    summary:
      'Reports with its evidence the day on which somebody was discharged from service or released, whose coverage rested since. When another person approves it, the years between count as none missed, and who then pays need not wait.',
    scopes: offices,
    body: z.strictObject({
      on: day.meta({ description: 'the day of the discharge or release' }),
      evidence: evidenceOf(returnEvidence),
    }),
    refusals: [...ofCoverage, ...ofReturn],
    handle: (request) => {
      const { on, evidence } = request.body
      const sealed = { number: evidence.number }
      return reported(request, { says: 'returned', on, evidence: evidence.kind, sealed }, effects)
    },
  })

const reportNamed = (effects: Effects): Operation =>
  defineOperation({
    ...reporting(effects),
    path: `${person}/name-corrections`,
    summary:
      'Reports the right name of a person, with reason and evidence. They are registered under it when another person approves it.',
    scopes: offices,
    body: z.strictObject({
      name: personName,
      reason: reasonWhy('why the recorded name is wrong'),
      evidence: evidenceOf(nameEvidence),
    }),
    refusals: [...refusals, 'enrollment.name-unchanged', 'person.not-a-name', 'person.garbled-name'],
    reasonIsPersonal: true,
    handle: (request) => {
      const { name, reason, evidence } = request.body
      const sealed = { number: evidence.number, reason, name }
      return reported(request, { says: 'named', evidence: evidence.kind, sealed }, effects)
    },
  })

const reportContributed = (effects: Effects): Operation =>
  defineOperation({
    ...reporting(effects),
    path: `${person}/paid-months`,
    summary:
      'Reports with evidence how many months of employee contributions a person brought in, of which how many are deemed paid, and when they were insured, in place of what was reported before. They count for nothing until another person approves it.',
    scopes: offices,
    body: z.strictObject({
      months: paidMonths,
      deemed: paidMonths
        .optional()
        .meta({ description: 'of these, the months that count as paid and nobody paid' }),
      periods: periodsElsewhere.optional(),
      evidence: evidenceOf(monthsEvidence),
    }),
    refusals: [...ofCoverage, 'enrollment.not-covered', ...ofMonths],
    handle: (request) => {
      const { evidence } = request.body
      const sealed = { number: evidence.number }
      return reported(
        request,
        { says: 'contributed', ...monthsIn(request.body), evidence: evidence.kind, sealed },
        effects,
      )
    },
  })

const reportMoved = (effects: Effects): Operation =>
  defineOperation({
    ...reporting(effects),
    path: `${person}/move-reports`,
    summary:
      'Reports with evidence that a coverage went on in another scheme, employment or employer of its city: into retirement, or from a day of months past. Nothing changes until another person approves it.',
    scopes: offices,
    body: z.strictObject({
      ...{ scheme, city, employment, employerId: id.optional(), from: day },
      evidence: evidenceOf(moveEvidence),
    }),
    refusals: [...ofCoverage, ...ofMove],
    handle: (request) => {
      const { from, evidence } = request.body
      const place = placeOf(request.body)
      const sealed = { number: evidence.number }
      return reported(request, { says: 'moved', place, from, evidence: evidence.kind, sealed }, effects)
    },
  })

const reportIdentified = (effects: Effects): Operation =>
  defineOperation({
    ...reporting(effects),
    path: `${person}/identity-corrections`,
    summary:
      'Reports the right ID number or other certificate of a person, with the birth day and sex it tells, with reason and evidence: so whoever was registered by another certificate gets their ID number. When another person approves it the old one still finds them, and what depends on their age or sex is judged again.',
    scopes: offices,
    body: z.strictObject({
      ...{ ...idOrCertificate, birthOn: day, sex: newPerson.shape.sex },
      reason: reasonWhy('why what is recorded is wrong'),
      evidence: evidenceOf(identityEvidence),
    }),
    refusals: [...ofCoverage, ...ofIdentity],
    reasonIsPersonal: true,
    handle: async (request) => {
      const { idNumber, certificate, birthOn, sex, reason, evidence } = request.body
      const unproven = faultOfProof(request.body)
      if (unproven) return { status: 'refused', refusal: unproven }
      const proof = certificate ? { certificate } : { idNumber: idNumber ?? '' }
      const sealed = { number: evidence.number, reason, ...proof }
      const who = { birthOn, sex, ...(certificate ? { proof: certificate.type } : {}) }
      return reported(request, { says: 'identified', ...who, evidence: evidence.kind, sealed }, effects)
    },
  })

const reportAided = (effects: Effects): Operation =>
  defineOperation({
    ...reporting(effects),
    path: `${person}/aid-corrections`,
    summary:
      'Reports with evidence which aid category a person had from a day, until the next that is recorded: from a day past, or in place of a wrong one. Civil affairs may be this first hand. When another person approves it, what was settled since is judged again.',
    scopes: [...offices, 'civil-affairs'],
    body: z.strictObject({
      ...{ aid, from: day },
      reason: reasonWhy('why what is recorded is wrong'),
      evidence: evidenceOf(aidEvidence),
    }),
    refusals: [...ofCoverage, ...ofAid],
    reasonIsPersonal: true,
    handle: (request) => {
      const { aid: category, from, reason, evidence } = request.body
      const sealed = { number: evidence.number, reason }
      return reported(
        request,
        { says: 'aided', aid: category, from, evidence: evidence.kind, sealed },
        effects,
      )
    },
  })

/** What is reported of a person by a first hand. */
export const reportingRoutes = (effects: Effects): Operation[] => [
  reportDied(effects),
  reportLives(effects),
  reportLeft(effects),
  reportReturned(effects),
  reportNamed(effects),
  reportContributed(effects),
  reportMoved(effects),
  reportIdentified(effects),
  reportAided(effects),
]
