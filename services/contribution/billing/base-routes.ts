import * as z from 'zod'
import { amount, city, fundYear, id, month, positiveAmount, signature } from '#shared/contracts/fields.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import { accept } from '#shared/kernel/decision.ts'
import { stableId } from '#shared/kernel/hash.ts'
import { coverageId, coverages } from '../coverage/store.ts'
import type { Effects } from '../effects.ts'
import { refusal } from '../refusals.ts'
import { readFlexibleBases, recordChoice } from './flexible-bases.ts'

type Needs = Pick<Effects, 'store' | 'policy'>

const path = '/v1/contribution/persons/{personId}/flexible-bases'
const params = z.strictObject({ personId: id })

const choice = z.strictObject({
  ...{ choiceId: id, city, from: month },
  baseYear: fundYear.meta({ description: 'the year of contributions that begins in it' }),
  base: amount,
  document: z.string(),
  chosen: signature,
})

/** The city that covers a person, or did last. */
const coveredBy = ({ store }: Pick<Needs, 'store'>) =>
  ({
    whose: 'recorded',
    as: 'the city that covers the person, or did last',
    unknown: () => refusal('flexible-base.not-flexible', { field: 'personId' }),
    find: async ({ params: { personId } }: { params: { personId: string } }) => {
      const found = await coverages.read(store, coverageId(personId))
      return found && { parties: { cities: [found.person.city] }, found: undefined }
    },
  }) as const

const chooseOperation = (effects: Needs): Operation =>
  defineOperation({
    method: 'POST',
    path,
    summary:
      'Records the base that a flexible worker chooses to pay on, between the bounds of the law, from a month on: once in each year of contributions. Without a choice it is the lowest; one holds until the next.',
    scopes: ['province', 'city'],
    params,
    owner: coveredBy(effects),
    body: z.strictObject({
      from: month.meta({ description: 'the first month billed on it: this one or a later, not billed yet' }),
      baseFen: positiveAmount.meta({ description: 'fen a month' }),
      document: z.string().trim().min(1).max(100).meta({ description: 'the number of the worker’s paper' }),
    }),
    status: 201,
    answer: choice,
    refusals: [
      ...(['flexible-base.not-flexible', 'flexible-base.out-of-bounds', 'flexible-base.from-past'] as const),
      ...(['flexible-base.chosen-before', 'flexible-base.month-billed', 'policy.missing'] as const),
    ],
    persons: ({ params: { personId } }) => [personId],
    changes: ({ params: { personId } }) => [`/v1/contribution/persons/${personId}/flexible-bases`],
    handle: async ({ params: { personId }, body, commandId, by, today }) => {
      const { baseFen: base, ...rest } = body
      const chosen = { by: by.subject, on: today }
      const asked = { ...rest, base, personId, choiceId: stableId('FB-', commandId), chosen }
      const decision = await recordChoice(asked, effects)
      return decision.status === 'refused' ? decision : accept(choice.parse(decision.value))
    },
  })

const listOperation = (effects: Needs): Operation =>
  defineOperation({
    method: 'GET',
    path,
    summary: 'The bases that a flexible worker chose, in the order of the choices.',
    scopes: ['province', 'city', 'auditor'],
    params,
    owner: coveredBy(effects),
    answer: z.strictObject({ choices: z.array(choice).max(100) }),
    refusals: ['flexible-base.not-flexible'],
    persons: ({ params: { personId } }) => [personId],
    handle: async ({ params: { personId } }) => {
      const { choices } = await readFlexibleBases(effects.store, personId)
      return accept({ choices: choices.map((each) => choice.parse(each)) })
    },
  })

/** The bases that flexible workers choose. */
export const flexibleBaseRoutes = (effects: Needs): Operation[] => [
  chooseOperation(effects),
  listOperation(effects),
]
