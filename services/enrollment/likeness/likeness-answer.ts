import * as z from 'zod'
import { city, day, id, scheme } from '#shared/contracts/fields.ts'
import { provinceCode } from '#shared/kernel/divisions.ts'
import type { PersonRecord } from '../coverage/rules/person-record.ts'
import { lastSpell } from '../person/rules/insured.ts'
import type { Likeness } from './rules/likeness.ts'

/** Whose work a likeness is: a city's, or the province's. */
export const division = z.union([city, z.literal(provinceCode)])

const alikePerson = z.strictObject({
  personId: id,
  status: z.enum(['covered', 'ended']),
  scheme,
  city,
  from: day,
  to: day.nullable(),
})

/** Two who are alike, as those see them who may decide on them. */
export const likenessAnswer = z.strictObject({
  likenessId: id,
  division,
  status: z.enum(['open', 'two-persons']),
  foundOn: day,
  ageDays: z.int(),
  persons: z.array(alikePerson).length(2),
  reason: z.string().optional(),
  decidedOn: day.optional(),
  decidedBy: z.string().optional(),
})

const shownPerson = ({ insured }: PersonRecord): z.output<typeof alikePerson> => {
  const { scheme, city, from, to } = lastSpell(insured)
  return { personId: insured.personId, status: insured.status, scheme, city, from, to }
}

export const showLikeness = (
  likeness: Likeness,
  records: readonly PersonRecord[],
  ageDays: number,
): z.output<typeof likenessAnswer> => {
  const { likenessId, division, status, foundOn } = likeness
  return {
    ...{ likenessId, division: division as z.output<typeof likenessAnswer>['division'], status, foundOn },
    ageDays,
    persons: records.map(shownPerson),
    ...(likeness.status === 'open'
      ? {}
      : {
          reason: likeness.reason,
          decidedOn: likeness.decided.on,
          decidedBy: likeness.decided.subject,
        }),
  }
}
