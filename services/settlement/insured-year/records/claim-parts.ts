import type { Day } from '#shared/calendar/day.ts'
import type { Fen } from '#shared/money/fen.ts'
import { breaches } from '../rules/breach.ts'
import type { HospitalLevel } from '../rules/care.ts'
import { deliveries, filings, places, purposes, surgeries } from '../rules/care.ts'
import type { Circumstances, SplitLine, StayDays } from '../rules/claim-events.ts'

/**
 * A charged line as it is kept, with its three self-paid parts. The place of its breach in their list (from 1) and its
 * days of supply follow, trailing zeros left out. The in-scope rest follows from the others.
 */
export type StoredLine = readonly [
  code: string,
  quantity: string,
  unitPrice: string,
  amount: number,
  ...figures: readonly number[],
]

/**
 * Circumstances as they are kept: the coded ones by position, then diagnosis, chronic disease, main operation and the days
 * since an earlier stay, what is absent at the end left out.
 */
export type StoredCircumstances = readonly [coded: string, ...texts: readonly string[]]

export const storedLine = (line: SplitLine): StoredLine => {
  const breach = line.breach === undefined ? 0 : breaches.indexOf(line.breach) + 1
  const figures = [line.fullySelfPaid, line.overLimit, line.firstSelfPaid, breach, line.days ?? 0]
  return [line.code, line.quantity, line.unitPrice, line.amount, ...trimmed(figures, 0)]
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

/** Values without those that are empty at the end. */
const trimmed = <Value>(values: readonly Value[], empty: Value): Value[] =>
  values.slice(0, values.findLastIndex((value) => value !== empty) + 1)

export const storedCircumstances = (circumstances: Circumstances): StoredCircumstances => {
  const { level, provincial, place, filing, referred, purpose, useAccount } = circumstances
  const {
    diagnosis = '',
    disease = '',
    procedure = '',
    delivery,
    surgery,
    severe,
    said,
    contracted,
    sinceStay,
  } = circumstances
  // How a child was born, whether an operation was planned, how ill the patient came, what was said of a filing elsewhere, whether they contracted: seldom said, so kept only where one is.
  const seldom = [
    delivery === undefined ? 0 : deliveries.indexOf(delivery) + 1,
    surgery === undefined ? 0 : surgeries.indexOf(surgery) + 1,
    flag(severe ?? false),
    said === undefined ? 0 : filings.indexOf(said) + 1,
    flag(contracted ?? false),
  ]
  const coded = [
    level,
    flag(provincial),
    places.indexOf(place),
    filings.indexOf(filing),
    flag(referred),
    purposes.indexOf(purpose),
    flag(useAccount),
    ...trimmed(seldom, 0),
  ].join('')
  const since = sinceStay === undefined ? '' : String(sinceStay)
  return [coded, ...trimmed([diagnosis, disease, procedure, since], '')]
}

export const circumstancesOf = ([
  coded,
  diagnosis = '',
  disease = '',
  procedure = '',
  since = '',
]: StoredCircumstances): Circumstances => {
  const [level, provincial, place = 0, filing = 0, referred, purpose = 0, useAccount, ...seldom] = [
    ...coded,
  ].map(Number)
  const [born = 0, operated = 0, severe, filed = 0, contracted] = seldom
  const said = filings[filed - 1]
  const delivery = deliveries[born - 1]
  const surgery = surgeries[operated - 1]
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
    ...(procedure === '' ? {} : { procedure }),
    ...(surgery === undefined ? {} : { surgery }),
    ...(severe === 1 ? { severe: true } : {}),
    ...(said === undefined ? {} : { said }),
    ...(contracted === 1 ? { contracted: true } : {}),
    ...(since === '' ? {} : { sinceStay: Number(since) }),
  }
}

/** The days of a stay as they are kept. */
export type StoredDays = readonly [from: Day, to: Day, ...before: readonly Fen[]]

export const storedDays = ({ from, to, before }: StayDays): StoredDays =>
  before === undefined ? [from, to] : [from, to, before]

export const daysOf = ([from, to, before]: StoredDays): StayDays => ({
  from,
  to,
  ...(before === undefined ? {} : { before }),
})
