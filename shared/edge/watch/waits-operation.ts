import * as z from 'zod'
import { city, day, signedAmount } from '#shared/contracts/fields.ts'
import type { ServiceEffects } from '#shared/edge/function/service-effects.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import type { WaitsNow } from '#shared/edge/watch/seen-waits.ts'
import { readSeen } from '#shared/edge/watch/seen-waits.ts'
import { accept } from '#shared/kernel/decision.ts'
import { cities, provinceCode } from '#shared/kernel/divisions.ts'
import type { Phrase } from '#shared/kernel/language.ts'
import type { Wait } from '#shared/kernel/wait.ts'
import { neverLate } from '#shared/kernel/wait.ts'
import type { Policy } from '#shared/policy/policy.ts'

/** What waits in a service: each wait of its records, and in words what only several records show together. */
export type ServiceWaits = {
  readonly whatWaits: (policy: Policy) => readonly Wait[]
  readonly ofSeveral?: Readonly<Record<string, Phrase>>
}

const waitShown = z.strictObject({
  city: z.string().meta({ description: 'the city whose work it is, or the province' }),
  wait: z.string().meta({ description: 'the id of the wait, as the runbook has it' }),
  what: z.strictObject({ zh: z.string(), en: z.string() }),
  count: z.int(),
  isMore: z
    .literal(true)
    .optional()
    .meta({ description: 'at least so much waits: more than is looked at by day' }),
  amount: signedAmount.optional(),
  since: day.meta({ description: 'since when the oldest waits' }),
  until: day
    .optional()
    .meta({ description: 'the last day of what has the least time left; absent where nothing becomes late' }),
})

const shown = ({ city: of, wait, count, amount, since, until, isMore }: WaitsNow, what: Phrase) => ({
  ...{ city: of, wait, what, count, since },
  ...(isMore ? { isMore } : {}),
  ...(amount === 0 ? {} : { amount }),
  ...(until === neverLate ? {} : { until }),
})

/** What waits in a service, kind by kind: of a city, or of all cities and the province. */
export const waitsOperation = (
  service: string,
  { store, policy }: Pick<ServiceEffects, 'store' | 'policy'>,
  { whatWaits, ofSeveral = {} }: ServiceWaits,
): Operation =>
  defineOperation({
    method: 'GET',
    path: `/v1/${service}/waits`,
    summary:
      'What waits in the service now, kind by kind: of a city, or of the whole province when no city is named.',
    scopes: ['province', 'city', 'auditor'],
    owner: { whose: 'named', parties: ({ query }) => ({ cities: [query.city ?? provinceCode] }) },
    query: z.strictObject({ city: city.optional().meta({ description: 'all of the province when absent' }) }),
    answer: z.strictObject({
      waits: z.array(waitShown),
      seenOn: day.optional().meta({
        description:
          'the day of the last nightly check, which finds also what no single record shows; absent while there was none',
      }),
    }),
    refusals: ['policy.missing'],
    handle: async ({ query }) => {
      const waits = whatWaits(policy())
      const named = new Map([
        ...waits.flatMap(({ id, work }) => (work ? [[id, work] as const] : [])),
        ...Object.entries(ofSeveral),
      ])
      const of = query.city === undefined ? [...cities.map(({ code }) => code), provinceCode] : [query.city]
      const found = await Promise.all(of.map((each) => readSeen(store, each, waits)))
      const [seenOn] = found
        .flatMap((each) => each.seenOn ?? [])
        .sort()
        .reverse()
      return accept({
        waits: found.flatMap((each) =>
          each.waits.flatMap((seen) => {
            const what = named.get(seen.wait)
            return what === undefined ? [] : [shown(seen, what)]
          }),
        ),
        ...(seenOn === undefined ? {} : { seenOn }),
      })
    },
  })
