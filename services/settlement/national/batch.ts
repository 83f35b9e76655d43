import { keptFromNamed } from '#shared/edge/http/owner.ts'
import { refusalOfError } from '#shared/edge/http/refusal-of-error.ts'
import { measuredApart } from '#shared/edge/store/request-meter.ts'
import { reaches } from '#shared/kernel/authority.ts'
import type { Outcome } from './answer.ts'
import { declined } from './answer.ts'
import { withoutBlanks } from './blanks.ts'
import type { NationalEffects } from './effects.ts'
import type { Envelope } from './envelope.ts'
import { envelope } from './envelope.ts'
import type { NationalSender } from './message.ts'
import { answerMessage, institutionNamed, noInstitution, partiesOfMessage, personShown } from './message.ts'
import { ungrouped } from './transaction.ts'
import { fieldsOf, unread } from './unread.ts'

/** The messages of one batch: few enough that all are answered long before a function's time is up. */
export const mostMessages = 50

/** A message as it came: of one that is no message at all nothing is known. */
type Row = unknown

/** Whose turn a message has to wait for: that of its person's messages before it; others need not wait. */
const personOf = (row: Row, index: number): string => {
  const input = ungrouped(fieldsOf(fieldsOf(withoutBlanks(row)).input))
  return typeof input.psn_no === 'string' ? `person ${input.psn_no}` : `message ${index}`
}

/** Answers a message whose parties were not asked for yet. */
const admitAndAnswer = async (
  message: Envelope,
  from: NationalSender,
  effects: NationalEffects,
): Promise<Outcome> => {
  const kept = keptFromNamed(from.caller, institutionNamed(message, from.caller))
  if (kept) return declined(message, kept)
  const parties = await partiesOfMessage(message, from.caller, effects)
  if (!parties || !reaches(from.caller, parties)) return declined(message, noInstitution())
  const answer = await answerMessage(message, from, effects)
  return answer.status === 'accepted' ? answer.value : declined(message, answer.refusal)
}

const answerRow = async (row: Row, from: NationalSender, effects: NationalEffects): Promise<Outcome> => {
  const parsed = envelope.safeParse(row)
  if (!parsed.success) return unread(row)
  const message: Envelope = parsed.data
  return measuredApart(() => admitAndAnswer(message, from, effects)).catch((error) =>
    declined(message, refusalOfError(error)),
  )
}

/** Answers messages each for itself: those of one person one after the other, persons side by side; in their order. */
export const answerBatch = async (
  rows: readonly Row[],
  from: NationalSender,
  effects: NationalEffects,
): Promise<Outcome[]> => {
  const numbered = rows.map((row, index) => ({ row, index }))
  const answers: Outcome[] = []
  const byPerson = Map.groupBy(numbered, ({ row, index }) => personOf(row, index))
  await Promise.all(
    [...byPerson.values()].map(async (own) => {
      for (const { row, index } of own) answers[index] = await answerRow(row, from, effects)
    }),
  )
  return answers
}

/** The persons whose data a batch was shown. */
export const personsShown = (rows: readonly Row[], answers: readonly Outcome[]): string[] =>
  rows.flatMap((row, index) => {
    const [parsed, answer] = [envelope.safeParse(row), answers[index]]
    return parsed.success && answer ? personShown(parsed.data, answer) : []
  })
