import * as z from 'zod'
import { fundYearClosed } from '#shared/contracts/budget.ts'
import { day, signature } from '#shared/contracts/fields.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Effects } from '../effects.ts'
import { fundYearFields } from '../ledger/fields.ts'
import { actors, fundOwner, fundParams, readers } from '../ledger/fund-operations.ts'
import { refuse } from '../refusals.ts'
import { closeFundYear, proposeYearClose } from './close-fund-year.ts'
import type { CloseProposal } from './rules/close-proposal.ts'
import { readCloseHand, readCloseProposal } from './store.ts'

/** The gateway adds a `proxy` parameter of its own. */
const fundYearParams = z.object(fundParams)

const path = '/v1/budget/year-closes'
const ofYear = `${path}/{city}/{scheme}/{year}`
const closedAnswer = z.strictObject({ ...fundYearClosed.data.shape, closedOn: day })
const proposalAnswer = z.strictObject({ ...fundYearFields, on: day, proposed: signature })
const asAnswered = ({ fund, year, on, proposed }: CloseProposal) => ({ ...fund, year, on, proposed })

/** Why a year cannot be closed as it stands. */
const obstacles = [
  'fund-year.not-over',
  'year-close.no-approved-budget',
  'year-close.adjustment-open',
  'budget.changed-meanwhile',
  'year-close.months-open',
  'year-close.orders-open',
  'year-close.unbalanced',
  'year-close.lines-overrun',
  'year-close.closed-otherwise',
] as const

/** Closing a fund year, by two persons. */
export const yearCloseRoutes = (effects: Effects): Operation[] => [
  defineOperation({
    method: 'POST',
    path,
    summary: 'Proposes to close a fund year on a day; another person closes it.',
    scopes: actors,
    owner: fundOwner('body'),
    body: z.strictObject({ ...fundYearFields, on: day }),
    status: 201,
    answer: proposalAnswer,
    refusals: obstacles,
    changes: ({ body: { city, scheme, year } }) => [`${path}/${city}/${scheme}/${year}`],
    handle: async ({ body: { year, on, ...fund }, by, today }) => {
      const signed = { by: by.subject, on: today }
      const proposed = await proposeYearClose(effects, { fund, year, on, signed })
      return proposed.status === 'refused' ? proposed : accept(asAnswered(proposed.value))
    },
  }),
  defineOperation({
    method: 'GET',
    path: ofYear,
    summary:
      'The close of a fund year as it was proposed, and who closed it as the second hand once it is closed.',
    scopes: readers,
    params: fundYearParams,
    owner: fundOwner('params'),
    answer: proposalAnswer.extend({ closed: signature.optional() }),
    refusals: ['year-close.not-proposed'],
    handle: async ({ params: { year, ...fund } }) => {
      const [proposal, closed] = await Promise.all([
        readCloseProposal(effects.store, fund, year),
        readCloseHand(effects.store, fund, year),
      ])
      return proposal
        ? accept({ ...asAnswered(proposal), ...(closed === undefined ? {} : { closed }) })
        : refuse('year-close.not-proposed', { figures: { year } })
    },
  }),
  defineOperation({
    method: 'POST',
    path: `${ofYear}/approval`,
    summary:
      'Closes a fund year that another person proposed to close: final entries, the result carried into the balances, and nothing moves any more.',
    scopes: actors,
    params: fundYearParams,
    owner: fundOwner('params'),
    body: z.strictObject({ on: day }),
    answer: closedAnswer,
    refusals: [
      ...obstacles,
      'year-close.not-proposed',
      'year-close.proposed-otherwise',
      'year-close.same-person',
    ],
    changes: ({ params: { city, scheme, year } }) =>
      ['budgets', 'year-closes'].map((record) => `/v1/budget/${record}/${city}/${scheme}/${year}`),
    hand: (_, { params: { year, ...fund } }) => readCloseHand(effects.store, fund, year),
    handle: async ({ params: { year, ...fund }, body: { on }, by, today }) => {
      const closed = await closeFundYear(effects, { fund, year, on, signed: { by: by.subject, on: today } })
      if (closed.status === 'refused') return closed
      const { fund: own, finalEntries, resultCarried, ...figures } = closed.value
      return accept({ ...own, ...figures })
    },
  }),
]
