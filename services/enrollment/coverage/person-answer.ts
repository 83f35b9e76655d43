import * as z from 'zod'
import {
  aid,
  city,
  day,
  divisionCode,
  employment,
  fundYear,
  id,
  scheme,
  version,
} from '#shared/contracts/fields.ts'
import type { PersonRecord } from './rules/person-record.ts'
import { coverageSnapshot } from './rules/person-record.ts'

/** A person as callers see them: never with their name or ID number. */
export const personAnswer = z.strictObject({
  personId: id,
  status: z.enum(['covered', 'ended']),
  sex: z.enum(['male', 'female']),
  coverage: z.strictObject({
    scheme,
    city,
    employment,
    county: divisionCode.optional(),
    employerId: id.optional(),
    aid,
    birthOn: day,
    from: day,
    to: day.nullable(),
    sameAs: id
      .optional()
      .meta({ description: 'the person that they turned out to be, whose coverage goes on' }),
    alsoAs: z.array(id).optional().meta({ description: 'those who turned out to be this person' }),
    partedFrom: z
      .array(id)
      .optional()
      .meta({ description: 'those with whom they were one record, and are two persons' }),
  }),
  unit: z
    .strictObject({ code: divisionCode, since: day })
    .optional()
    .meta({ description: "the township, village or residents' committee that they belong to" }),
  entitlements: z.array(
    z.strictObject({
      year: fundYear,
      version,
      spells: z.array(z.strictObject({ scheme, city, employment, aid, from: day, to: day })),
    }),
  ),
})

export type PersonAnswer = z.output<typeof personAnswer>

const coverageShown = (insured: PersonRecord['insured']): PersonAnswer['coverage'] => {
  const { alsoAs, partedFrom, heldBills: _, ...snapshot } = coverageSnapshot(insured)
  return {
    ...snapshot,
    ...(alsoAs ? { alsoAs: [...alsoAs] } : {}),
    ...(partedFrom ? { partedFrom: [...partedFrom] } : {}),
  }
}

export const showPerson = ({ insured, entitlements }: PersonRecord): PersonAnswer => ({
  personId: insured.personId,
  status: insured.status,
  sex: insured.sex,
  coverage: coverageShown(insured),
  ...(insured.unit ? { unit: { code: insured.unit.code, since: insured.unit.since } } : {}),
  entitlements: entitlements.map(({ year, version, spells }) => ({ year, version, spells: [...spells] })),
})
