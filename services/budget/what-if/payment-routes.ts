import * as z from 'zod'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import { accept } from '#shared/kernel/decision.ts'
import { stableId } from '#shared/kernel/hash.ts'
import type { Effects } from '../effects.ts'
import { paymentTrialPartition } from '../keys.ts'
import { fundFields, fundYearFields } from '../ledger/fields.ts'
import { cursorField, fundOwner, pageOf, readers } from '../ledger/fund-operations.ts'
import { paymentAnswer, paymentTried, paymentVariants } from './payment-shape.ts'
import { readPaymentBase } from './read-payment-base.ts'
import { paymentTrials } from './store.ts'
import { paymentPolicies, tryPayment } from './try-payment.ts'

const path = '/v1/budget/payment-what-ifs'

const tryOut = (effects: Effects): Operation =>
  defineOperation({
    method: 'POST',
    path,
    summary:
      'Tries other quota formulas, rules of sharing and bounds of points on a past year of a fund: works its quotas and its clearing out again from what is recorded, with the effect on every institution and level. Nothing is booked. Who tried what is recorded.',
    scopes: ['province', 'city'],
    owner: fundOwner('body'),
    body: z.strictObject({ ...fundYearFields, variants: paymentVariants }),
    answer: paymentAnswer,
    refusals: [
      'tried-law.not-judged',
      'tried-law.figure-otherwise',
      'tried-law.malformed',
      'payment-what-if.not-by-formula',
      'payment-what-if.not-recorded',
      'payment-what-if.negotiated-away',
      'quota.bounds-too-narrow',
      'quota.below-past-months',
      'quota.nothing-left',
      'agreement.bound-above-limit',
      'agreement.bound-below-limit',
      'agreement.surplus-at-failing-score',
      'clearing.heads-unknown',
      'clearing.months-open',
      'clearing.not-assessed',
      'clearing.agreement-changed',
      'policy.missing',
    ],
    changes: () => [path],
    handle: async ({ body: { variants, year, ...fund }, commandId, by, today }) => {
      const policy = effects.policy()
      const policies = paymentPolicies(policy, variants, { city: fund.city, year })
      if (policies.status === 'refused') return policies
      const base = await readPaymentBase(effects, { fund, year, on: today })
      if (base.status === 'refused') return base
      const tried = tryPayment(base.value, policy, policies.value)
      if (tried.status === 'refused') return tried
      const trialId = stableId('PAYMENT-WHAT-IF-', commandId)
      const ordered = { by: by.subject, on: today }
      const titles = variants.map(({ title }) => title)
      const trial = { ...fund, year, trialId, titles, variants: JSON.stringify(variants), ordered }
      await effects.store.write([paymentTrials.create(trial)])
      return accept(paymentAnswer.parse({ trialId, ...fund, year, titles, ...tried.value }))
    },
  })

const listTried = ({ store }: Effects): Operation =>
  defineOperation({
    method: 'GET',
    path,
    summary: "Who tried what on how a fund's institutions are paid, the latest first.",
    scopes: readers,
    owner: fundOwner('query'),
    query: z.strictObject({ ...fundFields, ...cursorField }),
    answer: z.strictObject({ trials: z.array(paymentTried), ...cursorField }),
    refusals: ['cursor.unreadable'],
    handle: async ({ query: { cursor, ...fund } }) => {
      const { records, ...next } = await paymentTrials.page(store, paymentTrialPartition(fund), {
        ...pageOf(cursor),
        newestFirst: true,
      })
      const trials = records.map(({ trialId, scheme, year, titles, ordered }) => ({
        ...{ trialId, scheme, year, titles: [...titles], ordered },
      }))
      return accept({ trials, ...next })
    },
  })

/** What-ifs of payment: other quotas and clearings of a past year, and who tried them. */
export const paymentWhatIfRoutes = (effects: Effects): Operation[] => [tryOut(effects), listTried(effects)]
