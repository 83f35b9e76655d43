import * as z from 'zod'
import { problem } from '#shared/edge/http/problem.ts'
import type { Route } from '#shared/edge/http/route.ts'
import { defineRoute } from '#shared/edge/http/route.ts'
import { table as refusals } from '../refusals.ts'
import { answerBatch, mostMessages } from './batch.ts'
import { envelope, nationalAnswer } from './envelope.ts'
import { answerMessage } from './message.ts'
import { transactions } from './transactions.ts'

/** The national hospital interface, on the same commands as plain JSON. */
export const nationalRoutes: Route[] = [
  defineRoute({
    method: 'POST',
    path: '/v1/settlement/national',
    summary: `National transactions ${transactions.map(({ infno }) => infno).join(', ')}, see docs/national-interface.md. A refusal is an answer with infcode -1; the Idempotency-Key is the msgid.`,
    scopes: ['institution', 'city', 'province'],
    body: envelope,
    answer: nationalAnswer,
    problems: [
      'idempotency-key.mismatch',
      'caller.other-institution',
      'caller.other-division',
      ...Object.keys(refusals),
    ],
    handle: async ({ caller, body: message, idempotencyKey, today }) => {
      if (message.msgid !== idempotencyKey)
        throw problem(400, 'idempotency-key.mismatch', 'the Idempotency-Key is not the msgid', 'msgid')
      return { status: 200, body: await answerMessage(message, { caller, today }) }
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/v1/settlement/national/batches',
    summary:
      'National transactions that a system kept while it was cut off, or sends for others, many at once: each is answered for itself, as if it had come alone, those of one person in their order. Its own msgid is its idempotency key.',
    scopes: ['institution', 'city', 'province'],
    body: z.strictObject({
      messages: z.array(z.record(z.string(), z.unknown())).min(1).max(mostMessages).meta({
        description: 'Envelopes as the single call takes them; one that is malformed spoils no other',
      }),
    }),
    answer: z.strictObject({ answers: z.array(nationalAnswer) }),
    problems: [],
    handle: async ({ caller, body: { messages }, today }) => ({
      status: 200,
      body: { answers: await answerBatch(messages, { caller, today }) },
    }),
  }),
]
