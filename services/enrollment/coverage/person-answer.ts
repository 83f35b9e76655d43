import * as z from 'zod'
import { aid, city, day, employment, fundYear, id, scheme, version } from '#shared/contracts/fields.ts'
import { refused } from '#shared/edge/http/problem.ts'
import type { Request } from '#shared/edge/http/route.ts'
import type { Refusal } from '#shared/kernel/decision.ts'
import type { PersonRecord } from './rules/person-record.ts'
import { coverageSnapshot } from './rules/person-record.ts'

/** A person as callers see him: never with his name or ID number. */
export const personAnswer = z.strictObject({
  personId: id,
  status: z.enum(['covered', 'ended']),
  sex: z.enum(['male', 'female']),
  coverage: z.strictObject({
    scheme,
    city,
    employment,
    employerId: id.optional(),
    aid,
    birthOn: day,
    from: day,
    to: day.nullable(),
  }),
  entitlements: z.array(
    z.strictObject({
      year: fundYear,
      version,
      spells: z.array(z.strictObject({ scheme, city, employment, aid, from: day, to: day })),
    }),
  ),
})

export const showPerson = ({ insured, entitlements }: PersonRecord): z.output<typeof personAnswer> => ({
  personId: insured.personId,
  status: insured.status,
  sex: insured.sex,
  coverage: coverageSnapshot(insured),
  entitlements: entitlements.map(({ year, version, spells }) => ({ year, version, spells: [...spells] })),
})

const statuses: Readonly<Record<string, number>> = {
  'enrollment.person-unknown': 404,
  'enrollment.already-covered': 409,
  'enrollment.identity-differs': 409,
  'idempotency-key.other-payload': 409,
}

/** A refusal as the problem its code stands for. */
export const refusedByCode = (refusal: Refusal) => refused(refusal, statuses[refusal.code] ?? 422)

/** The id of a command: two callers who happen to use the same key do not meet. */
export const commandIdOf = ({
  caller,
  idempotencyKey,
}: Pick<Request<unknown, unknown>, 'caller' | 'idempotencyKey'>): string =>
  `${caller.subject}:${idempotencyKey}`
