import type { Parties } from '#shared/kernel/authority.ts'
import { lastSpell } from '../person/rules/insured.ts'
import type { PersonRecord } from './rules/person-record.ts'

/** The city that covers a person, or covered them last, and the unit that they belong to. */
export const coveringCity = ({ insured }: PersonRecord): Parties => ({
  cities: [lastSpell(insured).city],
  ...(insured.unit ? { units: [insured.unit.code] } : {}),
})
