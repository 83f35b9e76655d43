import type { FundYear } from '#shared/calendar/day.ts'
import { firstDayOfYear } from '#shared/calendar/day.ts'
import { provinceCode } from '#shared/kernel/divisions.ts'
import type { Fen } from '#shared/money/fen.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { amountAt, numberAt } from '#shared/policy/policy.ts'
import { residentGroups } from './billing-figures.ts'

/** What is wrong with a city's standards of a year, which may not be billed then. */
export type StandardFault = {
  readonly what: 'below-minimum' | 'below-earlier-year' | 'moving-apart' | 'converging-too-long'
  readonly year: FundYear
  /** Fen, or years where it takes too long. */
  readonly is: number
  readonly atLeast: number
}

type Group = {
  readonly under?: number | undefined
  readonly counties?: readonly string[] | undefined
  readonly individual: Fen
}

type Standards = {
  readonly groups: readonly Group[]
  readonly subsidy: Fen
}

const moment = (year: FundYear, city: string) => ({ on: firstDayOfYear(year), city })

const standardsOf = (policy: Policy, year: FundYear, city: string): Standards => {
  const groups = residentGroups(policy, year, city)
  const same = amountAt(policy, 'contribution.resident.individual', moment(year, city))
  return {
    groups: groups.length === 0 ? [{ individual: same }] : groups,
    subsidy: amountAt(policy, 'contribution.resident.subsidy', moment(year, city)),
  }
}

const lowest = ({ groups }: Standards): Fen => Math.min(...groups.map(({ individual }) => individual))
const spread = ({ groups }: Standards): Fen =>
  Math.max(...groups.map(({ individual }) => individual)) -
  Math.min(...groups.map(({ individual }) => individual))

/** The years on end up to one in which a city's standards differ by group. */
const yearsApart = (policy: Policy, year: FundYear, city: string, earliest: FundYear): number => {
  let first = year
  while (first >= earliest && spread(standardsOf(policy, first, city)) > 0) first -= 1
  return year - first
}

/** What a group paid the year before: by its age and counties, else by its age alone, else with all others. */
const earlierOf = ({ groups }: Standards, { under, counties = [] }: Group): Fen => {
  const ofAge = groups.filter((group) => group.under === under)
  const own = ofAge.find((group) => counties.every((county) => group.counties?.includes(county)))
  const ofAll = ofAge.find((group) => group.counties === undefined)
  return (own ?? ofAll ?? groups.at(-1))?.individual ?? 0
}

/**
 * What is wrong with the standards of a city's year. No group pays less than the national minimum; nobody has less a
 * head, with the subsidies, than the year before; standards that differ come nearer year by year, and are one within two
 * or three years (人社部发〔2017〕36号 一, 国发〔2016〕3号).
 * @param since the first year whose standards are known
 */
export const standardFaults = (
  policy: Policy,
  year: FundYear,
  city: string,
  since: FundYear,
): readonly StandardFault[] => {
  const now = standardsOf(policy, year, city)
  const minimum = amountAt(policy, 'contribution.resident.individual', moment(year, provinceCode))
  const faults: StandardFault[] = []
  if (lowest(now) < minimum) faults.push({ what: 'below-minimum', year, is: lowest(now), atLeast: minimum })
  if (year <= since) return faults
  const before = standardsOf(policy, year - 1, city)
  for (const group of now.groups) {
    const is = group.individual + now.subsidy
    const atLeast = earlierOf(before, group) + before.subsidy
    if (is < atLeast) faults.push({ what: 'below-earlier-year', year, is, atLeast })
  }
  const isNew = spread(before) === 0
  if (!isNew && spread(now) > spread(before))
    faults.push({ what: 'moving-apart', year, is: spread(now), atLeast: spread(before) })
  const most = numberAt(policy, 'contribution.resident.convergence_years', moment(year, city))
  const apart = yearsApart(policy, year, city, since)
  if (apart > most) faults.push({ what: 'converging-too-long', year, is: apart, atLeast: most })
  return faults
}
