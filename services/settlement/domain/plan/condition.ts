import * as z from 'zod'
import { employment } from '#shared/contracts/fields.ts'
import { TongchouError } from '#shared/kernel/errors.ts'
import { aidCategories } from '#shared/kernel/scheme.ts'

const places = ['local', 'inProvince', 'outOfProvince'] as const
const filings = ['none', 'filed', 'emergency', 'unfiled'] as const
const purposes = ['general', 'chronic', 'emergency', 'delivery'] as const

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
    age: z.int().min(0).max(150),
    /** Which stay of the year this is, from 1. */
    stay: z.int().min(1),
    /** Where the institution stands, seen from the paying city. */
    place: z.enum(places),
    /** What was filed for treatment elsewhere; none at home. */
    filing: z.enum(filings),
    referred: z.boolean(),
    purpose: z.enum(purposes),
    itemClass: z.string(),
  })
  .partial()
export type Facts = z.output<typeof facts>
export type Fact = keyof Facts

const oneOrMore = <Item extends z.ZodType>(item: Item) => z.union([item, z.array(item).min(1)])

const range = z
  .strictObject({ from: z.int().min(0).optional(), to: z.int().min(0).optional() })
  .refine(({ from, to }) => from !== undefined || to !== undefined, 'a range needs `from`, `to` or both')

/** Holds for a claim when every key holds; a list holds when one of its items does, a range includes both ends. */
export type Condition = {
  readonly asks: readonly Fact[]
  readonly holds: (facts: Facts) => boolean
}

type Test = (facts: Facts) => boolean

const known = <Name extends Fact>(facts: Facts, name: Name): NonNullable<Facts[Name]> => {
  const value = facts[name]
  if (value !== undefined) return value
  throw new TongchouError('plan.fact-missing', `the plan asks for ${name}, which is not known`, {
    fact: name,
  })
}

const isOneOf = (name: Fact, wanted: unknown): Test => {
  const values: readonly unknown[] = Array.isArray(wanted) ? wanted : [wanted]
  return (facts) => values.includes(known(facts, name))
}

const isBetween = (name: 'age' | 'stay', { from = 0, to = Infinity }: z.output<typeof range>): Test => {
  return (facts) => {
    const value = known(facts, name)
    return from <= value && value <= to
  }
}

/** A condition as plans write it: `when: {level: [1, 2], stay: {from: 2}}`. */
export const condition = z
  .strictObject({
    level: oneOrMore(facts.shape.level),
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
  })
  .partial()
  .transform(({ age, stay, ...others }): Condition => {
    const asked = Object.entries(others) as [Fact, unknown][]
    const tests = asked.map(([name, wanted]) => isOneOf(name, wanted))
    if (age) tests.push(isBetween('age', age))
    if (stay) tests.push(isBetween('stay', stay))
    return {
      asks: [
        ...asked.map(([name]) => name),
        ...(age ? ['age' as const] : []),
        ...(stay ? ['stay' as const] : []),
      ],
      holds: (facts) => tests.every((test) => test(facts)),
    }
  })
