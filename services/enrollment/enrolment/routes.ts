import * as z from 'zod'
import { day, id, unitCode } from '#shared/contracts/fields.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import { accept } from '#shared/kernel/decision.ts'
import { unitFault } from '../division/place-in-unit.ts'
import type { Effects } from '../effects.ts'
import { alikeAnswer, nearAnswer } from '../likeness/alike-answer.ts'
import { findNear } from '../likeness/find-near.ts'
import { lastSpell } from '../person/rules/insured.ts'
import { personLimits } from '../person/rules/person-limits.ts'
import { certificateOf } from '../person/rules/proof-fields.ts'
import { enrolPerson } from './enrol-person.ts'
import { newPerson } from './rules/new-person.ts'
import { faultOfProof, personFaults, personRefusals } from './rules/person-faults.ts'
import { approveStarts } from './start-approvals.ts'

const path = '/v1/enrollment/persons'

const startApproval = z.object({
  division: z.string(),
  file: z.string(),
  approvedBy: z.strictObject({ subject: z.string(), division: z.string() }),
  on: day,
})

/** Another person's word on a file whose coverages begin long ago. */
const startApprovalRoute = ({ store }: Effects): Operation =>
  defineOperation({
    method: 'POST',
    path: '/v1/enrollment/start-approvals',
    summary:
      'Approves that coverages begin as early as a file says, by the SHA-256 of the file. Another person of the division then sends that very file; one whose coverages begin later needs no approval.',
    scopes: ['province', 'city'],
    owner: { whose: 'caller', narrowedBy: 'it counts for files of the caller’s own division' },
    body: z.strictObject({
      file: z.string().min(1).max(128).meta({
        description: 'SHA-256 of the file’s bytes, 64 lower-case hex digits; another text is that of no file',
      }),
    }),
    status: 201,
    answer: startApproval,
    refusals: [],
    handle: async ({ body: { file }, today, by: { subject, division } }) => {
      const approval = { division, file, approvedBy: { subject, division }, on: today }
      return accept(startApproval.parse(await approveStarts(approval, store)))
    },
  })

/** Registering persons. */
export const enrolmentRoutes = (effects: Effects): Operation[] => [
  startApprovalRoute(effects),
  defineOperation({
    method: 'POST',
    path,
    summary: 'Registers a person with their coverage, or opens another coverage after one that ended.',
    scopes: ['province', 'city', 'civil-affairs', 'education'],
    owner: { whose: 'named', parties: ({ body }) => ({ cities: [body.city] }) },
    body: newPerson.extend({
      unit: unitCode
        .optional()
        .meta({ description: "the township, village or residents' committee that they belong to" }),
    }),
    status: 201,
    answer: z.strictObject({ personId: id, alike: alikeAnswer, near: nearAnswer }),
    refusals: [
      ...personRefusals,
      'certificate.newborn-only',
      'certificate.newborn-resident',
      'person.too-many-months',
      'enrollment.months-by-report',
      'enrollment.aid-by-civil-affairs',
      'enrollment.already-covered',
      'enrollment.registered-elsewhere',
      'enrollment.same-person',
      'enrollment.identity-differs',
      'enrollment.overlap',
      'enrollment.deceased',
      ...['division.unknown', 'division.ended', 'division.other-city'],
      'enrollment.start-by-two',
      'enrollment.start-same-person',
      'policy.missing',
    ],
    changes: (_, { personId }) => [`${path}/${personId}`],
    handle: async ({ body: { unit, ...person }, commandId, today, by: { subject, division }, reaches }) => {
      const unproven = faultOfProof(person)
      if (unproven) return { status: 'refused', refusal: unproven }
      const [fault] = personFaults(person, { today, limits: personLimits(effects.policy()) })
      if (fault) return { status: 'refused', refusal: fault }
      const noUnit = unit === undefined ? undefined : await unitFault(unit, effects)
      if (noUnit) return { status: 'refused', refusal: noUnit }
      const tokens = await effects.secrets.tokensOf(certificateOf(person), person)
      const by = { subject, division }
      const reachesCity = (city: string) => reaches({ cities: [city] })
      const enrolled = await enrolPerson({ person, unit, tokens, commandId, today, by, reachesCity }, effects)
      if (enrolled.status === 'refused') return enrolled
      const { personId, alike } = enrolled.value
      const { employerId } = person
      const compared = { personId, person, certificate: certificateOf(person), employerId }
      const near = (await findNear(compared, effects)).map(({ kind, record: { insured } }) => ({
        near: kind,
        ...(reachesCity(lastSpell(insured).city) ? { personId: insured.personId } : {}),
      }))
      return accept({
        personId,
        ...(alike.length === 0 ? {} : { alike: [...alike] }),
        ...(near.length === 0 ? {} : { near }),
      })
    },
  }),
]
