import type { Circumstances, SplitLine } from '../claim-events.ts'
import type { HospitalLevel } from '../institution.ts'
import { deliveries, filings, places, purposes } from '../plan/condition.ts'
import { breaches } from '../restriction.ts'

/**
 * A charged line as it is kept: its three self-paid parts, the place of its breach in their list (from 1) and its days of
 * supply, trailing zeros left out. The in-scope rest follows from the others.
 */
export type StoredLine = readonly [
  code: string,
  quantity: string,
  unitPrice: string,
  amount: number,
  ...figures: readonly number[],
]

/** Circumstances as they are kept: the coded ones by position, then diagnosis and chronic disease where there are any. */
export type StoredCircumstances =
  | readonly [coded: string]
  | readonly [coded: string, diagnosis: string]
  | readonly [coded: string, diagnosis: string, disease: string]

export const storedLine = (line: SplitLine): StoredLine => {
  const breach = line.breach === undefined ? 0 : breaches.indexOf(line.breach) + 1
  const figures = [line.fullySelfPaid, line.overLimit, line.firstSelfPaid, breach, line.days ?? 0]
  while (figures.at(-1) === 0) figures.pop()
  return [line.code, line.quantity, line.unitPrice, line.amount, ...figures]
}

export const splitLine = ([code, quantity, unitPrice, amount, ...figures]: StoredLine): SplitLine => {
  const [fullySelfPaid = 0, overLimit = 0, firstSelfPaid = 0, breachPlace = 0, days = 0] = figures
  const inScope = amount - fullySelfPaid - overLimit - firstSelfPaid
  const breach = breaches[breachPlace - 1]
  return {
    ...{ code, quantity, unitPrice, amount, fullySelfPaid, overLimit, firstSelfPaid, inScope },
    ...(days === 0 ? {} : { days }),
    ...(breach === undefined ? {} : { breach }),
  }
}

const flag = (value: boolean): number => (value ? 1 : 0)

export const storedCircumstances = (circumstances: Circumstances): StoredCircumstances => {
  const { level, provincial, place, filing, referred, purpose, useAccount } = circumstances
  const { diagnosis, disease, delivery } = circumstances
  const coded = [
    level,
    flag(provincial),
    places.indexOf(place),
    filings.indexOf(filing),
    flag(referred),
    purposes.indexOf(purpose),
    flag(useAccount),
    ...(delivery === undefined ? [] : [deliveries.indexOf(delivery) + 1]),
  ].join('')
  if (disease !== undefined) return [coded, diagnosis ?? '', disease]
  return diagnosis === undefined ? [coded] : [coded, diagnosis]
}

export const circumstancesOf = ([
  coded,
  diagnosis = '',
  disease = '',
]: StoredCircumstances): Circumstances => {
  const [level, provincial, place = 0, filing = 0, referred, purpose = 0, useAccount, born = 0] = [
    ...coded,
  ].map(Number)
  const delivery = deliveries[born - 1]
  return {
    level: level as HospitalLevel,
    provincial: provincial === 1,
    place: places[place] ?? 'local',
    filing: filings[filing] ?? 'none',
    referred: referred === 1,
    purpose: purposes[purpose] ?? 'general',
    useAccount: useAccount === 1,
    ...(diagnosis === '' ? {} : { diagnosis }),
    ...(disease === '' ? {} : { disease }),
    ...(delivery === undefined ? {} : { delivery }),
  }
}
