import * as z from 'zod'
import { city, day, fundYear, id, version, versionInText } from '#shared/contracts/fields.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Effects } from '../effects.ts'
import {
  actors,
  cursorField,
  fundOwner,
  fundParams,
  institutionOwner,
  pageOf,
  readers,
} from '../ledger/fund-operations.ts'
import { refuse } from '../refusals.ts'
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

const place = z.strictObject({ city, year: fundParams.year, institution: id })

const changes = [
  {
    step: 'suspensions',
    change: 'suspend',
    summary: 'Suspends an agreement from a day on: claims of later days are not taken until it is resumed.',
    refusals: ['agreement.suspended-already'],
  },
  {
    step: 'resumptions',
    change: 'resume',
    summary: 'Resumes a suspended agreement: claims are taken again from a day on.',
    refusals: ['agreement.not-suspended', 'agreement.resumed-too-early'],
  },
  {
    step: 'withdrawals',
    change: 'withdraw',
    summary: 'Withdraws from an agreement: claims of that day and later ones are not taken.',
    refusals: [],
  },
] as const

const ofInstitution = '/v1/budget/agreements/{city}/{year}/{institution}'
const changeRefusals = ['agreement.unknown', 'agreement.withdrawn', 'agreement.changed-meanwhile']

type Place = { readonly city: string; readonly year: number; readonly institution: string }
const recordOf = ({ city: own, year, institution }: Place): string =>
  `/v1/budget/agreements/${own}/${year}/${institution}`

const signing = (effects: Effects): Operation =>
  defineOperation({
    method: 'POST',
    path: '/v1/budget/agreements',
    summary:
      "Signs service agreements of a year with up to 50 of a city's institutions, each row for itself; by the model agreement where no terms are given.",
    scopes: actors,
    owner: fundOwner('body'),
    body: signBody,
    status: 201,
    answer: z.strictObject({ rows: z.array(row) }),
    refusals: ['policy.missing'],
    changes: ({ body }, { rows }) =>
      rows.flatMap(({ institution, status }) =>
        status === 'refused' ? [] : [recordOf({ ...body, institution })],
      ),
    handle: async ({ body, by }) => accept({ rows: await signAll(effects, by.subject, body) }),
  })

const amending = (effects: Effects): Operation =>
  defineOperation({
    method: 'POST',
    path: `${ofInstitution}/amendments`,
    summary: 'Agrees on other terms with a reason; the former version stays readable.',
    scopes: actors,
    params: place,
    owner: institutionOwner('params'),
    body: z.strictObject({ terms, on: day, reason }),
    answer: agreement,
    refusals: [
      ...changeRefusals,
      'agreement.bound-above-limit',
      'agreement.deposit-above-limit',
      'agreement.surplus-at-failing-score',
      'agreement.working-capital-above-limit',
      'policy.missing',
    ],
    changes: ({ params }) => [recordOf(params)],
    handle: ({ params, body, by }) => {
      const limits = termLimitsAt(effects, params)
      return changeOne(effects, params, { ...body, change: 'amend', limits, by: by.subject })
    },
  })

const datedChanges = (effects: Effects): Operation[] =>
  changes.map(({ step, change, summary, refusals }) =>
    defineOperation({
      method: 'POST',
      path: `${ofInstitution}/${step}`,
      summary,
      scopes: actors,
      params: place,
      owner: institutionOwner('params'),
      body: datedChange,
      answer: agreement,
      refusals: [...changeRefusals, 'agreement.day-outside', ...refusals],
      changes: ({ params }) => [recordOf(params)],
      handle: ({ params, body, by }) => changeOne(effects, params, { ...body, change, by: by.subject }),
    }),
  )

const readRoutes = ({ store }: Effects): Operation[] => [
  defineOperation({
    method: 'GET',
    path: '/v1/budget/agreements',
    summary: "A city's service agreements of a year.",
    scopes: readers,
    owner: fundOwner('query'),
    query: z.strictObject({ city, year: fundParams.year, ...cursorField }),
    answer: z.strictObject({ agreements: z.array(agreement), ...cursorField }),
    refusals: ['cursor.unreadable'],
    handle: async ({ query }) =>
      accept(await pageAgreements(store, query.city, query.year, pageOf(query.cursor))),
  }),
  defineOperation({
    method: 'GET',
    path: ofInstitution,
    summary: 'The service agreement of an institution; an earlier version where one is named.',
    scopes: [...readers, 'institution'],
    params: place,
    owner: institutionOwner('params'),
    query: z.strictObject({ version: versionInText.optional() }),
    answer: agreement,
    refusals: ['agreement.unknown'],
    handle: async ({ params: at, query: { version: wanted } }) => {
      const [current] = await readAgreements(store, at.city, at.year, [at.institution])
      const found =
        wanted === undefined || wanted === current?.version
          ? current
          : await readAgreementVersion(store, at.city, at.year, at.institution, wanted)
      return found ? accept(found) : refuse('agreement.unknown')
    },
  }),
]

/** Service agreements: what a year's payment is made by, and whether new claims are taken. */
export const agreementRoutes = (effects: Effects): Operation[] => [
  signing(effects),
  amending(effects),
  ...datedChanges(effects),
  ...readRoutes(effects),
]
