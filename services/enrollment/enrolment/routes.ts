import * as z from 'zod'
import { id } from '#shared/contracts/fields.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Effects } from '../effects.ts'
import { personLimits } from '../person/rules/person-limits.ts'
import { enrolPerson } from './enrol-person.ts'
import { certificateOf, newPerson } from './rules/new-person.ts'
import { personFaults, personRefusals } from './rules/person-faults.ts'

const path = '/v1/enrollment/persons'

/** Registering persons. */
export const enrolmentRoutes = (effects: Effects): Operation[] => [
  defineOperation({
    method: 'POST',
    path,
    summary: 'Registers a person with their coverage, or opens another coverage after one that ended.',
    scopes: ['province', 'city', 'civil-affairs', 'education'],
    owner: { whose: 'named', parties: ({ body }) => ({ cities: [body.city] }) },
    body: newPerson,
    status: 201,
    answer: z.strictObject({ personId: id }),
    refusals: [
      ...personRefusals,
      'person.too-many-months',
      'enrollment.months-by-report',
      'enrollment.aid-by-civil-affairs',
      'enrollment.already-covered',
      'enrollment.registered-elsewhere',
      'enrollment.same-person',
      'enrollment.identity-differs',
      'enrollment.overlap',
      'enrollment.deceased',
      'policy.missing',
    ],
    changes: (_, { personId }) => [`${path}/${personId}`],
    handle: async ({ body: person, commandId, today, by: { subject, division }, reaches }) => {
      const [fault] = personFaults(person, { today, limits: personLimits(effects.policy()) })
      if (fault) return { status: 'refused', refusal: fault }
      const tokens = await effects.secrets.tokensOf(certificateOf(person), person)
      const by = { subject, division }
      const reachesCity = (city: string) => reaches({ cities: [city] })
      const enrolled = await enrolPerson({ person, tokens, commandId, today, by, reachesCity }, effects)
      return enrolled.status === 'refused' ? enrolled : accept({ personId: enrolled.value })
    },
  }),
]
