import type { Day } from '#shared/calendar/day.ts'
import { addDays, firstDayOfYear, isDay, yearOf } from '#shared/calendar/day.ts'
import type { Refusal } from '#shared/kernel/decision.ts'
import { charge, isQuantity, isUnitPrice } from './adjudication/split.ts'
import type { Catalogue } from './catalogue.ts'
import type { Institution } from './institution.ts'
import { covers } from './institution.ts'
import type { InsuredYear, Spell } from './insured-year.ts'
import type { BenefitPlan } from './plan/plan.ts'
import type { ClaimLimits } from './plan/plan-book.ts'
import { refusal } from './refusals.ts'
import type { ChargedLine, SettleClaim } from './settle-claim.ts'

/** The field that dates a claim. */
export const servedOnField = ({ care }: SettleClaim): string =>
  care === 'inpatient' ? 'dischargedOn' : 'serviceOn'

/** Dates exist, stand in order, are not in the future and belong to the state's year. */
export const refuseDates = (command: SettleClaim, on: Day, state: InsuredYear): Refusal | undefined => {
  const field = servedOnField(command)
  if (!isDay(on)) return refusal('claim.bad-date', { field, figures: { on: String(on) } })
  if (command.care === 'inpatient') {
    const { admittedOn } = command
    if (!isDay(admittedOn) || admittedOn > on) {
      return refusal('claim.bad-date', { field: 'admittedOn', figures: { admittedOn: String(admittedOn) } })
    }
  }
  if (on > command.today) return refusal('claim.in-future', { field, figures: { on, today: command.today } })
  if (yearOf(on) !== state.year)
    return refusal('claim.other-year', { field, figures: { on, year: state.year } })
  return undefined
}

/** The institution is known, and has an agreement in force that is not suspended on the day. */
export const refuseInstitution = (institution: Institution | undefined, on: Day): Refusal | undefined => {
  const field = 'institution'
  if (!institution) return refusal('institution.unknown', { field })
  const { agreement, code } = institution
  if (!agreement || !covers(agreement, on)) {
    return refusal('institution.not-designated', { field, figures: { institution: code, on } })
  }
  const suspended = agreement.suspended?.some((period) => covers(period, on)) ?? false
  return suspended
    ? refusal('institution.suspended', { field, figures: { institution: code, on } })
    : undefined
}

/**
 * A stay needs the entitlement the plan says: on the day of discharge only, on that of admission too, or on every day
 * between. Of a stay that began in an earlier year only the days of this year are asked for.
 */
export const refuseUnentitledStay = (
  command: SettleClaim,
  { spells, year }: InsuredYear,
  plan: BenefitPlan,
): Refusal | undefined => {
  if (command.care !== 'inpatient' || plan.basic.entitledOn === 'discharge') return undefined
  const { admittedOn, dischargedOn } = command
  const from = yearOf(admittedOn) < year ? firstDayOfYear(year) : admittedOn
  const to = plan.basic.entitledOn === 'everyDay' ? dischargedOn : from
  const gap = firstUncovered(spells, from, to)
  return gap === undefined
    ? undefined
    : refusal('person.not-entitled', { field: 'admittedOn', figures: { on: gap } })
}

/** The first day between two that no spell covers; spells that follow each other cover together. */
const firstUncovered = (spells: readonly Spell[], from: Day, to: Day): Day | undefined => {
  let day = from
  while (day <= to) {
    const spell = spells.find((candidate) => candidate.from <= day && day <= candidate.to)
    if (!spell) return day
    if (spell.to >= to) return undefined
    day = addDays(spell.to, 1)
  }
  return undefined
}

/** Lines are there, well formed, within limits, and add up: each by itself and all together. */
export const refuseLines = (command: SettleClaim, limits: ClaimLimits): Refusal | undefined => {
  const { lines, total } = command
  if (lines.length === 0) return refusal('claim.empty', { field: 'lines' })
  if (lines.length > limits.mostLines) {
    return refusal('claim.too-many-lines', {
      field: 'lines',
      figures: { lines: lines.length, most: limits.mostLines },
    })
  }
  if (!isAmount(total, limits) || total === 0)
    return refusal('claim.bad-amount', { field: 'total', figures: { total } })
  let charged = 0
  for (const [index, line] of lines.entries()) {
    const refused = refuseLine(line, `lines.${index}`, limits)
    if (refused) return refused
    charged += line.amount
  }
  if (charged === total) return undefined
  return refusal('claim.total-does-not-add-up', { field: 'total', figures: { total, lines: charged } })
}

const isAmount = (amount: number, { largestClaim }: ClaimLimits): boolean =>
  Number.isSafeInteger(amount) && amount >= 0 && amount <= largestClaim

const refuseLine = (line: ChargedLine, field: string, limits: ClaimLimits): Refusal | undefined => {
  const { quantity, unitPrice, amount } = line
  if (!isQuantity(quantity))
    return refusal('claim.bad-quantity', { field: `${field}.quantity`, figures: { quantity } })
  if (!isUnitPrice(unitPrice))
    return refusal('claim.bad-price', { field: `${field}.unitPrice`, figures: { unitPrice } })
  if (!isAmount(amount, limits))
    return refusal('claim.bad-amount', { field: `${field}.amount`, figures: { amount } })
  const expected = charge(quantity, unitPrice)
  if (expected === amount) return undefined
  return refusal('claim.line-does-not-add-up', { field: `${field}.amount`, figures: { amount, expected } })
}

/**
 * A stay does not overlap one already settled. Leaving one hospital and entering another on the same day is a transfer,
 * not an overlap; the very same days are.
 */
export const refuseStay = (
  command: SettleClaim,
  { stays }: InsuredYear,
  { mostStays }: ClaimLimits,
): Refusal | undefined => {
  if (command.care !== 'inpatient') return undefined
  const { admittedOn: from, dischargedOn: to } = command
  const other = stays.find(
    (stay) => (stay.from < to && from < stay.to) || (stay.from === from && stay.to === to),
  )
  if (other) {
    return refusal('claim.overlapping-stay', {
      field: 'admittedOn',
      figures: { claimId: other.claimId, from: other.from, to: other.to },
    })
  }
  if (stays.length < mostStays) return undefined
  return refusal('claim.too-many-stays', { field: 'admittedOn', figures: { stays: stays.length } })
}

/** Every code is in the catalogue of the day of service. */
export const refuseUnlisted = (command: SettleClaim, on: Day, catalogue: Catalogue): Refusal | undefined => {
  const index = command.lines.findIndex(({ code }) => catalogue.find(code, on) === undefined)
  if (index < 0) return undefined
  return refusal('claim.not-in-catalogue', {
    field: `lines.${index}.code`,
    figures: { code: command.lines[index]?.code ?? '', on },
  })
}
