import * as z from 'zod'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import type { Refusal } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { callerOfGateway } from '../gateway/gateway-caller.ts'
import type { RefusalCode } from '../refusals.ts'
import type { Outcome } from './answer.ts'
import { declined, stamped } from './answer.ts'
import { answerBatch, mostMessages, personsShown } from './batch.ts'
import type { NationalEffects } from './effects.ts'
import type { NationalAnswer } from './envelope.ts'
import { envelope, nationalAnswer } from './envelope.ts'
import {
  answerMessage,
  institutionNamed,
  noInstitution,
  operatorOf,
  partiesOfMessage,
  personShown,
} from './message.ts'
import { transactions } from './transactions.ts'
import { saidIn, unread } from './unread.ts'

/** An institution speaks for itself, and no office for one, not even the province: a year is replayed as each of them. */
const scopes = ['institution'] as const

/** The answer as it goes, with its times. */
const answeredAt = (at: string, effects: NationalEffects) => (outcome: Outcome) =>
  stamped(outcome, new Date(at), new Date(effects.now()))

/**
 * A refusal of the door in the words of the interface: the systems of hospitals read no other. What is wrong with the
 * caller is told by the status too, and a failure of ours is a problem as everywhere: nobody may take it for a settlement
 * that was refused.
 */
const refusedAs =
  (effects: NationalEffects) =>
  (refusal: Refusal, status: number, sent: unknown): { status: number; body: NationalAnswer } | undefined => {
    if (status >= 500) return undefined
    const now = new Date(effects.now())
    const said = sent === undefined ? { msgid: '' } : saidIn(sent)
    const outcome = status === 403 || sent === undefined ? declined(said, refusal) : unread(sent, refusal)
    return { status: status === 403 ? 403 : 200, body: stamped(outcome, now, now) }
  }

const numbers = transactions.map(({ infno }) => infno).join(', ')

/** A transaction on its own, by a token or by a signature. */
const singleOperation = (
  effects: NationalEffects,
  door: Pick<Operation, 'pace' | 'path' | 'summary' | 'scopes' | 'callerBy' | 'refusedAs'>,
  refusals: readonly RefusalCode[],
): Operation =>
  defineOperation({
    method: 'POST',
    ...door,
    body: envelope,
    owner: {
      whose: 'recorded',
      as: 'the institution that the message speaks for and the city that it stands in',
      unknown: noInstitution,
      names: ({ body, caller }) => institutionNamed(body, caller),
      find: async ({ body, caller }) => {
        const parties = await partiesOfMessage(body, caller, effects)
        return parties && { parties, found: undefined }
      },
    },
    answer: nationalAnswer,
    refusals: ['institution.unknown', 'policy.missing', 'plan.fact-missing', 'plan.no-row', ...refusals],
    once: 'itself',
    keyIn: ({ msgid }) => msgid,
    subjectIn: operatorOf,
    persons: ({ body }, answer) => personShown(body, answer),
    handle: async ({ caller, body, by, today }) => {
      const outcome = await answerMessage(body, { caller, by, today }, effects)
      return outcome.status === 'refused' ? outcome : accept(answeredAt(by.at, effects)(outcome.value))
    },
  })

const byToken = (effects: NationalEffects): Operation => {
  const told = refusedAs(effects)
  return singleOperation(
    effects,
    {
      path: '/v1/settlement/national',
      pace: 'claim',
      summary: `National transactions ${numbers}, see docs/national-interface.md. A refusal is an answer with infcode -1; its own msgid is its idempotency key.`,
      scopes,
      refusedAs: (refusal, status, sent) => (status === 403 ? undefined : told(refusal, status, sent)),
    },
    [],
  )
}

const bySignature = (effects: NationalEffects): Operation =>
  singleOperation(
    effects,
    {
      path: '/v1/settlement/national/gateway',
      pace: 'claim',
      summary:
        'The same for systems that sign their calls as the gateways of provinces have it (x-tif-paasid, x-tif-timestamp, x-tif-nonce, x-tif-signature) and have no token.',
      scopes: ['institution'],
      callerBy: ({ headers }) => callerOfGateway(headers, effects),
      refusedAs: refusedAs(effects),
    },
    ['gateway.unsigned', 'gateway.wrong-signature', 'gateway.clock', 'gateway.replayed'],
  )

const batchOperation = (effects: NationalEffects): Operation =>
  defineOperation({
    method: 'POST',
    path: '/v1/settlement/national/batches',
    pace: 'claim',
    summary:
      'National transactions that an institution’s system kept while it was cut off, many at once: each is answered for itself, as if it had come alone, those of one person in their order. Its own msgid is its idempotency key.',
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
  byToken(effects),
  bySignature(effects),
  batchOperation(effects),
]
