import { asProblem } from '#shared/edge/http/as-problem.ts'
import { measuredApart } from '#shared/edge/store/request-meter.ts'
import { schemaFault } from '#shared/kernel/schema-fault.ts'
import { refusal } from '../refusals.ts'
import { declined, unanswered } from './answer.ts'
import type { Envelope, NationalAnswer } from './envelope.ts'
import { envelope } from './envelope.ts'
import type { From } from './message.ts'
import { answerMessage } from './message.ts'
import { ungrouped } from './transaction.ts'

/** The messages of one batch: few enough that all are answered long before a function's time is up. */
export const mostMessages = 50

type Row = Readonly<Record<string, unknown>>

/** Whose turn a message has to wait for: that of its person's messages before it; others need not wait. */
const personOf = (row: Row, index: number): string => {
  const input = row.input !== null && typeof row.input === 'object' ? ungrouped(row.input as Row) : {}
  return typeof input.psn_no === 'string' ? `person ${input.psn_no}` : `message ${index}`
}

const answerRow = async (row: Row, from: From): Promise<NationalAnswer> => {
  const parsed = envelope.safeParse(row)
  if (!parsed.success) {
    const { place } = schemaFault(parsed.error)
    return declined(String(row.msgid ?? ''), refusal('call.bad-field', { field: place }))
  }
  const message: Envelope = parsed.data
  return measuredApart(() => answerMessage(message, from)).catch((error) =>
    unanswered(message.msgid, asProblem(error).refusal),
  )
}

/** Answers messages each for itself: those of one person one after the other, persons side by side; in their order. */
export const answerBatch = async (rows: readonly Row[], from: From): Promise<NationalAnswer[]> => {
  const numbered = rows.map((row, index) => ({ row, index }))
  const answers: NationalAnswer[] = []
  const byPerson = Map.groupBy(numbered, ({ row, index }) => personOf(row, index))
  await Promise.all(
    [...byPerson.values()].map(async (own) => {
      for (const { row, index } of own) answers[index] = await answerRow(row, from)
    }),
  )
  return answers
}
