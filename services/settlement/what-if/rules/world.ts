import type { FundYear, Month } from '#shared/calendar/day.ts'
import { yearOf } from '#shared/calendar/day.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Scheme } from '#shared/kernel/scheme.ts'
import { Exact } from '#shared/money/rate.ts'
import type { Care } from '../../insured-year/rules/care.ts'
import { refuse } from '../../refusals.ts'

/** Ages in years, both ends included; without an end, all from there on. */
export type Ages = { readonly from: number; readonly to?: number | undefined }

type OfFund = { readonly scheme?: Scheme | undefined; readonly city?: string | undefined }

/** So many times as many persons of an age; `factor` is a decimal. */
export type Heads = OfFund & { readonly ages: Ages; readonly factor: string }

/**
 * Of the persons of some ages a share is of other ages instead; how many there are in all stays. The extract has only who had
 * care. So how many are insured of either is told with it: `share × insured.from` persons are added to `insured.to`.
 */
export type Ageing = OfFund & {
  readonly from: Ages
  readonly to: Ages
  readonly share: string
  readonly insured: { readonly from: number; readonly to: number }
}

/** So many times as many cases of diagnoses (beginnings of ICD-10 codes) in some months of the year. */
export type Epidemic = {
  readonly diagnoses: readonly string[]
  readonly months: readonly Month[]
  readonly factor: string
}

/** So many times the price: of item classes, or of all that is claimed for a kind of care, or of all. */
export type Prices = {
  readonly care?: Care | undefined
  readonly itemClasses?: readonly string[] | undefined
  readonly factor: string
}

/** Another world that claims are judged in again: who there is, what they have, and what it costs. */
export type World = {
  readonly heads?: readonly Heads[] | undefined
  readonly ageing?: readonly Ageing[] | undefined
  readonly epidemic?: Epidemic | undefined
  readonly prices?: readonly Prices[] | undefined
}

const oldest = 1_000

const meets = <Word>(one: Word | undefined, other: Word | undefined): boolean =>
  one === undefined || other === undefined || one === other

const agesMeet = (one: Ages, other: Ages): boolean =>
  one.from <= (other.to ?? oldest) && other.from <= (one.to ?? oldest)

const sameFund = (one: OfFund, other: OfFund): boolean =>
  meets(one.scheme, other.scheme) && meets(one.city, other.city)

const nameOf = ({ from, to }: Ages): string => (to === undefined ? `${from}+` : `${from}-${to}`)

/** The first two of a list that meet. */
const firstMeeting = <Rule>(
  rules: readonly Rule[],
  meet: (one: Rule, other: Rule) => boolean,
): { readonly index: number; readonly rule: Rule } | undefined => {
  const index = rules.findIndex((rule, place) => rules.slice(0, place).some((other) => meet(rule, other)))
  const rule = rules[index]
  return rule === undefined ? undefined : { index, rule }
}

const judgeHeads = (heads: readonly Heads[]): Decision<never> | undefined => {
  const backwards = heads.findIndex(({ ages }) => (ages.to ?? oldest) < ages.from)
  if (backwards >= 0)
    return refuse('what-if.ages-backwards', {
      field: `world/heads/${backwards}/ages`,
      figures: { ages: nameOf(heads[backwards]?.ages ?? { from: 0 }) },
    })
  const twice = firstMeeting(heads, (one, other) => sameFund(one, other) && agesMeet(one.ages, other.ages))
  return (
    twice &&
    refuse('what-if.ages-twice', {
      field: `world/heads/${twice.index}/ages`,
      figures: { ages: nameOf(twice.rule.ages) },
    })
  )
}

const judgeAgeing = (ageing: readonly Ageing[]): Decision<never> | undefined => {
  for (const [index, { from, to }] of ageing.entries()) {
    for (const ages of [from, to])
      if ((ages.to ?? oldest) < ages.from)
        return refuse('what-if.ages-backwards', {
          field: `world/ageing/${index}`,
          figures: { ages: nameOf(ages) },
        })
    if (agesMeet(from, to))
      return refuse('what-if.ages-twice', {
        field: `world/ageing/${index}/to`,
        figures: { ages: nameOf(to) },
      })
  }
  const taken = ageing.map(({ share, from, ...of }) => ({ ...of, ages: from, share }))
  const above = taken.findIndex((one, index) => {
    const others = taken
      .slice(0, index)
      .filter((each) => sameFund(each, one) && agesMeet(each.ages, one.ages))
    return others.reduce((all, { share }) => all.plus(share), new Exact(one.share)).greaterThan(1)
  })
  return above < 0
    ? undefined
    : refuse('what-if.more-than-all', {
        field: `world/ageing/${above}/share`,
        figures: { ages: nameOf(taken[above]?.ages ?? { from: 0 }) },
      })
}

const judgeEpidemic = ({ months }: Epidemic, year: FundYear): Decision<never> | undefined => {
  const other = months.findIndex((month) => yearOf(month) !== year)
  return other < 0
    ? undefined
    : refuse('what-if.month-of-another-year', {
        field: `world/epidemic/months/${other}`,
        figures: { month: months[other] ?? '', year },
      })
}

const judgePrices = (prices: readonly Prices[]): Decision<never> | undefined => {
  const classesMeet = (one: Prices, other: Prices): boolean =>
    one.itemClasses === undefined ||
    other.itemClasses === undefined ||
    one.itemClasses.some((each) => other.itemClasses?.includes(each))
  const twice = firstMeeting(prices, (one, other) => meets(one.care, other.care) && classesMeet(one, other))
  return (
    twice &&
    refuse('what-if.priced-twice', {
      field: `world/prices/${twice.index}`,
      figures: { priced: twice.rule.itemClasses?.join(', ') ?? twice.rule.care ?? 'all' },
    })
  )
}

/**
 * Whether claims of a year can be judged in a world. Refused where it does not say one thing of everybody: ages that meet or run
 * backwards, more than all of an age moved to another, a month of another year, a price that is changed twice.
 */
export const judgeWorld = (
  { heads = [], ageing = [], epidemic, prices = [] }: World,
  year: FundYear,
): Decision<void> =>
  judgeHeads(heads) ??
  judgeAgeing(ageing) ??
  (epidemic && judgeEpidemic(epidemic, year)) ??
  judgePrices(prices) ??
  accept(undefined)

/** Whether a person is of ages; one whose age nobody tells is of none. */
export const isOfAges = (age: number | undefined, { from, to = oldest }: Ages): boolean =>
  age !== undefined && from <= age && age <= to

/** Decimals of a weight that ageing makes. */
const places = 6

const weightOf = ({ from, to, share, insured }: Ageing, age: number | undefined): Exact => {
  if (isOfAges(age, from)) return new Exact(1).minus(share)
  if (!isOfAges(age, to)) return new Exact(1)
  return new Exact(share).times(insured.from).div(insured.to).plus(1).toDecimalPlaces(places)
}

/** How often a person of a fund and an age counts in a world: a decimal, 1 where nothing is said of them. */
export const countOfPerson = (
  { heads = [], ageing = [] }: World,
  person: { readonly scheme: string; readonly city: string; readonly age: number | undefined },
): string => {
  const isOf = ({ scheme, city }: OfFund): boolean => meets(scheme, person.scheme) && meets(city, person.city)
  const more = heads.filter((each) => isOf(each) && isOfAges(person.age, each.ages))
  // What several rules take of the same ages is taken of what there was at first.
  const moved = ageing
    .filter(isOf)
    .reduce((all, each) => all.plus(weightOf(each, person.age)).minus(1), new Exact(1))
  return more.reduce((all, { factor }) => all.times(factor), moved).toFixed()
}
