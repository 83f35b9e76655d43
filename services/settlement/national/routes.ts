import * as z from 'zod'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import { accept } from '#shared/kernel/decision.ts'
import { answerBatch, mostMessages, personsShown } from './batch.ts'
import type { NationalEffects } from './effects.ts'
import { envelope, nationalAnswer } from './envelope.ts'
import { answerMessage, operatorOf, partiesOfMessage, personShown } from './message.ts'
import { transactions } from './transactions.ts'

const scopes = ['institution', 'city', 'province'] as const

const singleOperation = (effects: NationalEffects): Operation =>
  defineOperation({
    method: 'POST',
    path: '/v1/settlement/national',
    summary: `National transactions ${transactions.map(({ infno }) => infno).join(', ')}, see docs/national-interface.md. A refusal is an answer with infcode -1; its own msgid is its idempotency key.`,
    scopes,
    body: envelope,
    owner: {
      whose: 'recorded',
      as: 'the institution that the message speaks for and the city that it stands in',
      find: async ({ body, caller }) => {
        const parties = await partiesOfMessage(body, caller, effects)
        return parties.status === 'refused' ? parties : accept({ parties: parties.value, found: undefined })
      },
    },
    answer: nationalAnswer,
    refusals: ['institution.unknown', 'policy.missing'],
    once: 'itself',
    keyIn: ({ msgid }) => msgid,
    subjectIn: operatorOf,
    persons: ({ body }, answer) => personShown(body, answer),
    handle: ({ caller, body, by, today }) => answerMessage(body, { caller, by, today }, effects),
  })

const batchOperation = (effects: NationalEffects): Operation =>
  defineOperation({
    method: 'POST',
    path: '/v1/settlement/national/batches',
    summary:
      'National transactions that a system kept while it was cut off, or sends for others, many at once: each is answered for itself, as if it had come alone, those of one person in their order. Its own msgid is its idempotency key.',
    scopes,
    body: z.strictObject({
      messages: z.array(z.unknown()).min(1).max(mostMessages).meta({
        description: 'Envelopes as the single call takes them; one that is malformed spoils no other',
      }),
    }),
    // Each message is asked for its own parties when it is answered.
    owner: { whose: 'caller' },
    answer: z.strictObject({ answers: z.array(nationalAnswer) }),
    refusals: [],
    once: 'itself',
    keyIn: () => 'batch',
    persons: ({ body: { messages } }, { answers }) => personsShown(messages, answers),
    handle: async ({ caller, body: { messages }, by, today }) =>
      accept({ answers: await answerBatch(messages, { caller, by, today }, effects) }),
  })

/** The national hospital interface, on the same commands as plain JSON. */
export const nationalOperations = (effects: NationalEffects): Operation[] => [
  singleOperation(effects),
  batchOperation(effects),
]
