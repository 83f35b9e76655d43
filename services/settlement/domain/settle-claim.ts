import type { Day } from '#shared/calendar/day.ts'
import { ageOn } from '#shared/calendar/day.ts'
import type { Decision, Refusal } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { isCity } from '#shared/kernel/divisions.ts'
import { must } from '#shared/kernel/errors.ts'
import type { Fen } from '#shared/money/fen.ts'
import { adjudicate } from './adjudication/adjudicate.ts'
import { splitCharges } from './adjudication/split.ts'
import type { Catalogue } from './catalogue.ts'
import {
  refuseDates,
  refuseInstitution,
  refuseLines,
  refuseStay,
  refuseUnentitledStay,
  refuseUnlisted,
  servedOnField,
} from './claim-checks.ts'
import type { ClaimSettled } from './claim-events.ts'
import type { Institution } from './institution.ts'
import type { InsuredYear, Spell } from './insured-year.ts'
import { countedIn, spellOn } from './insured-year.ts'
import type { Facts } from './plan/condition.ts'
import type { BenefitPlan } from './plan/plan.ts'
import type { PlanBook } from './plan/plan-book.ts'
import { refusal } from './refusals.ts'

/** A line as the institution charges it. */
export type ChargedLine = {
  readonly code: string
  readonly name?: string
  /** Decimal text, up to four decimals. */
  readonly quantity: string
  /** Decimal text in yuan, up to six decimals. */
  readonly unitPrice: string
  readonly amount: Fen
}

type AnyClaim = {
  readonly claimId: string
  readonly msgid: string
  /** Digest of what the sender sent, made at the edge. */
  readonly fingerprint: string
  readonly personId: string
  /** As looked up; undefined when no such institution is known. */
  readonly institution: Institution | undefined
  readonly lines: readonly ChargedLine[]
  readonly total: Fen
  /** Whether the personal account shall pay what is left to the patient, as far as the plan lets it. */
  readonly useAccount: boolean
  /** What was filed for treatment away from the paying city; unfiled when absent. */
  readonly filing?: 'filed' | 'emergency' | 'unfiled'
  readonly referred?: boolean
  /** What the visit is for, where plans tell it apart; general when absent. */
  readonly purpose?: 'general' | 'chronic' | 'emergency' | 'delivery'
  /** The day it is in China, from the caller's clock. */
  readonly today: Day
}

/** The command: settle a claim. */
export type SettleClaim =
  | (AnyClaim & { readonly care: 'outpatient'; readonly serviceOn: Day })
  | (AnyClaim & { readonly care: 'inpatient'; readonly admittedOn: Day; readonly dischargedOn: Day })

/** What claims are judged by: the plans of the policy and the catalogue, both in memory. */
export type SettlementBasis = { readonly plans: PlanBook; readonly catalogue: Catalogue }

/** The day that decides a claim's year, month, policy and catalogue: service, or discharge. */
export const servedOn = (command: SettleClaim): Day =>
  command.care === 'inpatient' ? command.dischargedOn : command.serviceOn

/**
 * Settles a claim against the person's year, or says why not with a code of the table of refusals.
 * @throws TongchouError `policy.missing`, `plan.no-row`, `plan.fact-missing` when the policy does not cover the claim
 */
export const decide = (
  command: SettleClaim,
  state: InsuredYear,
  basis: SettlementBasis,
): Decision<ClaimSettled> => {
  const on = servedOn(command)
  const early = refuseDates(command, on, state) ?? refuseInstitution(command.institution, on)
  if (early) return no(early)
  const limits = basis.plans.limitsOn(on)
  const spell = spellOn(state, on)
  if (!spell) return no(refusal('person.not-entitled', { field: servedOnField(command), figures: { on } }))
  const plan = basis.plans.planOn(spell.scheme, command.care, spell.city, on)
  const refused =
    refuseUnentitledStay(command, state, plan) ??
    refuseLines(command, limits) ??
    refuseStay(command, state, limits) ??
    refuseUnlisted(command, on, basis.catalogue)
  if (refused) return no(refused)
  return accept(settled(command, state, basis, spell, plan))
}

const no = (value: Refusal): Decision<never> => ({ status: 'refused', refusal: value })

const settled = (
  command: SettleClaim,
  state: InsuredYear,
  { plans, catalogue }: SettlementBasis,
  spell: Spell,
  plan: BenefitPlan,
): ClaimSettled => {
  const { institution } = command
  must(institution !== undefined, 'claim.unchecked', 'the institution was not checked')
  const on = servedOn(command)
  const split = splitCharges(command.lines, (code) => catalogue.find(code, on), institution.level)
  const claim = {
    care: command.care,
    facts: factsOf(command, state, institution, spell),
    parts: split.parts,
    classes: split.classes,
    useAccount: command.useAccount,
  }
  const year = { counted: countedIn(state, spell.scheme), account: state.account }
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
    care: command.care,
    institution: institution.code,
    servedOn: on,
    settledOn: command.today,
    ...(command.care === 'inpatient' ? { stay: { from: command.admittedOn, to: command.dischargedOn } } : {}),
    amounts,
    change,
    lines: split.lines,
    steps,
    policyVersion: plans.policyVersion,
  }
}

const factsOf = (command: SettleClaim, state: InsuredYear, institution: Institution, spell: Spell): Facts => {
  const local = institution.city === spell.city
  const elsewhere = isCity(institution.city) ? 'inProvince' : 'outOfProvince'
  return {
    level: institution.level,
    provincial: institution.provincial ?? false,
    employment: spell.employment,
    aid: spell.aid,
    ...(state.sex === null ? {} : { sex: state.sex }),
    ...(state.birthOn === null ? {} : { age: ageOn(state.birthOn, servedOn(command)) }),
    place: local ? 'local' : elsewhere,
    filing: local ? 'none' : (command.filing ?? 'unfiled'),
    referred: command.referred ?? false,
    purpose: command.purpose ?? 'general',
  }
}
