import * as z from 'zod'
import { exchangeAnswer, exchangeKinds, leviedDues } from '#shared/contracts/contribution.ts'
import { city, day, id, scheme, why } from '#shared/contracts/fields.ts'
import { downloadOf, sheetFormats, sheetTypes } from '#shared/edge/files/sheet.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import { accept } from '#shared/kernel/decision.ts'
import { refusalText } from '#shared/kernel/refusals.ts'
import { billOwner } from '../bill/bill-owner.ts'
import { cityOwner } from '../city-owner.ts'
import type { Effects } from '../effects.ts'
import { exchangesPartition } from '../keys.ts'
import { atOnce, cursor, pageFrom } from '../paging.ts'
import { table } from '../refusals.ts'
import { resend, takeAnswer } from './exchange-dues.ts'
import { messageSheet } from './message-sheet.ts'
import type { Exchange } from './rules/exchange.ts'
import { messageIdOf, messageNamed, messageStates } from './rules/exchange.ts'
import { exchanges, readExchange } from './store.ts'

type Needs = Pick<Effects, 'store' | 'policy'>

const mostInFile = 5_000
const path = '/v1/contribution/exchange-messages'

const message = z.strictObject({
  messageId: id,
  type: z.int().min(1).max(5).meta({ description: '1 add, 2 change, 3 end, 4 difference, 5 cancel' }),
  kind: z.enum(exchangeKinds),
  state: z.enum(messageStates).meta({
    description: '`sent`: under way; `withdrawn`: refused, with nothing to be told any more',
  }),
  sentOn: day,
  corrects: id.optional(),
  content: leviedDues,
  answer: z.strictObject({ on: day, code: z.string(), reason: z.string().optional() }).optional(),
})
const exchange = z.strictObject({ billId: id, city, scheme, messages: z.array(message) })

const shownOf = (
  { billId, city: of, scheme: inScheme, messages }: Exchange,
  from = 0,
): z.output<typeof exchange> => ({
  ...{ billId, city: of, scheme: inScheme },
  messages: messages.slice(from).map(({ number, corrects, kind, ...rest }) => ({
    ...{ messageId: messageIdOf(billId, number), type: exchangeKinds.indexOf(kind) + 1, kind },
    ...rest,
    ...(corrects === undefined ? {} : { corrects: messageIdOf(billId, corrects) }),
  })),
})

const personsIn = (listed: readonly z.output<typeof exchange>[]): string[] =>
  listed.flatMap(({ messages }) => messages.flatMap(({ content }) => content.personId ?? []))

const listOperation = ({ store }: Needs): Operation =>
  defineOperation({
    method: 'GET',
    path,
    summary:
      "The bills of a city whose last message to the tax authority is in a state, each with that message, the longest first: as JSON page by page, or as a file that the tax authority takes. `refused` are an officer's to correct.",
    scopes: ['province', 'city', 'tax', 'auditor'],
    owner: { whose: 'named', parties: ({ query }) => ({ cities: [query.city] }) },
    query: z.strictObject({
      city,
      state: z.enum(messageStates),
      cursor,
      format: z.enum(sheetFormats).default('json'),
    }),
    answer: z.strictObject({ exchanges: z.array(exchange).max(atOnce), cursor }),
    downloads: sheetTypes,
    refusals: ['cursor.unreadable'],
    persons: (_, answer) => personsIn(answer?.exchanges ?? []),
    handle: async ({ query: { city: of, state, cursor: from, format } }) => {
      const place = { index: 'gsi1' as const, ...pageFrom(from, format === 'json' ? atOnce : mostInFile) }
      const { records, ...next } = await exchanges.page(store, exchangesPartition(of, state), place)
      const listed = records.map((record) => record.exchange)
      if (format === 'json')
        return accept({ exchanges: listed.map((each) => shownOf(each, each.messages.length - 1)), ...next })
      return accept(downloadOf(messageSheet(listed), format, ['exchange', of, state].join('-')))
    },
  })

const oneOperation = ({ store }: Needs): Operation =>
  defineOperation({
    method: 'GET',
    path: '/v1/contribution/bills/{billId}/exchange',
    summary: 'All that the tax authority was told of a bill, message by message, and what it answered.',
    scopes: ['province', 'city', 'tax', 'auditor'],
    params: z.strictObject({ billId: id }),
    owner: billOwner(async (billId) => (await readExchange(store, billId)).stored?.exchange),
    answer: exchange,
    refusals: ['contribution.bill-unknown'],
    persons: (_, shown) => personsIn([shown]),
    handle: async ({ found }) => accept(shownOf(found)),
  })

const row = z.strictObject({
  messageId: id,
  status: z.enum(['taken', 'refused']),
  code: z.string().optional(),
  reason: z.string().optional(),
  reasonZh: z.string().optional(),
})

const answerOperation = (effects: Needs): Operation =>
  defineOperation({
    method: 'POST',
    path: '/v1/contribution/exchange-answers',
    summary:
      'The tax authority says of messages that it received them, or refuses them and why; each row is answered for itself. What changed on a bill meanwhile is sent then.',
    scopes: ['tax'],
    owner: { whose: 'caller' },
    body: z.strictObject({ answers: z.array(exchangeAnswer).min(1).max(100) }),
    answer: z.strictObject({ rows: z.array(row) }),
    refusals: ['exchange.message-unknown', 'exchange.answered-otherwise'],
    changes: ({ body }, { rows }) => [
      ...new Set(
        body.answers
          .filter((_, index) => rows[index]?.status === 'taken')
          .map(({ messageId }) => `/v1/contribution/bills/${messageNamed(messageId).billId}/exchange`),
      ),
    ],
    handle: async ({ body: { answers }, today, reaches }) => {
      const rows: z.output<typeof row>[] = []
      for (const { messageId, ...said } of answers) {
        const terms = { on: today, reaches: (of: string) => reaches({ cities: [of] }) }
        const outcome = await takeAnswer({ messageId, ...said }, terms, effects)
        if (outcome.status === 'accepted') rows.push({ messageId, status: 'taken' })
        else {
          const { code, reason } = outcome.refusal
          const reasonZh = refusalText(table, outcome.refusal, 'zh').reason
          rows.push({ messageId, status: 'refused', code, reason, reasonZh })
        }
      }
      return accept({ rows })
    },
  })

const resendOperation = (effects: Needs): Operation =>
  defineOperation({
    method: 'POST',
    path: `${path}/{messageId}/resend`,
    summary:
      'Sends what the tax authority refused again, as the bill is now: in a message with the next number, which names the refused one.',
    scopes: ['province', 'city'],
    params: z.strictObject({ messageId: id }),
    owner: cityOwner('messageId', {
      as: 'the city of the bill',
      unknown: 'exchange.message-unknown',
      find: async (messageId) =>
        (await readExchange(effects.store, messageNamed(messageId).billId)).stored?.exchange,
    }),
    body: z.strictObject({ reason: why }),
    answer: exchange,
    refusals: ['exchange.message-unknown', 'exchange.not-refused', 'policy.missing'],
    changes: ({ params: { messageId } }) => [
      `/v1/contribution/bills/${messageNamed(messageId).billId}/exchange`,
    ],
    persons: (_, shown) => personsIn([shown]),
    handle: async ({ params: { messageId }, today }) => {
      const outcome = await resend(messageId, today, effects)
      return outcome.status === 'refused' ? outcome : accept(shownOf(outcome.value))
    },
  })

/** The exchange with the tax authority: what it was told is due, and what it said to that. */
export const exchangeRoutes = (effects: Needs): Operation[] => [
  listOperation(effects),
  oneOperation(effects),
  answerOperation(effects),
  resendOperation(effects),
]
