import type { Day, FundYear } from '#shared/calendar/day.ts'
import { firstDayOfYear, lastDayOfYear } from '#shared/calendar/day.ts'
import type { Scheme } from '#shared/kernel/scheme.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { changeDaysOf } from '#shared/policy/policy.ts'
import type { Adjudication } from '../../adjudication/rules/adjudicate.ts'
import { adjudicate } from '../../adjudication/rules/adjudicate.ts'
import type { ContinuedStay } from '../../adjudication/rules/continued-stay.ts'
import { continuedStay } from '../../adjudication/rules/continued-stay.ts'
import type { CostParts } from '../../adjudication/rules/split.ts'
import { daysOfStay } from '../../claim/rules/settle-claim.ts'
import type { Care, Purpose } from '../../insured-year/rules/care.ts'
import type { AccumulatorName, Stay } from '../../insured-year/rules/insured-year.ts'
import type { Facts } from '../../plan/rules/condition.ts'
import type { BenefitPlan } from '../../plan/rules/plan.ts'
import type { PlanBook } from '../../plan/rules/plan-book.ts'
import { planBook } from '../../plan/rules/plan-book.ts'
import { isGap } from '../../pricing/rules/gap.ts'
import type { ClaimColumns, CodeColumn } from './columns.ts'
import { dayNumber, daysByNumber } from './columns.ts'
import type { Pricing } from './world-columns.ts'

/** Plans by which a year is judged, and the days of it from which they may be others. */
export type JudgedBy = { readonly plans: PlanBook; readonly changesOn: readonly Day[] }

/** A policy as what a year is judged by. */
export const judgedBy = (policy: Policy, year: FundYear): JudgedBy => {
  const [first, last] = [firstDayOfYear(year), lastDayOfYear(year)]
  const days = new Set([first])
  for (const [key, parameter] of policy.parameters) {
    if (!key.startsWith('settlement.')) continue
    for (const day of changeDaysOf(parameter)) if (first < day && day <= last) days.add(day)
  }
  return { plans: planBook(policy), changesOn: [...days].sort() }
}

/** How a year is judged: by which plans, at which prices, and which of its claims are left out. */
export type YearView = JudgedBy & {
  readonly priced?: Pricing | undefined
  /** What is not nil is left out. */
  readonly leaves?: Uint8Array | undefined
}

/** Why claims cannot be judged by the plans of one of the views: by which, and what they do not say. */
export type JudgingFault = {
  readonly plan: number
  readonly code: string
  readonly reason: string
  readonly field: string
}

type Counted = Partial<Record<AccumulatorName, number>>

/** What a person's year has come to by one of the plans. */
type YearBy = { resident: Counted; employee: Counted; purse: number; stays: Stay[] }

const noClasses: ReadonlyMap<string, CostParts> = new Map()

type WrittenClass = readonly [name: string, ...parts: number[]]

const classesIn = (text: string): ReadonlyMap<string, CostParts> => {
  if (text === '') return noClasses
  const written = JSON.parse(text) as readonly WrittenClass[]
  return new Map(
    written.map(([name, inScope = 0, fullySelfPaid = 0, overLimit = 0, firstSelfPaid = 0]) => {
      const total = inScope + fullySelfPaid + overLimit + firstSelfPaid
      return [name, { total, fullySelfPaid, overLimit, firstSelfPaid, inScope }]
    }),
  )
}

/** What the words of a column mean, read once. */
const meanings = <Meaning>(
  { codes }: ClaimColumns,
  name: CodeColumn,
  read: (word: string) => Meaning,
): ((row: number) => Meaning | undefined) => {
  const { codes: list, words } = codes[name]
  const meant = words.map((word) => (word === '' ? undefined : read(word)))
  return (row) => meant[list[row] ?? 0]
}

/** A reader of what plans may ask about the claim in a row. */
const factsIn = (columns: ClaimColumns): ((row: number) => Facts) => {
  const text = (name: CodeColumn) => meanings(columns, name, (word) => word)
  const count = (name: CodeColumn) => meanings(columns, name, Number)
  const yes = (name: CodeColumn) => meanings(columns, name, (word) => word === 'true')
  const [level, age, diseases] = [count('level'), count('age'), count('diseases')]
  const [continuousYears, missedYears] = [count('continuousYears'), count('missedYears')]
  const claimFreeYears = count('claimFreeYears')
  const [provincial, referred, civilServant] = [yes('provincial'), yes('referred'), yes('civilServant')]
  const contracted = yes('contracted')
  const [employment, aid, sex, place] = [text('employment'), text('aid'), text('sex'), text('place')]
  const [filing, purpose, disease, delivery] = [
    text('filing'),
    text('purpose'),
    text('disease'),
    text('delivery'),
  ]
  const earlierRuns = meanings(columns, 'earlierRuns', (word) => JSON.parse(word) as number[])
  return (row) =>
    ({
      level: level(row),
      provincial: provincial(row) ?? false,
      employment: employment(row),
      aid: aid(row),
      sex: sex(row),
      age: age(row),
      place: place(row),
      filing: filing(row),
      referred: referred(row) ?? false,
      purpose: purpose(row),
      disease: disease(row),
      diseases: diseases(row),
      delivery: delivery(row),
      continuousYears: continuousYears(row),
      earlierRuns: earlierRuns(row),
      missedYears: missedYears(row),
      claimFreeYears: claimFreeYears(row),
      civilServant: civilServant(row) ?? false,
      contracted: contracted(row) ?? false,
    }) as Facts
}

/** In which stretch of the year a row lies, between two days on which plans change. */
const stretchIn = ({ numbers }: ClaimColumns, changesOn: readonly Day[]): ((row: number) => number) => {
  const begins = changesOn.map(dayNumber)
  return (row) => {
    const on = numbers.servedOn[row] ?? 0
    let stretch = begins.length - 1
    while (stretch > 0 && on < (begins[stretch] ?? 0)) stretch -= 1
    return stretch
  }
}

/** The day of the year since which the plans hold by which a row is judged. */
export const sinceIn = (columns: ClaimColumns, { changesOn }: JudgedBy): ((row: number) => Day) => {
  const stretchOf = stretchIn(columns, changesOn)
  return (row) => changesOn[stretchOf(row)] ?? firstDayOfYear(columns.year)
}

/** The plan that a row is judged by: one for all days between two on which plans change, and so found quickly. */
const plansIn = (columns: ClaimColumns, { plans, changesOn }: JudgedBy): ((row: number) => BenefitPlan) => {
  const { scheme, city, care, purpose } = columns.codes
  const stretchOf = stretchIn(columns, changesOn)
  const known = new Map<number, BenefitPlan>()
  return (row) => {
    const stretch = stretchOf(row)
    const fund = (scheme.codes[row] ?? 0) * 256 + (city.codes[row] ?? 0)
    const kind = (care.codes[row] ?? 0) * 16 + (purpose.codes[row] ?? 0)
    const key = (stretch * 65_536 + fund) * 256 + kind
    const before = known.get(key)
    if (before) return before
    const word = ({ codes, words }: typeof scheme): string => words[codes[row] ?? 0] ?? ''
    const plan = plans.planOn(
      word(scheme) as Scheme,
      word(care) as Care,
      word(city),
      changesOn[stretch] ?? '',
      word(purpose) as Purpose,
    )
    known.set(key, plan)
    return plan
  }
}

const addChange = (counted: Counted, change: Counted): void => {
  for (const name in change) {
    const key = name as AccumulatorName
    counted[key] = (counted[key] ?? 0) + (change[key] ?? 0)
  }
}

/**
 * Judges the claims of an extract again, each person's in their order, by several plans side by side, by the same kernel that
 * settles claims. It writes nothing, and calls `see` with what each claim comes to by each of the views; nothing where a view
 * leaves it out.
 * @returns why the claims cannot be judged, and nothing when they were
 */
export const judgeColumns = (
  columns: ClaimColumns,
  views: readonly YearView[],
  see: (row: number, outcomes: readonly (Adjudication | undefined)[]) => void,
): JudgingFault | undefined => {
  const { numbers, codes, claims, year, textOf } = columns
  const dayOf = daysByNumber()
  const factsOf = factsIn(columns)
  const planOf = views.map((view) => plansIn(columns, view))
  const inpatient = codes.care.words.indexOf('inpatient')
  const employee = codes.scheme.words.indexOf('employee')
  const useAccount = meanings(columns, 'useAccount', () => true)
  const diagnosisOf = meanings(columns, 'diagnosis', (word) => word)
  const years: YearBy[] = views.map(() => ({ resident: {}, employee: {}, purse: 0, stays: [] }))
  const outcomes: (Adjudication | undefined)[] = []
  let beside: readonly Stay[] | undefined
  let person = -1
  let firstRow = 0
  let at = 0

  const begin = (row: number): void => {
    person = numbers.person[row] ?? 0
    firstRow = row
    beside = undefined
    for (const each of years) {
      each.resident = {}
      each.employee = {}
      each.purse = numbers.purse[row] ?? 0
      if (each.stays.length > 0) each.stays = []
    }
  }

  const staysBeside = (): readonly Stay[] => {
    if (beside === undefined) {
      const text = textOf('beside', firstRow)
      beside = text === '' ? [] : (JSON.parse(text) as Stay[])
    }
    return beside
  }

  const institutionOf = (row: number): string =>
    codes.institution.words[codes.institution.codes[row] ?? 0] ?? ''

  const continuesOf = (
    row: number,
    { basic }: BenefitPlan,
    stays: readonly Stay[],
  ): ContinuedStay | undefined => {
    if (basic.oneStay.length === 0) return undefined
    const others = [...staysBeside(), ...stays]
    if (others.length === 0) return undefined
    return continuedStay(basic.oneStay, others, {
      on: dayOf(numbers.admittedOn[row] ?? 0),
      institution: institutionOf(row),
      diagnosis: diagnosisOf(row),
    })
  }

  const listStay = (
    row: number,
    own: YearBy,
    deductible: number,
    continues: ContinuedStay | undefined,
  ): void => {
    const days = {
      admittedOn: dayOf(numbers.admittedOn[row] ?? 0),
      dischargedOn: dayOf(numbers.leftOn[row] ?? 0),
    }
    const diagnosis = diagnosisOf(row)
    own.stays.push({
      ...{ claimId: `row-${row}`, institution: institutionOf(row) },
      ...(diagnosis === undefined ? {} : { diagnosis }),
      ...(deductible === 0 ? {} : { deductible }),
      ...daysOfStay(days, { year, stays: own.stays }, continues),
    })
  }

  const judge = (row: number, facts: Facts, parts: CostParts): void => {
    const isStay = codes.care.codes[row] === inpatient
    const ofEmployee = codes.scheme.codes[row] === employee
    for (at = 0; at < views.length; at += 1) {
      const { leaves, priced } = views[at] as YearView
      if (leaves !== undefined && leaves[row] !== 0) {
        outcomes[at] = undefined
        continue
      }
      const plan = (planOf[at] as (row: number) => BenefitPlan)(row)
      const own = years[at] as YearBy
      const counted = ofEmployee ? own.employee : own.resident
      const isPriced = priced?.applies(row) ?? false
      const needsClasses = isPriced || plan.basic.byItemClass
      const charged = { parts, classes: needsClasses ? classesIn(textOf('classes', row)) : noClasses }
      const { parts: asked, classes } = priced && isPriced ? priced.charge(row, charged) : charged
      const continues = isStay ? continuesOf(row, plan, own.stays) : undefined
      const account = Math.max(0, Math.min(numbers.account[row] ?? 0, own.purse))
      const outcome = adjudicate(
        {
          care: isStay ? 'inpatient' : 'outpatient',
          facts,
          parts: asked,
          classes,
          useAccount: useAccount(row) ?? false,
          continues,
        },
        { counted, account },
        plan,
      )
      own.purse -= outcome.amounts.account
      addChange(counted, outcome.change)
      if (isStay) listStay(row, own, outcome.amounts.deductible, continues)
      outcomes[at] = outcome
    }
  }

  try {
    for (let row = 0; row < claims; row += 1) {
      if (numbers.person[row] !== person) begin(row)
      const [total, fullySelfPaid] = [numbers.total[row] ?? 0, numbers.fullySelfPaid[row] ?? 0]
      const [overLimit, firstSelfPaid] = [numbers.overLimit[row] ?? 0, numbers.firstSelfPaid[row] ?? 0]
      const inScope = total - fullySelfPaid - overLimit - firstSelfPaid
      judge(row, factsOf(row), { total, fullySelfPaid, overLimit, firstSelfPaid, inScope })
      see(row, outcomes)
    }
  } catch (error) {
    if (!isGap(error)) throw error
    const { figure, fact, key } = error.details
    return { plan: at, code: error.code, reason: error.message, field: String(figure ?? fact ?? key ?? '') }
  }
  return undefined
}
