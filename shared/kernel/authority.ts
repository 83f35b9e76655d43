import { isCounty, liesIn, provinceCode } from '#shared/kernel/divisions.ts'

/**
 * The authorities whose systems send what they decide or what they have: tax, treasury, civil affairs (民政), public
 * security, education, health (births), disabled persons' federation, agriculture, market supervision. Each is bound to its
 * division, and to the operations that name it.
 */
export const feeds = [
  'tax',
  'treasury',
  'civil-affairs',
  'public-security',
  'education',
  'health',
  'disabled-persons',
  'agriculture',
  'market-supervision',
] as const
/**
 * Whom a token speaks for. `file` is whoever the bucket's policy lets put a file there: no operation takes it of a token,
 * and it stands in records only.
 */
export const scopes = ['province', 'city', 'county', 'institution', 'auditor', ...feeds, 'file'] as const
export type Scope = (typeof scopes)[number]

/** Who calls, as the verified token says: their scopes and the division or institution they are bound to. */
export type Caller = {
  readonly subject: string
  readonly scopes: readonly Scope[]
  readonly division: string
  readonly institution?: string
  /** Who gave the key that it is signed with, where there is no token: none of them is a second person for what it sends. */
  readonly keyBy?: readonly string[]
}

/** Who decided, when and by which operation: what every record of a decision keeps. */
export type Decider = {
  readonly subject: string
  readonly scope: Scope
  readonly division: string
  readonly institution?: string
  /** `POST /v1/…` as the contract has it. */
  readonly operation: string
  /** An instant, ISO 8601 in UTC. */
  readonly at: string
}

/**
 * Whose a piece of data is: the cities that may see and move it, the institution that may, where there is one, and the
 * divisions below the cities that it is of. A county reaches it where all of them lie in it, and what is of none never.
 */
export type Parties = {
  readonly cities: readonly string[]
  readonly institution?: string
  readonly units?: readonly string[]
}

/**
 * Whether a recorded hand's office is the one that its scope says: the province of its own division, a city of the city
 * meant. A hand from before divisions were kept says nothing.
 */
export const isOfOffice = (
  { scope, division }: { readonly scope: Scope; readonly division?: string | undefined },
  city: string,
): boolean => division === undefined || division === (scope === 'province' ? provinceCode : city)

/** Whether a caller speaks for an institution: whatever else their token grants, they reach its own data only. */
export const isInstitution = ({ scopes }: Caller): boolean => scopes.includes('institution')

/** Whether a city's data is within a caller's reach: the province's own division reaches all. */
export const reachesCity = (caller: Caller, city: string): boolean =>
  !isInstitution(caller) && (caller.division === provinceCode || caller.division === city)

const reachesUnits = ({ division }: Caller, units: readonly string[]): boolean =>
  isCounty(division) && units.length > 0 && units.every((unit) => liesIn(unit, division))

/** Whether a caller is one of the parties of a piece of data. */
export const reaches = (caller: Caller, { cities, institution, units = [] }: Parties): boolean =>
  isInstitution(caller)
    ? institution !== undefined && caller.institution === institution
    : cities.some((city) => reachesCity(caller, city)) ||
      caller.division === provinceCode ||
      reachesUnits(caller, units)
