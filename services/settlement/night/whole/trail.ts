import { yearOf } from '#shared/calendar/day.ts'
import type { Key, Stored } from '#shared/edge/store/store.ts'
import type { InsuredYearItem } from '../../insured-year/records/insured-year-item.ts'
import { fromInsuredYearItem } from '../../insured-year/records/insured-year-item.ts'
import type { Trail } from '../../insured-year/rules/trail.ts'
import { lastClaims } from '../../insured-year/rules/trail.ts'
import { insuredYearKey } from '../../keys.ts'

/** How a recorded year's claims are found. */
export const trailIn = (year: Stored): Trail => fromInsuredYearItem(year as unknown as InsuredYearItem).trail

/** The claims that a year, or a claim, leads back to: those settled last, or right before it. */
export const leadsTo = (record: Stored): readonly string[] => {
  if (record.kind === 'insured-year') return lastClaims(trailIn(record))
  const { follows = [] } = record as { readonly follows?: string | readonly string[] }
  return record.kind === 'claim-settled' ? [follows].flat() : []
}

/** The year that a claim, a correction or a reversal belongs to. */
export const yearKeyOf = ({ personId, servedOn }: Stored): Key =>
  insuredYearKey(String(personId), yearOf(String(servedOn)))
