import { daysBetween } from '#shared/calendar/day.ts'
import type { SettledClaim } from '#shared/contracts/settlement.ts'
import { isCity } from '#shared/kernel/divisions.ts'
import { sum } from '#shared/money/fen.ts'
import { volumePrefix } from '../../ledger/rules/year-periods.ts'

/** Levels of institutions; 0: the claim was settled before claims told it. */
export const levels = [1, 2, 3, 0] as const
export type Level = (typeof levels)[number]

/** Kinds of care as they are counted. */
export const volumeCares = ['inpatient', 'outpatient'] as const
type Care = (typeof volumeCares)[number]

/**
 * What is counted of care, amounts in fen: claims less those reversed, days of stays, the whole cost, what of it is in
 * scope, what the basic pool pays, and what all funds pay. `readmissions` are stays soon after another of the same disease.
 */
export const volumeFigures = ['claims', 'days', 'total', 'inScope', 'basic', 'fund', 'readmissions'] as const
export type VolumeFigure = (typeof volumeFigures)[number]

/** Where care away from the paying city was given. */
export const awayPlaces = ['in-province', 'out-of-province'] as const

const letterOf = { inpatient: 'i', outpatient: 'o' } as const

/** The name of a counter of care at institutions of a level. */
export const volumeName = (care: Care, level: Level, figure: VolumeFigure): string =>
  `${volumePrefix}${letterOf[care]}${level}-${figure}`

/** The name of a counter of stays away from the paying city, which are in those of their levels too. */
export const awayName = (
  place: (typeof awayPlaces)[number],
  figure: Extract<VolumeFigure, 'claims' | 'total' | 'fund'>,
): string => `${volumePrefix}${place}-${figure}`

/** How a claim counts: a reversal takes one back, a correction only changes cost. */
const signOf = ({ reverses, corrects }: SettledClaim): number => {
  if (corrects !== undefined) return 0
  return reverses === undefined ? 1 : -1
}

/** The days of a stay; one that ends on the day it began is a day. */
const daysOf = ({ care, medical }: SettledClaim): number => {
  if (care !== 'inpatient' || medical?.admittedOn === undefined || medical.dischargedOn === undefined)
    return 0
  return Math.max(1, daysBetween(medical.admittedOn, medical.dischargedOn))
}

const isReadmission = ({ medical }: SettledClaim, within: number): boolean =>
  medical?.sinceStay !== undefined && medical.sinceStay <= within

const figuresOf = (
  claims: readonly SettledClaim[],
  readmittedWithin: number,
): Readonly<Record<VolumeFigure, number>> => ({
  claims: sum(claims.map(signOf)),
  days: sum(claims.map((claim) => signOf(claim) * daysOf(claim))),
  total: sum(claims.map(({ total }) => total)),
  inScope: sum(claims.map(({ inScope }) => inScope)),
  basic: sum(claims.map(({ basic }) => basic)),
  fund: sum(
    claims.flatMap(({ basic, seriousIllness, medicalAid, supplement }) => [
      basic,
      seriousIllness,
      medicalAid,
      supplement,
    ]),
  ),
  readmissions: sum(claims.map((claim) => (isReadmission(claim, readmittedWithin) ? signOf(claim) : 0))),
})

const placeOf = ({ settledAt }: SettledClaim) =>
  settledAt !== undefined && isCity(settledAt) ? 'in-province' : 'out-of-province'

/**
 * What claims add to the counters of their month, by kind of care and level of institution. They are kept with the
 * month's movements as claims come: indicators are read from them, however many claims there are.
 */
export const countVolumes = (
  claims: readonly SettledClaim[],
  readmittedWithin: number,
): Readonly<Record<string, number>> => {
  const counts: [string, number][] = volumeCares.flatMap((care) =>
    levels.flatMap((level) => {
      const own = claims.filter((claim) => claim.care === care && (claim.level ?? 0) === level)
      const figures = figuresOf(own, readmittedWithin)
      return volumeFigures.map((figure): [string, number] => [
        volumeName(care, level, figure),
        figures[figure],
      ])
    }),
  )
  const away = claims.filter(({ care, settledAt }) => care === 'inpatient' && settledAt !== undefined)
  for (const place of awayPlaces) {
    const {
      claims: stays,
      total,
      fund,
    } = figuresOf(
      away.filter((claim) => placeOf(claim) === place),
      readmittedWithin,
    )
    counts.push([awayName(place, 'claims'), stays])
    counts.push([awayName(place, 'total'), total])
    counts.push([awayName(place, 'fund'), fund])
  }
  return Object.fromEntries(counts.filter(([, count]) => count !== 0))
}
