import * as z from 'zod'
import { isDay } from '#shared/calendar/day.ts'
import { cities } from '#shared/kernel/divisions.ts'
import { endFaults } from '#shared/policy/end-faults.ts'

const day = z.string().refine(isDay, 'not a day that exists, YYYY-MM-DD')

/**
 * How sure a figure is: in a seed document, read in an official text, read elsewhere, derived from a rule, or assumed. A
 * `local` figure is a setting that every bureau chooses for itself, a `product` figure a limit of this product; no law says either.
 */
export const provenanceTags = [
  'seed',
  'read',
  'second-hand',
  'derived',
  'assumed',
  'local',
  'product',
] as const
export type ProvenanceTag = (typeof provenanceTags)[number]

const cityCode = z.enum(cities.map((city) => city.code))

/** One value of a figure of the law: from when it holds, since when it was known, and the article that says so. */
const datedValue = z.strictObject({
  from: day,
  /** Of a city's own value: the last day it holds, after which the province's does. */
  until: day.optional(),
  /** The day it was published; a question asked as of an earlier day does not see it. */
  known: day,
  value: z.json(),
  cites: z.string().min(1),
  tag: z.enum(provenanceTags),
  /** The city whose own figure it is, where it stands for cities whose figure was not read. */
  borrowedFrom: cityCode.optional(),
  note: z.string().optional(),
})

const inDateOrder = (values: readonly { from: string; known: string }[]): boolean =>
  values.every((value, index) => {
    const before = values[index - 1]
    return (
      before === undefined ||
      before.from < value.from ||
      (before.from === value.from && before.known < value.known)
    )
  })

const datedValues = z
  .array(datedValue)
  .min(1)
  .refine(inDateOrder, 'values must stand in order of `from`, then `known`')

/** From which day the province's value holds in every city, as it was decided; what is decided later replaces it. */
const unityDay = z.strictObject({
  from: day,
  known: day,
  cites: z.string().min(1),
  tag: z.enum(provenanceTags),
  note: z.string().optional(),
})

/** The steps by which cities come to the province's figures; `later` has no day in any document. */
export const unityPhases = ['resident', 'employee', 'financing', 'later'] as const
export type UnityPhase = (typeof unityPhases)[number]

const figureOfLaw = z.strictObject({
  title: z.string().min(1),
  /** What offices call it, where they are shown it. */
  zh: z.string().min(1).optional(),
  unit: z.enum(['yuan', 'ratio', 'months', 'days', 'years', 'count', 'table', 'plan']),
  values: datedValues,
  cities: z.partialRecord(cityCode, datedValues).optional(),
  /** With which step of unity the cities' own values are to end. */
  phase: z.enum(unityPhases).optional(),
  /** The day on which they end, in order of `known`; the last that is known holds. */
  unity: z.array(unityDay).min(1).optional(),
})

/** A figure or rule of the law, dated, with what single cities were allowed to set instead, and until when. */
const parameter = figureOfLaw.superRefine((figure, context) => {
  for (const { path, message } of endFaults(figure)) context.addIssue({ code: 'custom', path, message })
})

/** A policy file: a set of dated parameters by key. */
export const policyDocument = z.strictObject({
  title: z.string().min(1),
  parameters: z.record(z.string().regex(/^[a-z][a-z0-9_]*(\.[a-z0-9_]+)*$/), parameter),
})

export type PolicyDocument = z.output<typeof policyDocument>
export type Parameter = z.output<typeof parameter>
export type DatedValue = z.output<typeof datedValue>
