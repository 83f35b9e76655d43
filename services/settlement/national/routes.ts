import * as z from 'zod'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import type { Refusal } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Outcome } from './answer.ts'
import { declined, stamped } from './answer.ts'
import { answerBatch, mostMessages, personsShown } from './batch.ts'
import type { NationalEffects } from './effects.ts'
import type { NationalAnswer } from './envelope.ts'
import { envelope, nationalAnswer } from './envelope.ts'
import { answerMessage, operatorOf, partiesOfMessage, personShown } from './message.ts'
import { transactions } from './transactions.ts'
import { unread } from './unread.ts'

const scopes = ['institution', 'city', 'province'] as const

/** The answer as it goes, with its times. */
const answeredAt = (at: string, effects: NationalEffects) => (outcome: Outcome) =>
  stamped(outcome, new Date(at), new Date(effects.now()))

/**
 * A refusal of the door in the words of the interface: the systems of hospitals read no other. What is wrong with the
 * caller, and a failure of ours, is told by the status too: nobody may take a failure for a settlement that was refused.
 */
const refusedAs =
  (effects: NationalEffects) =>
  (refusal: Refusal, status: number, sent: unknown): NationalAnswer | undefined => {
    if (status === 403 || status >= 500) return undefined
    const now = new Date(effects.now())
    const outcome = sent === undefined ? declined({ msgid: '' }, refusal) : unread(sent, refusal)
    return stamped(outcome, now, now)
  }

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
    refusedAs: refusedAs(effects),
    handle: async ({ caller, body, by, today }) => {
      const outcome = await answerMessage(body, { caller, by, today }, effects)
      return outcome.status === 'refused' ? outcome : accept(answeredAt(by.at, effects)(outcome.value))
    },
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
    owner: { whose: 'caller', narrowedBy: 'each message is asked for its own parties when it is answered' },
    answer: z.strictObject({ answers: z.array(nationalAnswer) }),
    refusals: [],
    once: 'itself',
    keyIn: () => 'batch',
    persons: ({ body: { messages } }, { answers }) => personsShown(messages, answers),
    handle: async ({ caller, body: { messages }, by, today }) => {
      const outcomes = await answerBatch(messages, { caller, by, today }, effects)
      return accept({ answers: outcomes.map(answeredAt(by.at, effects)) })
    },
  })

/** The national hospital interface, on the same commands as plain JSON. */
export const nationalOperations = (effects: NationalEffects): Operation[] => [
  singleOperation(effects),
  batchOperation(effects),
]
