import * as z from 'zod'
import { city, day, fundYear, id, version } from '#shared/contracts/fields.ts'
import type { Caller } from '#shared/edge/http/caller.ts'
import { requireCity, requireInstitution } from '#shared/edge/http/caller.ts'
import { problem } from '#shared/edge/http/problem.ts'
import type { Route } from '#shared/edge/http/route.ts'
import { defineRoute } from '#shared/edge/http/route.ts'
import type { Effects } from '../effects.ts'
import { actors, cursorField, pageOf, readers, yearInQuery } from '../ledger/fields.ts'
import { agreement, terms } from './rules/agreement.ts'
import { changeOne, signAll, termLimitsAt } from './sign-agreements.ts'
import { pageAgreements, readAgreements, readAgreementVersion } from './store.ts'

const mostAtOnce = 50

const signBody = z.strictObject({
  city,
  year: fundYear,
  on: day,
  agreements: z
    .array(
      z.strictObject({ institution: id, from: day.optional(), to: day.optional(), terms: terms.optional() }),
    )
    .min(1)
    .max(mostAtOnce)
    .refine(
      (all) => new Set(all.map(({ institution }) => institution)).size === all.length,
      'an institution stands there twice',
    ),
})

const row = z.strictObject({
  institution: id,
  status: z.enum(['signed', 'repeated', 'refused']),
  version: version.optional(),
  code: z.string().optional(),
  reason: z.string().optional(),
})

const reason = z.string().min(5).max(500)
const datedChange = z.strictObject({ from: day, on: day, reason })

const place = z.object({ city, year: yearInQuery, institution: id })

/** The agreement that a path names. */
const placeFor = (caller: Caller, params: Readonly<Record<string, string>>) => {
  const parsed = place.safeParse(params)
  if (!parsed.success) throw problem(404, 'route.unknown', 'the path names no city, year and institution')
  requireInstitution(caller, parsed.data.institution, parsed.data.city)
  return parsed.data
}

const changes = [
  {
    step: 'suspensions',
    change: 'suspend',
    summary: 'Suspends an agreement from a day on: claims of later days are not taken until it is resumed.',
    problems: ['agreement.suspended-already'],
  },
  {
    step: 'resumptions',
    change: 'resume',
    summary: 'Resumes a suspended agreement: claims are taken again from a day on.',
    problems: ['agreement.not-suspended', 'agreement.resumed-too-early'],
  },
  {
    step: 'withdrawals',
    change: 'withdraw',
    summary: 'Withdraws from an agreement: claims of that day and later ones are not taken.',
    problems: [],
  },
] as const

const pathOf = (step: string) => `/v1/budget/agreements/{city}/{year}/{institution}/${step}`
const changeProblems = ['agreement.unknown', 'agreement.withdrawn', 'agreement.changed-meanwhile']

const commandRoutes = (effects: Effects): Route[] => [
  defineRoute({
    method: 'POST',
    path: '/v1/budget/agreements',
    summary:
      "Signs service agreements of a year with up to 50 of a city's institutions, each row for itself; by the model agreement where no terms are given.",
    scopes: actors,
    body: signBody,
    answer: z.strictObject({ rows: z.array(row) }),
    problems: ['policy.missing', 'agreement.changed-meanwhile'],
    handle: async ({ caller, body }) => {
      requireCity(caller, body.city)
      return { status: 201, body: { rows: await signAll(effects, caller.subject, body) } }
    },
  }),
  defineRoute({
    method: 'POST',
    path: pathOf('amendments'),
    summary: 'Agrees on other terms with a reason; the former version stays readable.',
    scopes: actors,
    body: z.strictObject({ terms, on: day, reason }),
    answer: agreement,
    problems: [...changeProblems, 'agreement.deposit-above-limit', 'agreement.working-capital-above-limit'],
    handle: async ({ caller, params, body }) => {
      const at = placeFor(caller, params)
      const limits = termLimitsAt(effects, at)
      const command = { ...body, change: 'amend' as const, limits, by: caller.subject }
      return { status: 200, body: await changeOne(effects, at, command) }
    },
  }),
  ...changes.map(({ step, change, summary, problems }) =>
    defineRoute({
      method: 'POST',
      path: pathOf(step),
      summary,
      scopes: actors,
      body: datedChange,
      answer: agreement,
      problems: [...changeProblems, 'agreement.day-outside', ...problems],
      handle: async ({ caller, params, body }) => {
        const at = placeFor(caller, params)
        return {
          status: 200,
          body: await changeOne(effects, at, { ...body, change, by: caller.subject }),
        }
      },
    }),
  ),
]

const readRoutes = ({ store }: Effects): Route[] => [
  defineRoute({
    method: 'GET',
    path: '/v1/budget/agreements',
    summary: "A city's service agreements of a year.",
    scopes: readers,
    query: z.strictObject({ city, year: yearInQuery, ...cursorField }),
    answer: z.strictObject({ agreements: z.array(agreement), ...cursorField }),
    problems: ['cursor.unreadable'],
    handle: async ({ caller, query }) => {
      requireCity(caller, query.city)
      const page = await pageAgreements(store, query.city, query.year, pageOf(query.cursor))
      return { status: 200, body: page }
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/budget/agreements/{city}/{year}/{institution}',
    summary: 'The service agreement of an institution; an earlier version where one is named.',
    scopes: [...readers, 'institution'],
    query: z.strictObject({ version: z.coerce.number().pipe(version).optional() }),
    answer: agreement,
    problems: ['agreement.unknown'],
    handle: async ({ caller, params, query }) => {
      const at = placeFor(caller, params)
      const [current] = await readAgreements(store, at.city, at.year, [at.institution])
      const wanted = query.version
      const found =
        wanted === undefined || wanted === current?.version
          ? current
          : await readAgreementVersion(store, at.city, at.year, at.institution, wanted)
      if (!found) throw problem(404, 'agreement.unknown', 'there is no such agreement or version of it')
      return { status: 200, body: found }
    },
  }),
]

/** Service agreements: what a year's payment is made by, and whether new claims are taken. */
export const agreementRoutes = (effects: Effects): Route[] => [
  ...commandRoutes(effects),
  ...readRoutes(effects),
]
