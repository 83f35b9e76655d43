import * as z from 'zod'
import { city, versionInText } from '#shared/contracts/fields.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Effects } from '../../effects.ts'
import {
  actors,
  cursorField,
  fundOwner,
  fundParams,
  institutionOwner,
  pageOf,
  readers,
} from '../../ledger/fund-operations.ts'
import { refuse } from '../../refusals.ts'
import { changeAlone } from '../change-alone.ts'
import { agreement } from '../rules/agreement.ts'
import { pageAgreements, readAgreements, readAgreementVersion } from '../store.ts'
import { agreements, changeRefusals, changes, handOf, ofInstitution, place, saidAlone } from './fields.ts'
import { proposalRoutes } from './proposals.ts'
import { signatureRoutes } from './signatures.ts'

const oneSidedChanges = (effects: Effects): Operation[] => [
  defineOperation({
    method: 'POST',
    path: `${ofInstitution}/suspensions`,
    summary:
      'Suspends an agreement from a day on, by the office alone: claims of later days are not taken until it is resumed.',
    scopes: actors,
    params: place,
    owner: fundOwner('params'),
    body: saidAlone,
    answer: agreement,
    refusals: [
      ...changeRefusals,
      ...['agreement.day-outside', 'agreement.backdated', 'agreement.suspended-already'],
    ],
    changes,
    handle: ({ params, body, by, today }) =>
      changeAlone(effects, params, { ...body, change: 'suspend', by: handOf(by, today) }),
  }),
  defineOperation({
    method: 'POST',
    path: `${ofInstitution}/withdrawals`,
    summary:
      'Withdraws from an agreement, by the office alone: claims of that day and later ones are not taken.',
    scopes: actors,
    params: place,
    owner: fundOwner('params'),
    body: saidAlone,
    answer: agreement,
    refusals: [...changeRefusals, 'agreement.day-outside', 'agreement.backdated'],
    changes,
    handle: ({ params, body, by, today }) =>
      changeAlone(effects, params, { ...body, change: 'withdraw', by: handOf(by, today) }),
  }),
]

const readRoutes = ({ store }: Effects): Operation[] => [
  defineOperation({
    method: 'GET',
    path: agreements,
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

/** Service agreements, by office and institution: what a year's payment is made by, and whether new claims are taken. */
export const agreementRoutes = (effects: Effects): Operation[] => [
  ...proposalRoutes(effects),
  ...signatureRoutes(effects),
  ...oneSidedChanges(effects),
  ...readRoutes(effects),
]
