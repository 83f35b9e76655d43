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
  status: z.enum(['open', 'two-persons', 'one-person', 'over']),
  foundOn: day,
  ageDays: z.int(),
  persons: z
    .array(alikePerson)
    .max(2)
    .meta({ description: 'those of the two whom the caller reaches: one may be of another city by now' }),
  reason: z.string().optional(),
  decisionId: id.optional().meta({ description: 'the decision by which they are one' }),
  kept: id.optional().meta({ description: 'who of the two goes on' }),
  decidedOn: day.optional(),
  decidedBy: z.string().optional(),
})

const shownPerson = ({ insured }: PersonRecord): z.output<typeof alikePerson> => {
  const { scheme, city, from, to } = lastSpell(insured)
  return { personId: insured.personId, status: insured.status, scheme, city, from, to }
}

const decisionOn = (likeness: Likeness) => {
  if (likeness.status === 'open' || likeness.status === 'over') return {}
  const { decided } = likeness
  return {
    ...{ decidedOn: decided.on, decidedBy: decided.subject },
    ...(likeness.status === 'two-persons'
      ? { reason: likeness.reason }
      : { decisionId: likeness.decisionId, kept: likeness.kept }),
  }
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
    ...decisionOn(likeness),
  }
}
