import * as z from 'zod'
import { amountInYuan, share } from '#shared/policy/figures.ts'
import type { LayerKey } from '../../insured-year/rules/layers.ts'
import { laterLayerKeys, layerKeys } from '../../insured-year/rules/layers.ts'
import { amounts } from './amounts.ts'
import { countedFacts } from './condition.ts'
import type { Row } from './rows.ts'

/** The layers that may follow the basic pool. */
export const laterLayerKey = z.enum(laterLayerKeys)

const change = {
  each: z.enum(countedFacts),
  beyond: z.int().min(0).default(0),
  atMost: z.int().min(1).default(Number.MAX_SAFE_INTEGER),
  by: amountInYuan,
  /** What holds of a person of whom nobody tells the count; an error when absent. */
  untold: z.literal('nothing').optional(),
  cites: z.string().optional(),
}

/**
 * What a ceiling is raised by for every one above `beyond` of what is counted (years of enrolment, diseases), at most so
 * many times. With `kept` the years of runs that a lapse ended count on, each run's above `beyond`.
 */
const growth = z
  .strictObject({ ...change, kept: z.boolean().default(false) })
  .refine(({ each, kept }) => !kept || each === 'continuousYears', {
    message: '`kept` is of `continuousYears`: nothing else is counted by runs',
    path: ['kept'],
  })
export type Growth = z.output<typeof growth>
const oneOrMore = <Item extends z.ZodType>(item: Item) =>
  z.union([item.transform((only) => [only]), z.array(item).min(1)])

/** The most a layer may pay of a claim or in a year. */
export type Ceiling = {
  readonly amount: readonly Row<number>[]
  readonly per: 'year' | 'claim'
  /** The layers whose payments of the year share it; the layer itself when empty. */
  readonly counts: readonly LayerKey[]
  readonly grows: readonly Growth[]
  /** The share of the amount that all growth together may reach; without end when absent. */
  readonly growsAtMost?: number | undefined
  /** What it is lowered by, in the same way (after a lapse). */
  readonly falls: readonly Growth[]
  readonly fallsAtMost?: number | undefined
}
const ofItself = { per: 'year', counts: [], grows: [], falls: [] } as const
const ownCeiling = amounts.transform((amount): Ceiling => ({ amount, ...ofItself }))
const ceilingFields = z
  .strictObject({
    amount: amounts,
    per: z.enum(['year', 'claim']).optional(),
    counts: z.array(z.enum(layerKeys)).min(1).optional(),
    grows: oneOrMore(growth).optional(),
    growsAtMost: share.optional(),
    falls: oneOrMore(z.strictObject(change).transform((fall) => ({ ...fall, kept: false }))).optional(),
    fallsAtMost: share.optional(),
  })
  .refine(({ grows, growsAtMost }) => growsAtMost === undefined || grows !== undefined, {
    message: '`growsAtMost` limits what `grows` says, which is missing',
    path: ['grows'],
  })
  .refine(({ falls, fallsAtMost }) => fallsAtMost === undefined || falls !== undefined, {
    message: '`fallsAtMost` limits what `falls` says, which is missing',
    path: ['falls'],
  })
  .transform(
    ({ amount, per, counts, grows, growsAtMost, falls, fallsAtMost }): Ceiling => ({
      amount,
      per: per ?? ofItself.per,
      counts: counts ?? ofItself.counts,
      grows: grows ?? ofItself.grows,
      growsAtMost,
      falls: falls ?? ofItself.falls,
      fallsAtMost,
    }),
  )

/** Whether a ceiling is another for one person than for the next. */
export const isChanging = ({ grows, falls }: Pick<Ceiling, 'grows' | 'falls'>): boolean =>
  grows.length > 0 || falls.length > 0

/** One ceiling, which may be rows, or several that bind together, each an object with its amount. */
export const ceilings = z.union([
  ownCeiling.transform((only) => [only]),
  ceilingFields.transform((only) => [only]),
  z.array(ceilingFields).min(2),
])
