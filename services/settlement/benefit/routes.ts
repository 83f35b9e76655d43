import * as z from 'zod'
import { firstDayOf, yearOf } from '#shared/calendar/day.ts'
import { benefitKinds, benefitPayment } from '#shared/contracts/benefit.ts'
import {
  city,
  day,
  fundYear,
  id,
  positiveAmount,
  scheme,
  signature,
  signedAmount,
  why,
} from '#shared/contracts/fields.ts'
import { payee } from '#shared/contracts/payee.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { stableId } from '#shared/kernel/hash.ts'
import { amountAt } from '#shared/policy/policy.ts'
import type { FamilyUse } from '../account/account-entries.ts'
import { accountEntries, entryCauses } from '../account/account-entries.ts'
import { readAccountYears } from '../account/account-years.ts'
import { startInterest } from '../account/credit-interest.ts'
import { startRetirees } from '../account/credit-retirees.ts'
import { deliveries } from '../insured-year/rules/care.ts'
import { citiesOf, spellOn } from '../insured-year/rules/insured-year.ts'
import { accountEntriesOf } from '../keys.ts'
import { refusal, refuse } from '../refusals.ts'
import { grantBenefit, turnDownBenefit } from './decide-benefit.ts'
import type { BenefitEffects } from './effects.ts'
import { accountCityOf, claimMaternity, proposePayOut, yearsAround } from './propose-benefit.ts'
import type { Benefit } from './rules/benefit.ts'
import { benefitStates } from './rules/benefit.ts'
import { pageBenefits, readBenefit } from './store.ts'

const offices = ['province', 'city'] as const
const ofPerson = '/v1/settlement/persons/{personId}'
const path = '/v1/settlement/benefits'
const person = z.strictObject({ personId: id })
const ofBenefit = z.strictObject({ benefitId: id })
const document = z.string().trim().min(1).max(100).meta({
  description: 'the number of the paper that it rests on',
})

const shown = z.strictObject({
  ...{ benefitId: id, kind: z.enum(benefitKinds), personId: id, city, scheme },
  ...{ amount: positiveAmount, payments: z.array(benefitPayment), document, proposed: signature },
  delivery: z
    .strictObject({
      ...{ deliveredOn: day, delivery: z.enum(deliveries), children: z.int(), monthlyWage: positiveAmount },
      days: z.int().meta({ description: 'days of leave that are paid' }),
    })
    .optional(),
  state: z.enum(benefitStates),
  grantedOn: day.optional(),
  approved: signature.optional().meta({ description: 'absent where the amount takes one officer' }),
  rejected: signature.extend({ reason: z.string() }).optional(),
})

const answered = (decision: Decision<Benefit>) =>
  decision.status === 'refused' ? decision : accept(shown.parse(decision.value))

const noPerson = () => refusal('person.unknown', { field: 'personId' })

/** The city that insures the mother on the day of the delivery, else those that have her years. */
const maternityOwner = (effects: BenefitEffects) =>
  ({
    whose: 'recorded',
    as: 'the city that insures the person on the day of the delivery, else the cities of their years',
    unknown: noPerson,
    find: async ({
      params: { personId },
      body: { deliveredOn },
    }: {
      readonly params: { readonly personId: string }
      readonly body: { readonly deliveredOn: string }
    }) => {
      const years = await yearsAround({ personId, day: deliveredOn }, effects)
      const own = years.find(({ state }) => state.year === yearOf(deliveredOn))
      const spell = own && spellOn(own.state, deliveredOn)
      const cities = spell ? [spell.city] : years.flatMap(({ state }) => citiesOf(state))
      return cities.length === 0 ? undefined : { parties: { cities }, found: undefined }
    },
  }) as const

/** The city that had the person last: its fund holds the account. */
const accountOwner = (effects: BenefitEffects) =>
  ({
    whose: 'recorded',
    as: 'the city that insures the person, else the last that did',
    unknown: noPerson,
    find: async ({ params: { personId }, today }: { params: { personId: string }; today: string }) => {
      const own = accountCityOf(await readAccountYears({ personId, day: today }, effects))
      return own === undefined ? undefined : { parties: { cities: [own] }, found: undefined }
    },
  }) as const

const benefitOwner = ({ store }: Pick<BenefitEffects, 'store'>) =>
  ({
    whose: 'recorded',
    as: 'the city whose fund pays it',
    unknown: () => refusal('benefit.unknown', { field: 'benefitId' }),
    find: async ({ params: { benefitId } }: { readonly params: { readonly benefitId: string } }) => {
      const found = await readBenefit(store, benefitId)
      return found && { parties: { cities: [found.benefit.city] }, found: found.benefit }
    },
  }) as const

const changed = (_: unknown, { benefitId }: { readonly benefitId: string }): string[] => [
  `${path}/${benefitId}`,
]

const claimOperation = (effects: BenefitEffects): Operation =>
  defineOperation({
    method: 'POST',
    path: `${ofPerson}/maternity-allowances`,
    summary:
      'Claims the maternity allowance of a delivery, once, for who was insured for maternity then: the average wage over the days of leave. It is paid to the employer, who pays wages meanwhile, or to the mother. Above a figure of the policy another officer approves it first.',
    scopes: offices,
    params: person,
    owner: maternityOwner(effects),
    body: z.strictObject({
      ...{ deliveredOn: day, delivery: z.enum(deliveries), children: z.int().min(1).max(9) },
      monthlyWageFen: positiveAmount.meta({
        description: 'fen: the average monthly wage of the employer’s staff last year',
      }),
      ...{ payee, document, on: day },
    }),
    status: 201,
    answer: shown,
    refusals: [
      ...(['maternity.in-future', 'maternity.not-the-mother', 'maternity.not-insured'] as const),
      ...(['maternity.claimed-before', 'maternity.other-payee', 'maternity.is-another'] as const),
      ...(['policy.missing', 'person.unknown'] as const),
    ],
    persons: ({ params }) => [params.personId],
    changes: changed,
    handle: async ({ params: { personId }, body: { monthlyWageFen, on, ...body }, commandId, by }) =>
      answered(
        await claimMaternity(
          {
            ...{ benefitId: stableId('MA-', commandId), personId, monthlyWage: monthlyWageFen, ...body },
            proposed: { by: by.subject, on },
          },
          effects,
        ),
      ),
  })

const payOutOperation = (effects: BenefitEffects): Operation =>
  defineOperation({
    method: 'POST',
    path: `${ofPerson}/account-payouts`,
    summary:
      'Proposes to pay out what a personal account holds: to heirs after a death, or with a move out of the province. Coverage must have ended. Another officer approves it; the account is judged anew then.',
    scopes: offices,
    params: person,
    owner: accountOwner(effects),
    body: z.strictObject({
      kind: z.enum(['account-inheritance', 'account-transfer-out']),
      payments: z.array(benefitPayment).min(1).max(20),
      ...{ document, on: day },
    }),
    status: 201,
    answer: shown,
    refusals: ['person.unknown', 'account.still-insured', 'account.holds-less', 'benefit.changed-meanwhile'],
    persons: ({ params }) => [params.personId],
    changes: changed,
    handle: async ({ params: { personId }, body: { on, ...body }, commandId, by }) =>
      answered(
        await proposePayOut(
          {
            ...{ benefitId: stableId('AP-', commandId), personId, ...body },
            proposed: { by: by.subject, on },
          },
          effects,
        ),
      ),
  })

const approveOperation = (effects: BenefitEffects): Operation =>
  defineOperation({
    method: 'POST',
    path: `${path}/{benefitId}/approval`,
    summary: 'Approves a benefit by another officer than who proposed it: the treasury is asked to pay it.',
    scopes: offices,
    params: ofBenefit,
    owner: benefitOwner(effects),
    body: z.strictObject({ on: day }),
    answer: shown,
    refusals: [
      ...(['benefit.unknown', 'benefit.decided', 'benefit.proposer-is-approver'] as const),
      ...(['benefit.before-proposed', 'maternity.claimed-before', 'policy.missing'] as const),
      ...(['account.still-insured', 'account.holds-less'] as const),
    ],
    persons: (_, { personId }) => [personId],
    changes: changed,
    hand: ({ approved }) => approved,
    handle: async ({ params: { benefitId }, body: { on }, by }) =>
      answered(await grantBenefit(benefitId, { by: by.subject, on }, effects)),
  })

const rejectOperation = (effects: BenefitEffects): Operation =>
  defineOperation({
    method: 'POST',
    path: `${path}/{benefitId}/rejection`,
    summary: 'Rejects a benefit that waits, with a reason; who proposed it takes it back so.',
    scopes: offices,
    params: ofBenefit,
    owner: benefitOwner(effects),
    body: z.strictObject({ reason: why }),
    answer: shown,
    refusals: ['benefit.unknown', 'benefit.decided'],
    persons: (_, { personId }) => [personId],
    changes: changed,
    hand: ({ rejected }) => rejected,
    handle: async ({ params: { benefitId }, body: { reason }, by, today }) =>
      answered(await turnDownBenefit(benefitId, { by: by.subject, on: today, reason }, effects)),
  })

const atOnce = 50
const cursor = z.string().min(1).max(2_000).optional()

const readOperations = (effects: BenefitEffects): Operation[] => [
  defineOperation({
    method: 'GET',
    path: `${path}/{benefitId}`,
    summary: 'A benefit: who is paid what, by which paper, and by whose hands.',
    scopes: [...offices, 'auditor'],
    params: ofBenefit,
    owner: benefitOwner(effects),
    answer: shown,
    refusals: ['benefit.unknown'],
    persons: (_, { personId }) => [personId],
    handle: async ({ found }) => accept(shown.parse(found)),
  }),
  defineOperation({
    method: 'GET',
    path,
    summary: "A city's benefits in a state, the oldest first: those `proposed` wait for another officer.",
    scopes: [...offices, 'auditor'],
    owner: { whose: 'named', parties: ({ query }) => ({ cities: [query.city] }) },
    query: z.strictObject({ city, state: z.enum(benefitStates).default('proposed'), cursor }),
    answer: z.strictObject({ benefits: z.array(shown).max(atOnce), cursor }),
    refusals: ['cursor.unreadable'],
    persons: (_, { benefits }) => benefits.map(({ personId }) => personId),
    handle: async ({ query: { cursor: from, ...of } }) => {
      const place = from === undefined ? { limit: atOnce } : { limit: atOnce, cursor: from }
      const { found, ...next } = await pageBenefits(effects.store, of, place)
      return accept({ benefits: found.map((benefit) => shown.parse(benefit)), ...next })
    },
  }),
  defineOperation({
    method: 'GET',
    path: `${ofPerson}/account-entries`,
    summary:
      "Interest, retirees' credits, payouts and uses by family of a person's account; credits of bills and the person's own uses stand with the years and claims.",
    scopes: [...offices, 'auditor'],
    params: person,
    owner: accountOwner(effects),
    query: z.strictObject({ cursor }),
    answer: z.strictObject({
      entries: z
        .array(
          z.strictObject({
            ...{ entryId: id, year: fundYear, city, cause: z.enum(entryCauses) },
            ...{ amount: signedAmount, on: day, benefitId: id.optional() },
            move: z.strictObject({ moveId: id, with: id, city }).optional().meta({
              description: 'of money that went from account to account, or to another city’s books',
            }),
            family: z.strictObject({ claimId: id, member: id, consentId: id }).optional().meta({
              description:
                'of what a claim of a member of the family took, or gave back: whose, by which consent',
            }),
            premium: z
              .strictObject({ premiumId: id, member: id, consentId: id, billId: id })
              .optional()
              .meta({ description: 'of what was to pay a relative’s premium, or came back of it' }),
          }),
        )
        .max(atOnce),
      cursor,
    }),
    refusals: ['person.unknown', 'cursor.unreadable'],
    persons: ({ params }) => [params.personId],
    handle: async ({ params: { personId }, query: { cursor: from } }) => {
      const { pk, prefix } = accountEntriesOf(personId)
      const place = { prefix, limit: atOnce, ...(from === undefined ? {} : { cursor: from }) }
      const { records, ...next } = await accountEntries.page(effects.store, pk, place)
      const entries = records.map(
        ({ entryId, year, city: of, cause, amount, on, benefitId, move, family, premium }) => ({
          ...{ entryId, year, city: of, cause, amount, on },
          ...(benefitId === undefined ? {} : { benefitId }),
          ...(move === undefined ? {} : { move }),
          ...(family === undefined ? {} : { family: familyOf(family) }),
          ...(premium === undefined ? {} : { premium }),
        }),
      )
      return accept({ entries, ...next })
    },
  }),
]

const familyOf = ({ claimId, member, consentId }: FamilyUse) => ({ claimId, member, consentId })

const interestOperation = (effects: Parameters<typeof startInterest>[1]): Operation =>
  defineOperation({
    method: 'POST',
    path: '/v1/settlement/account-interest-runs',
    summary:
      'Credits the personal accounts of a city with the interest of a year that is over, each once: what was brought over at one rate, what came in the year at another. The tenth of January does it by itself.',
    scopes: offices,
    owner: { whose: 'named', parties: ({ body }) => ({ cities: [body.city] }) },
    body: z.strictObject({ city, year: fundYear, on: day }),
    status: 202,
    answer: z.strictObject({ runId: id }),
    refusals: ['account.year-not-over'],
    changes: (_, { runId }) => [`/v1/settlement/runs/${runId}`],
    handle: async ({ body: { city: of, year, on } }) =>
      year >= yearOf(on)
        ? refuse('account.year-not-over', { field: 'year', figures: { year } })
        : accept({ runId: await startInterest({ city: of, year, on }, effects) }),
  })

const retireesOperation = (effects: BenefitEffects & Parameters<typeof startRetirees>[1]): Operation =>
  defineOperation({
    method: 'POST',
    path: '/v1/settlement/retiree-account-runs',
    summary:
      'Credits the accounts of retired persons of a city with the fixed sum that the pooled fund pays for a year, each once: for every month on whose first day they are entitled as retired. The twelfth of each quarter does it by itself, for who has had nothing yet.',
    scopes: offices,
    owner: { whose: 'named', parties: ({ body }) => ({ cities: [body.city] }) },
    body: z.strictObject({ city, year: fundYear, on: day }),
    status: 202,
    answer: z.strictObject({ runId: id }),
    refusals: ['account.year-not-begun', 'policy.missing'],
    changes: (_, { runId }) => [`/v1/settlement/runs/${runId}`],
    handle: async ({ body: { city: of, year, on } }) => {
      if (year > yearOf(on)) return refuse('account.year-not-begun', { field: 'year', figures: { year } })
      const moment = { on: firstDayOf(`${year}-01`), city: of }
      amountAt(effects.policy(), 'settlement.retiree_account_credit', moment)
      return accept({ runId: await startRetirees({ city: of, year, on }, effects) })
    },
  })

/** What is granted beside claims, and the interest and credits of accounts. */
export const benefitRoutes = (effects: BenefitEffects & Parameters<typeof startInterest>[1]): Operation[] => [
  claimOperation(effects),
  payOutOperation(effects),
  approveOperation(effects),
  rejectOperation(effects),
  ...readOperations(effects),
  interestOperation(effects),
  retireesOperation(effects),
]
