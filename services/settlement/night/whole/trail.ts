import { yearOf } from '#shared/calendar/day.ts'
import type { Key, Stored } from '#shared/edge/store/store.ts'
import { settledClaims } from '../../insured-year/records/claim-item.ts'
import { fromInsuredYearItem, insuredYears } from '../../insured-year/records/insured-year-item.ts'
import type { Trail } from '../../insured-year/rules/trail.ts'
import { lastClaims } from '../../insured-year/rules/trail.ts'
import { insuredYearKey } from '../../keys.ts'

/** How a recorded year's claims are found. */
export const trailIn = (year: Stored): Trail => fromInsuredYearItem(insuredYears.from(year)).trail

/** The claims that a year, or a claim, leads back to: those settled last, or right before it. */
export const leadsTo = (record: Stored): readonly string[] => {
  if (insuredYears.is(record)) return lastClaims(trailIn(record))
  return settledClaims.is(record) ? [settledClaims.from(record).follows ?? []].flat() : []
}

/** The year that a claim, a correction or a reversal belongs to. */
export const yearKeyOf = ({ personId, servedOn }: Stored): Key =>
  insuredYearKey(String(personId), yearOf(String(servedOn)))
