import { provinceCode } from '#shared/kernel/divisions.ts'
import type { Role } from './client.ts'

/** The people and systems that take part in a fund year. */
export const province: Role = { sub: 'province-officer', scope: 'province', division: provinceCode }
export const provinceApprover: Role = { sub: 'province-approver', scope: 'province', division: provinceCode }
export const tax: Role = { sub: 'tax-system', scope: 'tax', division: provinceCode }
export const treasury: Role = { sub: 'treasury-system', scope: 'treasury', division: provinceCode }
export const civilAffairs: Role = {
  sub: 'civil-affairs-system',
  scope: 'civil-affairs',
  division: provinceCode,
}
export const education: Role = { sub: 'education-system', scope: 'education', division: provinceCode }
export const publicSecurity = (city: string): Role => ({
  ...{ sub: `public-security-${city}`, scope: 'public-security', division: city },
})
export const disabledFederation = (city: string): Role => ({
  ...{ sub: `disabled-persons-${city}`, scope: 'disabled-persons', division: city },
})
export const marketSupervision = (city: string): Role => ({
  ...{ sub: `market-supervision-${city}`, scope: 'market-supervision', division: city },
})
export const cityClerk = (city: string): Role => ({ sub: `clerk-${city}`, scope: 'city', division: city })
export const cityReviewer = (city: string): Role => ({
  sub: `reviewer-${city}`,
  scope: 'city',
  division: city,
})
export const countyClerk = (county: string): Role => ({
  sub: `clerk-${county}`,
  scope: 'county',
  division: county,
})
/** The third person of a city, where neither who made something nor who ended it may publish it. */
export const cityPublisher = (city: string): Role => ({
  sub: `publisher-${city}`,
  scope: 'city',
  division: city,
})
export const institutionClerk = (city: string, institution: string): Role => ({
  sub: `clerk-${institution}`,
  scope: 'institution',
  division: city,
  institution,
})
/** The institution that a message of the national interface is of: nobody else sends it. */
export const institutionOfMessage = ({
  mdtrtarea_admvs: city,
  fixmedins_code: institution,
}: {
  readonly mdtrtarea_admvs: string
  readonly fixmedins_code: string
}): Role => institutionClerk(city, institution)
