import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda'
import type { Inbox } from '#shared/edge/events/inbox.ts'
import { wasSentAnew } from '#shared/edge/events/inbox.ts'
import type { Failure, Pause } from '#shared/edge/events/pause.ts'
import { isOfTheMessage, openPause } from '#shared/edge/events/pause.ts'
import { inDoubt, tries } from '#shared/edge/events/suspects.ts'
import { isSystemic } from '#shared/edge/events/systemic.ts'
import { log } from '#shared/edge/function/log.ts'
import { emitMetrics } from '#shared/edge/function/metrics.ts'

/** From so many receives on a message comes so many seconds later, and not as soon as its queue says. */
export type Often = { readonly receives: number; readonly hiddenSeconds: number }

/** What a function does with the messages of its queues. */
export type Taking = {
  /** Under which metrics say that it pauses. */
  readonly operation: 'consume' | 'work'
  readonly apply: (record: SQSRecord) => Promise<void>
  readonly inbox: Inbox
  /** What the log says of a message that failed. */
  readonly failed: { readonly says: string; readonly operationOf: (body: string) => string | undefined }
  readonly often: Often
}

/** Tries messages side by side, and answers those that failed. */
const tryAll = async (
  records: readonly SQSRecord[],
  { apply, failed: { says, operationOf } }: Taking,
): Promise<Failure[]> => {
  const outcomes = await Promise.allSettled(records.map(async (record) => apply(record)))
  return outcomes.flatMap((outcome, index) => {
    const record = records[index]
    if (outcome.status === 'fulfilled' || !record) return []
    const { messageId, body } = record
    log.error(says, { operation: operationOf(body), messageId, error: outcome.reason as Error })
    return [{ record, error: outcome.reason }]
  })
}

/**
 * Deals with a message that failed by itself, and answers whether it is dealt with. One that an outage brought often counts
 * its tries from the start again: it may only need another that came later.
 */
const endTries = async ({ record, error }: Failure, inbox: Inbox): Promise<boolean> => {
  const receives = tries.receivesOf(record)
  if (isSystemic(error) || receives < tries.most) return false
  try {
    if (receives > tries.most && !wasSentAnew(record)) await inbox.sendAnew(record)
    else await inbox.setAside(record, error)
    return true
  } catch (refused) {
    log.error('event not set aside', { messageId: record.messageId, error: refused as Error })
    return false
  }
}

/** Has what came very often come later. It would come sooner if this failed. */
const hideOften = async (records: readonly SQSRecord[], { inbox, often }: Taking): Promise<void> => {
  const many = records.filter((record) => tries.receivesOf(record) > often.receives)
  try {
    await inbox.hide(many, often.hiddenSeconds)
  } catch (error) {
    log.warn('events not hidden', { error: error as Error })
  }
}

/** Takes out of the queue what is done, before something is tried that may end the sandbox. It would come again if this failed. */
const secure = async (records: readonly SQSRecord[], inbox: Inbox): Promise<void> => {
  try {
    await inbox.remove(records)
  } catch (error) {
    log.warn('events not removed', { error: error as Error })
  }
}

/** What came of messages: failures, and what was not tried and comes again. */
type Tried = { readonly failures: readonly Failure[]; readonly rest: readonly SQSRecord[] }

/** Waits, and tries messages one by one until one tells whether it goes again. */
const probeAfterHold = async (
  records: readonly SQSRecord[],
  taking: Taking,
  pause: Pause,
): Promise<Tried> => {
  emitMetrics(taking.operation, { Paused: 1 })
  await pause.hold()
  const failures: Failure[] = []
  for (const [index, record] of records.entries()) {
    const failed = await tryAll([record], taking)
    pause.hear({ succeeded: 1 - failed.length, failures: failed })
    failures.push(...failed)
    if (failed.every(({ error }) => !isOfTheMessage(error)))
      return { failures, rest: records.slice(index + 1) }
  }
  return { failures, rest: [] }
}

/**
 * Makes a queue handler. A message that fails by itself is logged with its cause and reported alone. It comes again, is set
 * aside after its tries, and does not delay the others. When what all messages need fails, the handler pauses: nothing is
 * set aside, and after each hold one message is tried until one succeeds. A message that ends the function, by its memory or
 * its time, is found by what is left: those who came so often are tried last and one by one, when all others are done.
 */
export const takeMessages = (taking: Taking, after: (messages: number) => void) => {
  const { inbox } = taking
  const pause = openPause()
  let hasAnswered = false

  /** Deals with failures where it can; answers what has to come again. */
  const again = async (failures: readonly Failure[]): Promise<readonly SQSRecord[]> => {
    // As long as nothing goes, only what says so itself is at fault by itself.
    const mayEnd = ({ error }: Failure) => !pause.isOn() || isOfTheMessage(error)
    const dealtWith = await Promise.all(
      failures.map(async (failure) => mayEnd(failure) && (await endTries(failure, inbox))),
    )
    return failures.flatMap(({ record }, index) => (dealtWith[index] ? [] : [record]))
  }

  const tryTogether = async (records: readonly SQSRecord[]): Promise<readonly Failure[]> => {
    const failures = await tryAll(records, taking)
    if (records.length > 0) pause.hear({ succeeded: records.length - failures.length, failures })
    return failures
  }

  const tryOneByOne = async (records: readonly SQSRecord[]): Promise<Tried> => {
    const failures: Failure[] = []
    for (const [index, record] of records.entries()) {
      if (pause.isOn()) return { failures, rest: records.slice(index) }
      const failed = await tryTogether([record])
      failures.push(...failed)
      if (failed.length === 0 && index + 1 < records.length) await secure([record], inbox)
    }
    return { failures, rest: [] }
  }

  const take = async (records: readonly SQSRecord[]): Promise<readonly SQSRecord[]> => {
    const probed = pause.isOn() ? await probeAfterHold(records, taking, pause) : undefined
    if (pause.isOn()) return [...(await again(probed?.failures ?? [])), ...(probed?.rest ?? [])]
    const left = probed?.rest ?? records
    const suspects = inDoubt(left, hasAnswered)
    const others = left.filter((record) => !suspects.includes(record))
    const failed = await tryTogether(others)
    const done = others.filter((record) => !failed.some((failure) => failure.record === record))
    if (suspects.length > 0 && done.length > 0) await secure(done, inbox)
    const { failures, rest } = await tryOneByOne(suspects)
    return [...(await again([...(probed?.failures ?? []), ...failed, ...failures])), ...rest]
  }

  return async ({ Records }: SQSEvent): Promise<SQSBatchResponse> => {
    const failed = await take(Records)
    if (failed.length > 0) await hideOften(failed, taking)
    hasAnswered = true
    after(Records.length)
    return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) }
  }
}
