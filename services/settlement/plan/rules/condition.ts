import * as z from 'zod'
import { employment } from '#shared/contracts/fields.ts'
import { TongchouError } from '#shared/kernel/errors.ts'
import { aidCategories } from '#shared/kernel/scheme.ts'
import { deliveries, filings, places, purposes } from '../../insured-year/rules/care.ts'

const count = z.int().min(0)

/** What a plan may tell claims apart by. A fact that is absent is unknown: a plan that asks for it fails, nothing is assumed. */
export const facts = z
  .strictObject({
    level: z.union([z.literal(1), z.literal(2), z.literal(3)]),
    /** Whether the hospital is the province's. */
    provincial: z.boolean(),
    employment,
    aid: z.enum(aidCategories),
    sex: z.enum(['male', 'female']),
    /** Full years on the day of service. */
    age: count.max(150),
    /** Which stay of the year this is, from 1; stays the plan counts as one have one number. */
    stay: z.int().min(1),
    /** Where the institution stands, seen from the paying city. */
    place: z.enum(places),
    /** What was filed for treatment elsewhere; none at home. */
    filing: z.enum(filings),
    referred: z.boolean(),
    purpose: z.enum(purposes),
    itemClass: z.string(),
    /** The registered chronic or special disease that is treated. */
    disease: z.string(),
    /** How many chronic or special diseases the person has registered on the day of service. */
    diseases: count,
    /** How the child was born, for a delivery. */
    delivery: z.enum(deliveries),
    /** Years of enrolment without a gap that count, the year of the claim included. */
    continuousYears: count,
    /** Years missed since the first that counts. */
    missedYears: count,
    /** Years before the year of the claim of which no fund paid anything, since an addition was last used. */
    claimFreeYears: count,
    /** Whether the person has the civil servants' supplement. */
    civilServant: z.boolean(),
    /** Whether the person has contracted with the institution. */
    contracted: z.boolean(),
  })
  .partial()
/** What ceilings count beside what conditions ask. */
export const countedBeside = {
  /** Years of enrolment that count of each run that a lapse ended before. */
  earlierRuns: z.array(count).optional(),
}
export type Facts = z.output<typeof facts> & z.output<z.ZodObject<typeof countedBeside>>
export type Fact = keyof z.output<typeof facts>

/** The facts that are counts, of which plans ask for ranges. */
export const countedFacts = [
  'age',
  'stay',
  'diseases',
  'continuousYears',
  'missedYears',
  'claimFreeYears',
] as const
export type CountedFact = (typeof countedFacts)[number]

const oneOrMore = <Item extends z.ZodType>(item: Item) =>
  z.union([
    item,
    z
      .array(item)
      .min(1)
      .refine((all) => new Set(all).size === all.length, 'the same is listed twice'),
  ])

const range = z
  .strictObject({ from: count.optional(), to: count.optional() })
  .refine(({ from, to }) => from !== undefined || to !== undefined, 'a range needs `from`, `to` or both')
  .refine(
    ({ from = 0, to = Infinity }) => from <= to,
    'the range ends before it begins, and nothing ever lies in it',
  )
type Range = z.output<typeof range>

/** Holds for a claim when every key holds; a list holds when one of its items does, a range includes both ends. */
export type Condition = {
  readonly asks: readonly (keyof ConditionFields)[]
  /** What the plan wrote, for explanations. */
  readonly written: ConditionFields
  readonly holds: (facts: Facts) => boolean
}

type Test = (facts: Facts) => boolean

/**
 * A fact the plan asks for.
 * @throws TongchouError `plan.fact-missing` when it is not known
 */
export const known = <Name extends Fact>(facts: Facts, name: Name): NonNullable<Facts[Name]> => {
  const value = facts[name]
  if (value !== undefined) return value
  throw new TongchouError('plan.fact-missing', `the plan asks for ${name}, which is not known`, {
    fact: name,
  })
}

const isOneOf = (name: Fact, wanted: unknown): Test => {
  if (!Array.isArray(wanted)) return (facts) => known(facts, name) === wanted
  const values: readonly unknown[] = wanted
  return (facts) => values.includes(known(facts, name))
}

const isBetween = (name: CountedFact, { from = 0, to = Infinity }: Range): Test => {
  return (facts) => {
    const value = known(facts, name)
    return from <= value && value <= to
  }
}

const testOf = (name: Fact, wanted: unknown): Test =>
  isCounted(name) ? isBetween(name, wanted as Range) : isOneOf(name, wanted)
const isCounted = (name: Fact): name is CountedFact => (countedFacts as readonly Fact[]).includes(name)

/** Most conditions ask one thing or two, which is quicker to ask without a loop. */
const allOf = ([first, ...more]: readonly Test[]): Test => {
  if (first === undefined) return () => true
  if (more.length === 0) return first
  const rest = allOf(more)
  return (facts) => first(facts) && rest(facts)
}

/** The keys of a condition. */
const conditionFields = z
  .strictObject({
    level: oneOrMore(facts.shape.level.unwrap()),
    provincial: z.boolean(),
    employment: oneOrMore(employment),
    aid: oneOrMore(z.enum(aidCategories)),
    sex: z.enum(['male', 'female']),
    age: range,
    stay: range,
    place: oneOrMore(z.enum(places)),
    filing: oneOrMore(z.enum(filings)),
    referred: z.boolean(),
    purpose: oneOrMore(z.enum(purposes)),
    itemClass: oneOrMore(z.string()),
    disease: oneOrMore(z.string()),
    diseases: range,
    delivery: oneOrMore(z.enum(deliveries)),
    continuousYears: range,
    missedYears: range,
    claimFreeYears: range,
    civilServant: z.boolean(),
    contracted: z.boolean(),
  })
  .partial()
type ConditionFields = z.output<typeof conditionFields>

/** A condition as plans write it: `when: {level: [1, 2], stay: {from: 2}}`. */
export const condition = conditionFields.transform((written): Condition => {
  const asks = Object.keys(written) as (keyof typeof written)[]
  const tests = asks.map((name) => testOf(name, written[name]))
  return { asks, written, holds: allOf(tests) }
})
