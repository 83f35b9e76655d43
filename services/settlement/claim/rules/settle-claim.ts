import type { Day } from '#shared/calendar/day.ts'
import { daysBetween } from '#shared/calendar/day.ts'
import type { Decision, Refusal } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { must, TongchouError } from '#shared/kernel/errors.ts'
import { adjudicate } from '../../adjudication/rules/adjudicate.ts'
import type { ContinuedStay } from '../../adjudication/rules/continued-stay.ts'
import { continuedStay } from '../../adjudication/rules/continued-stay.ts'
import { splitCharges } from '../../adjudication/rules/split.ts'
import type { Institution } from '../../institution/rules/institution.ts'
import type { Breach } from '../../insured-year/rules/breach.ts'
import type { Purpose } from '../../insured-year/rules/care.ts'
import type {
  Circumstances,
  ClaimSettled,
  LineParts,
  SplitLine,
  StayDays,
} from '../../insured-year/rules/claim-events.ts'
import type { FamilyPurse } from '../../insured-year/rules/family.ts'
import type { InsuredYear, Spell, Stay } from '../../insured-year/rules/insured-year.ts'
import { spellOn } from '../../insured-year/rules/insured-year.ts'
import { countedWithJoined } from '../../insured-year/rules/joined-years.ts'
import { staysIn, yearBesideOf } from '../../insured-year/rules/year-beside.ts'
import type { Facts } from '../../plan/rules/condition.ts'
import type { BenefitPlan } from '../../plan/rules/plan.ts'
import { refusal } from '../../refusals.ts'
import { circumstancesOf, factsOf, isOfDisease, purposeOf, registeredPurpose } from './circumstances.ts'
import {
  refuseDates,
  refuseInstitution,
  refuseLines,
  refusePurpose,
  refuseStay,
  refuseUnentitledStay,
  refuseUnregistered,
  refuseYearOfStay,
  servedOnField,
} from './claim-checks.ts'
import type { LineJudgement } from './claim-lines.ts'
import { judgeLines } from './claim-lines.ts'
import type { ChargedLine, SettleClaim, SettlementBasis } from './command.ts'
import { servedOn } from './command.ts'

/** Years of the person beside the one that the claim belongs to. */
export type OtherYears = {
  /**
   * Those before and after, where the claim may touch them. Their stays are looked at for overlaps and transfers. A stay
   * that began in the year before needs that year's entitlement.
   */
  readonly neighbours?: readonly InsuredYear[]
  /** All before it from the first that counts for what years without claims earn; absent where they were not read. */
  readonly earlier?: readonly InsuredYear[] | undefined
  /** Accounts that family lets the person use, as they stand; none where they were not read. */
  readonly family?: readonly FamilyPurse[] | undefined
}

/** Whether a claim could not be judged only because years without claims were not counted: they are read then. */
export const needsEarlierYears = (error: unknown): boolean =>
  error instanceof TongchouError &&
  error.code === 'plan.fact-missing' &&
  error.details.fact === 'claimFreeYears'

/**
 * Settles a claim against the person's year, or says why not with a code of the table of refusals.
 * @throws TongchouError `policy.missing`, `plan.no-row`, `plan.fact-missing` when the policy does not cover the claim, or
 * the plan asks for years that were not read (`needsEarlierYears`)
 */
export const decide = (
  command: SettleClaim,
  state: InsuredYear,
  basis: SettlementBasis,
  { neighbours = [], earlier, family = [] }: OtherYears = {},
): Decision<ClaimSettled> => {
  const on = servedOn(command)
  const early =
    refuseDates(command, on, state) ??
    refuseInstitution(command.institution, on) ??
    refusePurpose(command, state)
  if (early) return refuseWith(early)
  const { institution } = command
  must(institution !== undefined, 'claim.unchecked', 'the institution was not checked')
  const spell = spellOn(state, on)
  if (!spell)
    return refuseWith(refusal('person.not-entitled', { field: servedOnField(command), figures: { on } }))
  const planFor = (purpose: Purpose) =>
    basis.plans.planOn(spell.scheme, command.care, spell.city, on, purpose)
  const said = purposeOf(command, institution)
  const known = isOfDisease(said) ? registeredPurpose(said, command, state.registered, on) : said
  const unregistered = known === undefined ? refuseUnregistered(command, on) : undefined
  const sentAs = known ?? said
  const asSent = planFor(sentAs)
  const asGeneral = unregistered !== undefined && asSent.basic.unregisteredDisease === 'general'
  const purpose = asGeneral ? 'general' : sentAs
  const plan = asGeneral ? planFor(purpose) : asSent
  const limits = basis.plans.limitsOn(on)
  const years = [state, ...neighbours]
  const stays = otherStays(command, state, neighbours)
  const refused =
    (asGeneral ? undefined : unregistered) ??
    refuseYearOfStay(command, plan) ??
    refuseUnentitledStay(command, on, years, plan) ??
    refuseLines(command, limits) ??
    refuseStay(command, state, stays, limits)
  if (refused) return refuseWith(refused)
  const circumstances = circumstancesOf(command, institution, spell, purpose, state.registered)
  const facts = factsOf(circumstances, { state, spell, earlier }, on, basis.plans)
  const lines = judgeLines(command.lines, on, basis.catalogue, {
    unlistedLine: plan.basic.unlistedLine,
    visit: {
      level: institution.level,
      sex: state.sex,
      age: facts.age,
      diagnosis: command.diagnosis?.toUpperCase(),
    },
  })
  if ('code' in lines) return refuseWith(lines)
  return accept(
    settled(command, { state, stays, spell, plan, institution, circumstances, facts, lines, family }, basis),
  )
}

/** The stays that a stay may touch, itself left out, which is listed when it is judged again; none for a visit. */
const otherStays = (
  { care, claimId }: SettleClaim,
  state: InsuredYear,
  neighbours: readonly InsuredYear[],
): readonly Stay[] =>
  care === 'inpatient' ? staysIn(state, neighbours).filter((stay) => stay.claimId !== claimId) : []

const refuseWith = (value: Refusal): Decision<never> => ({ status: 'refused', refusal: value })

/** All that was found out about a claim before it is adjudicated. */
type SettlementFacts = {
  readonly state: InsuredYear
  /** Other stays that it may touch. */
  readonly stays: readonly Stay[]
  readonly spell: Spell
  readonly plan: BenefitPlan
  readonly institution: Institution
  readonly circumstances: Circumstances
  readonly facts: Facts
  readonly lines: LineJudgement
  readonly family: readonly FamilyPurse[]
}

const settled = (
  command: SettleClaim,
  checked: SettlementFacts,
  { plans }: SettlementBasis,
): ClaimSettled => {
  const { state, stays, spell, plan, institution, circumstances, facts, lines, family } = checked
  const continues = continuedBy(command, checked)
  const split = splitCharges(command.lines, (_, index) => lines.entries[index], institution.level)
  const claim = {
    care: command.care,
    facts,
    parts: split.parts,
    classes: split.classes,
    useAccount: command.useAccount,
    continues,
  }
  const year = { counted: countedWithJoined(state, spell.scheme), account: state.account, family }
  const { amounts, change, steps } = adjudicate(claim, year, plan)
  return {
    kind: 'claim-settled',
    claimId: command.claimId,
    msgid: command.msgid,
    fingerprint: command.fingerprint,
    personId: state.personId,
    year: state.year,
    scheme: spell.scheme,
    city: spell.city,
    ...(institution.city === spell.city ? {} : { at: institution.city }),
    care: command.care,
    institution: institution.code,
    servedOn: servedOn(command),
    settledOn: command.today,
    ...(command.care === 'inpatient' ? { stay: daysOfStay(command, state, continues) } : {}),
    amounts,
    change,
    circumstances: { ...circumstances, ...sinceStay(command, stays) },
    lines: split.lines.map((parts, index) =>
      chargedAs(parts, command.lines[index], lines.breaches.get(index)),
    ),
    steps,
    policyVersion: plans.policyVersion,
  }
}

/** The category of a disease: what its ICD-10 code begins with. */
const categoryOf = (diagnosis: string): string => diagnosis.slice(0, 3)
/** A stay longer ago than this has nothing to do with an admission. */
const longestAgo = 90

/** How long after the person's last stay of the same disease they were admitted; claims that come later are not waited for. */
const sinceStay = (command: SettleClaim, stays: readonly Stay[]): Pick<Circumstances, 'sinceStay'> => {
  if (command.care !== 'inpatient' || command.diagnosis === undefined) return {}
  const { admittedOn, diagnosis } = command
  const days = stays.flatMap(({ to, diagnosis: other = '' }) =>
    to <= admittedOn && categoryOf(other) === categoryOf(diagnosis) ? [daysBetween(to, admittedOn)] : [],
  )
  const least = Math.min(...days)
  return least > longestAgo ? {} : { sinceStay: least }
}

/** The stay that this one counts as one with, by the plan's rules: a transfer, or a readmission. */
const continuedBy = (command: SettleClaim, { stays, plan, institution }: SettlementFacts) => {
  const { oneStay } = plan.basic
  if (command.care !== 'inpatient' || oneStay.length === 0) return undefined
  const { admittedOn: on, diagnosis } = command
  return continuedStay(oneStay, stays, { on, institution: institution.code, diagnosis })
}

/**
 * The days of a stay. One that continues a stay of another year, or is itself across the year's end, says what was
 * taken before it. Whoever continues it reads only a year that does not list them all.
 */
export const daysOfStay = (
  { admittedOn: from, dischargedOn: to }: { readonly admittedOn: Day; readonly dischargedOn: Day },
  { year, stays }: Pick<InsuredYear, 'year' | 'stays'>,
  continues: ContinuedStay | undefined,
): StayDays => {
  const days = { from, to }
  if (!continues) return days
  const isListed = stays.some(({ claimId }) => claimId === continues.claimId)
  return isListed && yearBesideOf(year, days) === undefined ? days : { ...days, before: continues.taken }
}

const chargedAs = (
  parts: LineParts,
  charged: ChargedLine | undefined,
  breach: Breach | undefined,
): SplitLine => {
  must(charged !== undefined, 'claim.unchecked', 'a line was split that was not charged')
  const { quantity, unitPrice, days } = charged
  const line = { ...parts, quantity, unitPrice }
  if (breach === undefined && days === undefined) return line
  return { ...line, ...(days === undefined ? {} : { days }), ...(breach === undefined ? {} : { breach }) }
}
