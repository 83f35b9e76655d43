import type { Day } from '#shared/calendar/day.ts'
import { addDays, firstDayOfYear, isDay, yearOf } from '#shared/calendar/day.ts'
import type { Refusal } from '#shared/kernel/decision.ts'
import { charge, isQuantity, isUnitPrice } from '#shared/money/charge.ts'
import { formatYuan } from '#shared/money/fen.ts'
import type { Institution } from '../../institution/rules/institution.ts'
import { agreementOn, covers, isPharmacy } from '../../institution/rules/institution.ts'
import type { InsuredYear, Spell, Stay } from '../../insured-year/rules/insured-year.ts'
import type { BenefitPlan } from '../../plan/rules/plan.ts'
import type { ClaimLimits } from '../../plan/rules/plan-book.ts'
import { refusal } from '../../refusals.ts'
import { isOfDisease, purposeOf } from './circumstances.ts'
import type { ChargedLine, SettleClaim } from './command.ts'

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
  const { code } = institution
  const agreement = agreementOn(institution, on)
  if (!agreement || !covers(agreement, on)) {
    return refusal('institution.not-designated', { field, figures: { institution: code, on } })
  }
  const suspended = agreement.suspended?.some((period) => covers(period, on)) ?? false
  return suspended
    ? refusal('institution.suspended', { field, figures: { institution: code, on } })
    : undefined
}

/** What a claim is for fits the care, the institution and the patient: nobody stays in a pharmacy, no man is delivered. */
export const refusePurpose = (command: SettleClaim, { sex }: InsuredYear): Refusal | undefined => {
  const { care, institution, delivery } = command
  const purpose = purposeOf(command, institution)
  const sells = institution !== undefined && isPharmacy(institution)
  const fits =
    (purpose === 'delivery' || delivery === undefined) &&
    !(purpose === 'delivery' && sex === 'male') &&
    !(care === 'inpatient' && (sells || isOfDisease(purpose) || purpose === 'pharmacy')) &&
    (sells ? purpose === 'pharmacy' || isOfDisease(purpose) : purpose !== 'pharmacy')
  return fits ? undefined : refusal('claim.bad-purpose', { field: 'purpose', figures: { purpose } })
}

/** The disease a claim says it treats is not registered on the day of service. */
export const refuseUnregistered = ({ disease = '' }: SettleClaim, on: Day): Refusal =>
  refusal('claim.disease-not-registered', { field: 'disease', figures: { disease, on } })

/** Where the plan has each year pay its own days, a stay across the year's end comes as two claims. */
export const refuseYearOfStay = (command: SettleClaim, plan: BenefitPlan): Refusal | undefined => {
  if (plan.basic.yearOfStay !== 'split' || command.care !== 'inpatient') return undefined
  const { admittedOn, dischargedOn } = command
  if (yearOf(admittedOn) === yearOf(dischargedOn)) return undefined
  return refusal('claim.spans-years', { field: 'admittedOn', figures: { admittedOn, dischargedOn } })
}

/**
 * A stay needs the entitlement the plan says. It is looked at on the day that decides its year only, on that of
 * admission too, or on every day between. Of a stay that began in the year before, that year's days are asked for where
 * enrolment told of it.
 * @param years the person's years: first the one the claim belongs to, then its neighbours
 */
export const refuseUnentitledStay = (
  command: SettleClaim,
  on: Day,
  years: readonly InsuredYear[],
  plan: BenefitPlan,
): Refusal | undefined => {
  if (command.care !== 'inpatient' || plan.basic.entitledOn === 'discharge') return undefined
  const known = years.filter(({ year, entitlementVersion }) => year === yearOf(on) || entitlementVersion > 0)
  const begin = firstDayOfYear(Math.min(...known.map(({ year }) => year)))
  const from = command.admittedOn < begin ? begin : command.admittedOn
  const to = plan.basic.entitledOn === 'everyDay' ? on : from
  const gap = firstUncovered(
    known.flatMap(({ spells }) => spells),
    from,
    to,
  )
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

/** Lines are there, not too many, and each is well formed, within limits and adds up. */
export const refuseEachLine = (lines: readonly ChargedLine[], limits: ClaimLimits): Refusal | undefined => {
  if (lines.length === 0) return refusal('claim.empty', { field: 'lines' })
  if (lines.length > limits.mostLines) {
    return refusal('claim.too-many-lines', {
      field: 'lines',
      figures: { lines: lines.length, most: limits.mostLines },
    })
  }
  for (const [index, line] of lines.entries()) {
    const refused = refuseLine(line, `lines.${index}`, limits)
    if (refused) return refused
  }
  return undefined
}

/** Lines add up: each by itself and all together. */
export const refuseLines = (
  { lines, total }: Pick<SettleClaim, 'lines' | 'total'>,
  limits: ClaimLimits,
): Refusal | undefined => {
  const refused = refuseEachLine(lines, limits)
  if (refused) return refused
  if (!isAmount(total, limits) || total === 0)
    return refusal('claim.bad-amount', { field: 'total', figures: { total } })
  const charged = lines.reduce((sum, { amount }) => sum + amount, 0)
  if (charged === total) return undefined
  return refusal('claim.total-does-not-add-up', { field: 'total', figures: { total, lines: charged } })
}

const isAmount = (amount: number, { largestClaim }: ClaimLimits): boolean =>
  Number.isSafeInteger(amount) && amount >= 0 && amount <= largestClaim

const refuseLine = (line: ChargedLine, field: string, limits: ClaimLimits): Refusal | undefined => {
  const { quantity, unitPrice, amount } = line
  const negative = amount < 0 ? 'amount' : quantity.startsWith('-') ? 'quantity' : undefined
  if (negative !== undefined)
    return refusal('fee.negative', { field: `${field}.${negative}`, figures: { quantity, amount } })
  if (!isQuantity(quantity))
    return refusal('claim.bad-quantity', { field: `${field}.quantity`, figures: { quantity } })
  if (!isUnitPrice(unitPrice))
    return refusal('claim.bad-price', { field: `${field}.unitPrice`, figures: { unitPrice } })
  if (!isAmount(amount, limits))
    return refusal('claim.bad-amount', { field: `${field}.amount`, figures: { amount } })
  const expected = charge(quantity, unitPrice)
  if (Math.abs(expected - amount) <= limits.lineTolerance) return undefined
  return refusal('claim.line-does-not-add-up', {
    field: `${field}.amount`,
    figures: { amount, expected, charged: formatYuan(amount), due: formatYuan(expected) },
  })
}

/** Leaving one hospital and entering another on the same day is a transfer, not an overlap; the very same days are. */
export const overlaps = (stay: Pick<Stay, 'from' | 'to'>, { from, to }: Pick<Stay, 'from' | 'to'>): boolean =>
  (stay.from < to && from < stay.to) || (stay.from === from && stay.to === to)

/**
 * A stay does not overlap one already settled, in whatever hospital and on whichever side of the year's end.
 * @param others all stays settled that it may touch, itself left out
 */
export const refuseStay = (
  command: SettleClaim,
  { stays: { length: stays } }: InsuredYear,
  others: readonly Stay[],
  { mostStays }: ClaimLimits,
): Refusal | undefined => {
  if (command.care !== 'inpatient') return undefined
  const { admittedOn: from, dischargedOn: to } = command
  const other = others.find((stay) => overlaps(stay, { from, to }))
  if (other) {
    return refusal('claim.overlapping-stay', {
      field: 'admittedOn',
      figures: { claimId: other.claimId, from: other.from, to: other.to },
    })
  }
  if (stays < mostStays) return undefined
  return refusal('claim.too-many-stays', { field: 'admittedOn', figures: { stays } })
}
