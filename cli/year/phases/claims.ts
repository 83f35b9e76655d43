import type { Month } from '#shared/calendar/day.ts'
import { monthOf } from '#shared/calendar/day.ts'
import { concurrently, groupBy } from '../concurrently.ts'
import type { Context } from '../context.ts'
import type { Message } from '../inputs.ts'
import type { NoteworthyClaims } from '../noteworthy.ts'
import { newNoteworthy, noticeRefused, noticeSettled } from '../noteworthy.ts'
import { institutionOfMessage } from '../roles.ts'
import type { PersonIds } from './enrol.ts'
import { staysToldByCalls, tellByCalls, tellList } from './stay-call-by-call.ts'

/** What became of the hospitals' messages. */
export type ClaimTally = {
  settled: number
  reversed: number
  repeated: number
  refused: number
  readonly refusals: Map<string, number>
  readonly noteworthy: NoteworthyClaims
}

/** What is remembered over the year: which message ids were answered, and by which settlement. */
export type Settlements = {
  readonly tally: ClaimTally
  /** Settlement ids by message id, for cancellations that name the message. */
  readonly byMessage: Map<string, string>
  /** Claims that somebody inspected. */
  readonly inspected: Set<string>
}

export const newSettlements = (): Settlements => ({
  tally: {
    settled: 0,
    reversed: 0,
    repeated: 0,
    refused: 0,
    refusals: new Map(),
    noteworthy: newNoteworthy(),
  },
  byMessage: new Map(),
  inspected: new Set(),
})

type Answer = {
  readonly infcode?: number
  readonly code?: string
  readonly output?: { readonly setlinfo: { readonly setl_id: string; readonly fund_pay_sumamt: string } }
}

const cancellations = new Set(['2208', '2305'])
const nobody = 'P-not-enrolled'

/** Puts in what a hospital system knows from earlier calls: the person's number, and the settlement to cancel. */
const complete = (message: Message, ids: PersonIds, byMessage: ReadonlyMap<string, string>): Message => {
  const { certno, omsgid, ...input } = message.input
  const settlement = typeof omsgid === 'string' ? { setl_id: byMessage.get(omsgid) ?? 'unknown' } : {}
  return { ...message, input: { certno, psn_no: ids.get(certno) ?? nobody, ...input, ...settlement } }
}

const count = (settlements: Settlements, message: Message, answer: Answer): void => {
  const { tally, byMessage } = settlements
  const { setl_id: setlId, fund_pay_sumamt: fund } = answer.output?.setlinfo ?? {}
  if (answer.infcode !== 0 || setlId === undefined) {
    const code = answer.code ?? 'unknown'
    tally.refused += 1
    tally.refusals.set(code, (tally.refusals.get(code) ?? 0) + 1)
    noticeRefused(tally.noteworthy, code, message.msgid)
  } else if (byMessage.has(message.msgid)) tally.repeated += 1
  else {
    byMessage.set(message.msgid, setlId)
    if (cancellations.has(message.infno)) {
      tally.reversed += 1
      tally.noteworthy.reversed ??= setlId
    } else {
      tally.settled += 1
      noticeSettled(tally.noteworthy, setlId, String(fund))
    }
  }
}

type RecordedIds = { readonly ids: PersonIds; readonly settlements: Settlements }

/** One person's messages of a month, strictly one after the other, each in a call of its own. */
const sendOneByOne = async (
  context: Context,
  messages: readonly Message[],
  { ids, settlements, byCalls }: RecordedIds & { readonly byCalls: ReadonlySet<string> },
): Promise<void> => {
  for (const message of messages) {
    const whole = complete(message, ids, settlements.byMessage)
    const sent = byCalls.has(message.msgid) ? await tellByCalls(context, whole) : whole
    const { body } = await context.client.send(
      institutionOfMessage(message),
      'POST',
      '/v1/settlement/national',
      sent,
      message.msgid,
    )
    count(settlements, message, body as Answer)
    if (byCalls.has(message.msgid)) await tellList(context, whole, body as Answer)
  }
}

/** The code of a message that failed and may be sent again. */
const passing = 'internal'

/** An institution's messages of several persons in one call; those that failed in passing are sent again by themselves. */
const sendTogether = async (
  context: Context,
  messages: readonly Message[],
  { ids, settlements }: RecordedIds,
): Promise<void> => {
  const [first] = messages
  if (!first) return
  const whole = messages.map((message) => complete(message, ids, settlements.byMessage))
  const { answers } = await context.client.command<{ answers: Answer[] }>(
    institutionOfMessage(first),
    'POST',
    '/v1/settlement/national/batches',
    `batch-${first.msgid}`,
    { messages: whole },
  )
  const failed = messages.filter((_, index) => answers[index]?.code === passing)
  for (const [index, message] of messages.entries())
    if (!failed.includes(message)) count(settlements, message, answers[index] ?? {})
  await sendOneByOne(context, failed, { ids, settlements, byCalls: new Set() })
}

/** Each call keeps a function busy with many claims at once. */
const batchesAtATime = 3
/** Calls of a single message, beside the batches. */
const toldAtATime = 3

/** Messages that one call takes. */
const mostMessages = 50

/** Messages of one institution, person by person. */
type Run = readonly Message[]

/** A person's messages, parted where the next is another institution's: each institution sends its own. */
const runsOf = (own: readonly Message[]): Run[] => {
  const runs: Message[][] = []
  for (const message of own) {
    const last = runs.at(-1)
    if (last?.[0]?.fixmedins_code === message.fixmedins_code) last.push(message)
    else runs.push([message])
  }
  return runs
}

/**
 * Messages in the turns they are sent in: a person's second run waits for the first, at whatever institution. A turn
 * holds the batches of all institutions.
 */
const inTurns = (persons: readonly (readonly Message[])[]): Message[][][] => {
  const ofPersons = persons.map(runsOf)
  const most = Math.max(0, ...ofPersons.map(({ length }) => length))
  return Array.from({ length: most }, (_, turn) => {
    const runs = ofPersons.flatMap((ofPerson) => ofPerson.slice(turn, turn + 1))
    return [...groupBy(runs, ([first]) => first?.fixmedins_code ?? '').values()].flatMap(inBatches)
  })
}

/** Persons whose messages go in one call together; what a person's run holds never parts. */
const inBatches = (persons: readonly (readonly Message[])[]): Message[][] => {
  const batches: Message[][] = []
  for (const own of persons) {
    const current = batches.at(-1)
    if (current && current.length + own.length <= mostMessages) current.push(...own)
    else batches.push([...own])
  }
  return batches
}

/** Sends batches turn after turn, those of a turn side by side. */
const sendInTurns = async (
  context: Context,
  turns: readonly (readonly Message[])[][],
  { known, done }: { readonly known: RecordedIds; readonly done: (messages: number) => void },
): Promise<void> => {
  for (const batches of turns)
    await concurrently(batches, batchesAtATime, async (batch) => {
      await sendTogether(context, batch, known)
      done(batch.length)
    })
}

/** Whether a person's messages need more than a file: calls of a visit, or the number of the settlement to cancel. */
const isTold = (own: readonly Message[], byCalls: ReadonlySet<string>): boolean =>
  own.length > mostMessages || own.some(({ infno, msgid }) => byCalls.has(msgid) || cancellations.has(infno))

/** The day a message belongs to: that of the settlement it makes or takes back. */
const dayOf = ({ inf_time }: Message): string => inf_time.slice(0, 10)

/**
 * Sends the hospitals' messages of a month, city after city, as their batches would arrive. Each institution sends its
 * own, as files of many persons. Persons whose messages take more than one call each are sent by themselves.
 */
export const sendClaims = (context: Context, month: Month, known: RecordedIds): Promise<void> =>
  context.phase('claims', async ({ expect, done }) => {
    const messages = context.inputs.claims.filter((message) => monthOf(dayOf(message)) === month)
    expect(messages.length)
    const byCalls = staysToldByCalls(messages)
    const byFund = [...groupBy(messages, ({ input }) => input.certno).values()].sort((a, b) =>
      fundOf(a) < fundOf(b) ? -1 : 1,
    )
    const told = byFund.filter((own) => isTold(own, byCalls))
    const turns = inTurns(byFund.filter((own) => !isTold(own, byCalls)))
    await Promise.all([
      concurrently(told, toldAtATime, async (own) => {
        await sendOneByOne(context, own, { ...known, byCalls })
        done(own.length)
      }),
      sendInTurns(context, turns, { known, done }),
    ])
    await context.settle()
  })

const fundOf = ([first]: readonly Message[]): string => `${first?.insuplc_admdvs}/${first?.input.insutype}`
