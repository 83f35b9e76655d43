import * as z from 'zod'
import { must } from '#shared/kernel/errors.ts'
import { schemes } from '#shared/kernel/scheme.ts'
import { million } from '#shared/money/millionths.ts'
import type { Adjudication, YearSoFar } from '../../../services/settlement/adjudication/rules/adjudicate.ts'
import { adjudicate } from '../../../services/settlement/adjudication/rules/adjudicate.ts'
import { continuedStay } from '../../../services/settlement/adjudication/rules/continued-stay.ts'
import type { CostParts } from '../../../services/settlement/adjudication/rules/split.ts'
import { segmentsIn, stepFaults } from '../../../services/settlement/adjudication/rules/step-faults.ts'
import { negativeAmounts, negativeChange } from '../../../services/settlement/claim/rules/reverse-claim.ts'
import { plusAmounts } from '../../../services/settlement/insured-year/rules/as-it-stands.ts'
import type { Amounts } from '../../../services/settlement/insured-year/rules/claim-events.ts'
import { amountNames } from '../../../services/settlement/insured-year/rules/claim-events.ts'
import type { Accumulators, Stay } from '../../../services/settlement/insured-year/rules/insured-year.ts'
import { accumulatorNames, addTo } from '../../../services/settlement/insured-year/rules/insured-year.ts'
import type { BenefitPlan } from '../../../services/settlement/plan/rules/plan.ts'
import type { PlanBook } from '../../../services/settlement/plan/rules/plan-book.ts'
import { planBook } from '../../../services/settlement/plan/rules/plan-book.ts'
import type { WorkedCase } from '../case-file.ts'
import { policyOf, refuseUnusedLayers } from '../policy-of-case.ts'
import type { Answers, Rule } from '../rule.ts'
import { readPart } from '../rule.ts'
import type { Unit } from '../unit.ts'
import { allInUnit, amountIn, inUnit } from '../unit.ts'
import { city, day } from './fields.ts'
import type { GivenClaim } from './given-claim.ts'
import { costGiven, factsGiven, givenClaim } from './given-claim.ts'
import { givenBefore, unsaid, yearAnswers, yearBefore } from './given-year.ts'

const given = (unit: Unit) =>
  z.strictObject({
    ...givenClaim(unit),
    scheme: z.enum(schemes).optional(),
    city: city.optional(),
    on: day.optional(),
    stay: z.int().min(1).optional(),
    before: givenBefore(unit).optional(),
    accountBalance: amountIn(unit).optional(),
    /** Claims of one year in their order; each takes what is said above for all and adds or replaces. */
    claims: z
      .array(
        z.union([
          z.strictObject({ reverses: z.int().min(1) }),
          z.strictObject({ resettles: z.int().min(1) }),
          z.strictObject({ ...givenClaim(unit), on: day.optional() }),
        ]),
      )
      .min(1)
      .optional(),
  })
type CaseInput = z.output<ReturnType<typeof given>>
type Claim = GivenClaim & { readonly on?: string | undefined }

/** What inline plans need not be told: they hold for one scheme, everywhere and at any time. */
const inlineMoment = { scheme: 'resident', city: '340100', on: '2025-06-30' } as const

type Running = {
  counted: Accumulators
  account: number
  stays: readonly Stay[]
  readonly outcomes: Outcome[]
}
export type Outcome = {
  /** A reversal, or a claim that has one, cannot be reversed. */
  final: boolean
  readonly result: Adjudication
  /** What it was judged by; a reversal was not. */
  readonly plan?: BenefitPlan
  /** Judges it anew against what the year counts before it, as a correction does; its changes since are in `result`. */
  readonly judge?: (before: YearSoFar) => Adjudication
  stands?: Pick<Adjudication, 'amounts' | 'change'>
  readonly classes: ReadonlyMap<string, CostParts>
  readonly accountLeft: number
}

/** Adjudicates one claim, or the claims of one year one after the other. */
export const settlement: Rule = (worked) => {
  const { said, year } = carryOut(worked)
  const ended = {
    year: yearAnswers(year.counted, worked.unit),
    accountLeft: inUnit(year.account, worked.unit),
  }
  const answers = year.outcomes.map((outcome) => answersOf(outcome, worked.unit))
  if (said.claims === undefined) return { ...answers[0], ...ended }
  return { claims: answers, together: together(year.outcomes, worked.unit), ...ended }
}

/** The outcomes of a case's claims and reversals, in their order. */
export const outcomesOf = (worked: WorkedCase): readonly Outcome[] => carryOut(worked).year.outcomes

const carryOut = (worked: WorkedCase): { readonly said: CaseInput; readonly year: Running } => {
  const said = readPart('given', worked.given, given(worked.unit))
  refuseUnusedLayers(worked)
  const moment = momentOf(said, worked.plan !== undefined)
  const book = planBook(policyOf(worked, moment.scheme))
  const year: Running = {
    counted: yearBefore(said.before, said.stay),
    account: said.accountBalance ?? 0,
    stays: [],
    outcomes: [],
  }
  const { claims, scheme: _s, city: _c, stay: _n, before: _b, accountBalance: _a, ...common } = said
  for (const claim of claims ?? [{}]) {
    if ('reverses' in claim) reverse(year, claim.reverses)
    else if ('resettles' in claim) resettle(year, claim.resettles)
    else settle(year, { ...common, ...claim }, said, moment, book)
  }
  return { said, year }
}

type Moment = {
  readonly scheme: (typeof schemes)[number]
  readonly city: string
  readonly on?: string | undefined
}

const momentOf = ({ scheme, city, on }: CaseInput, inline: boolean): Moment => {
  if (inline)
    return {
      scheme: scheme ?? inlineMoment.scheme,
      city: city ?? inlineMoment.city,
      on: on ?? inlineMoment.on,
    }
  must(
    scheme !== undefined && city !== undefined,
    'cases.malformed',
    'a case on a `policy` says `scheme` and `city`',
  )
  return { scheme, city, on }
}

const settle = (year: Running, claim: Claim, said: CaseInput, moment: Moment, book: PlanBook): void => {
  const { on = moment.on, ...cost } = claim
  must(on !== undefined, 'cases.malformed', 'a claim on a `policy` says on which day, `on`')
  const care = cost.care ?? 'inpatient'
  const { parts, classes } = costGiven(cost)
  const useAccount = cost.useAccount ?? said.accountBalance !== undefined
  const facts = { ...unsaid(book, on), ...factsGiven(cost) }
  const plan = book.planOn(moment.scheme, care, moment.city, on, facts.purpose)
  const stay = { from: cost.admittedOn ?? on, to: on, institution: cost.institution ?? '' }
  const { diagnosis } = cost
  const continues = continuedStay(plan.basic.oneStay, year.stays, { ...stay, on: stay.from, diagnosis })
  const judged = { care, facts, parts, classes, useAccount, continues }
  const judge = (before: YearSoFar): Adjudication => adjudicate(judged, before, plan)
  const result = judge(year)
  const faults = stepFaults(result.steps, result.amounts)
  must(faults.length === 0, 'cases.unexplained', `the explanation does not add up: ${faults.join(', ')}`)
  year.counted = addTo(year.counted, result.change)
  year.account -= result.amounts.account
  const { deductible } = result.amounts
  const known = { ...stay, deductible, ...(diagnosis === undefined ? {} : { diagnosis }) }
  year.stays = [...year.stays, { claimId: `${year.outcomes.length + 1}`, ...known }]
  year.outcomes.push({
    final: false,
    result,
    stands: result,
    plan,
    judge,
    classes,
    accountLeft: year.account,
  })
}

const reverse = (year: Running, number: number): void => {
  const reversed = year.outcomes[number - 1]
  must(reversed !== undefined, 'cases.malformed', `there is no claim ${number} before its reversal`)
  must(!reversed.final, 'cases.malformed', `claim ${number} is a reversal or was reversed before`)
  reversed.final = true
  const stood = reversed.stands ?? reversed.result
  const amounts = negativeAmounts(stood.amounts)
  const change = negativeChange(stood.change)
  delete reversed.stands
  year.counted = addTo(year.counted, change)
  year.account -= amounts.account
  year.stays = year.stays.filter(({ claimId }) => claimId !== `${number}`)
  const result = { amounts, change, steps: [], basicByClass: new Map() }
  year.outcomes.push({ final: true, result, classes: new Map(), accountLeft: year.account })
}

/**
 * Judges a claim again by what the year counts without it and those after it: a reversal before it set something free. The
 * difference is an entry of its own. The account is asked for no more than it paid.
 */
const resettle = (year: Running, number: number): void => {
  const claim = year.outcomes[number - 1]
  const { judge, stands } = claim ?? {}
  must(
    judge !== undefined && stands !== undefined,
    'cases.malformed',
    `claim ${number} is no claim that stands`,
  )
  const since = year.outcomes.slice(number - 1).flatMap((each) => each.stands ?? [])
  const before = since.reduce((counted, { change }) => addTo(counted, negativeChange(change)), year.counted)
  const next = judge({ counted: before, account: stands.amounts.account })
  const amounts = plusAmounts(next.amounts, negativeAmounts(stands.amounts))
  const change = addTo(next.change, negativeChange(stands.change))
  year.counted = addTo(year.counted, change)
  year.account -= amounts.account
  if (claim) claim.stands = next
  const result = { amounts, change, steps: [], basicByClass: new Map() }
  year.outcomes.push({ final: true, result, classes: new Map(), accountLeft: year.account })
}

const answersOf = ({ result, classes, accountLeft }: Outcome, unit: Unit): Answers => {
  const { amounts, change, steps } = result
  const bases = accumulatorNames.filter((name) => name.endsWith('Base'))
  const rates = new Set(
    segmentsIn(steps.find(({ step }) => step === 'share')?.in ?? []).map(({ rate }) => rate),
  )
  const [rate] = rates
  return {
    ...allInUnit(amounts, unit),
    ...Object.fromEntries(bases.map((name) => [name, inUnit(change[name] ?? 0, unit)])),
    ratio: rates.size === 1 && rate !== undefined ? rate / million : null,
    classes: classAnswers(result, classes, unit),
    accountLeft: inUnit(accountLeft, unit),
  }
}

/** Per item class, by the rates alone: what floor or ceiling change is the claim's, not a class's. */
const classAnswers = (
  { basicByClass }: Adjudication,
  classes: ReadonlyMap<string, CostParts>,
  unit: Unit,
): Answers =>
  Object.fromEntries(
    [...classes].map(([name, parts]) => {
      const { deductible, basic } = basicByClass.get(name) ?? { deductible: 0, basic: 0 }
      const coinsurance = parts.inScope - deductible - basic
      return [
        name,
        allInUnit({ ...parts, deductible, basic, coinsurance, patient: parts.total - basic }, unit),
      ]
    }),
  )

const together = (outcomes: readonly Outcome[], unit: Unit): Answers => {
  const sumOf = (name: keyof Amounts): number =>
    outcomes.reduce((total, { result }) => total + result.amounts[name], 0)
  return Object.fromEntries(amountNames.map((name) => [name, inUnit(sumOf(name), unit)]))
}
