import type { Call, Journal, Look } from '#shared/edge/journal/journal.ts'

/**
 * A journal in memory, which shows what it holds; the suite of journals holds it to the real one. One that keeps no
 * answers is as if every function died right after its effect, so that each repeat reaches its handler.
 */
export const memoryJournal = ({
  keepsAnswers = true,
} = {}): Journal & {
  readonly calls: Map<string, Call>
  readonly refusals: string[]
  readonly seen: Look[]
} => {
  const calls = new Map<string, Call>()
  const entries: { kind: string; call: Call; record: string; code?: string }[] = []
  const answers = new Map<string, string>()
  const refusals: string[] = []
  const seen: Look[] = []
  const wasRefused = ({ commandId, by }: Call) =>
    entries.some(
      ({ kind, call }) => kind === 'command-refused' && call.commandId === commandId && call.by.at === by.at,
    )
  const lastGiven = (id: string) =>
    entries.findLast(({ kind, call }) => kind === 'command' && call.commandId === id)?.call
  return {
    calls,
    refusals,
    seen,
    begin: async (call) => {
      const before = lastGiven(call.commandId)
      if (before && before.fingerprint !== call.fingerprint) return { status: 'other-payload' }
      const answer = answers.get(call.commandId)
      if (before) {
        const known = { by: before.by, wasRefused: wasRefused(before) }
        return answer === undefined
          ? { status: 'repeated', ...known }
          : { status: 'done', ...known, answer: JSON.parse(answer) as unknown }
      }
      calls.set(call.commandId, call)
      entries.push({ kind: 'command', call, record: call.record })
      return { status: 'new', by: call.by }
    },
    again: async (call) => {
      entries.push({ kind: 'command', call, record: call.record })
    },
    done: async ({ commandId }, answer) => {
      if (keepsAnswers && !answers.has(commandId)) answers.set(commandId, JSON.stringify(answer))
    },
    isOvertaken: async ({ record, commandId, by }) =>
      entries.some(
        ({ kind, call, ...entry }) =>
          kind !== 'command-refused' &&
          entry.record === record &&
          call.commandId !== commandId &&
          call.by.at > by.at &&
          (kind === 'command-record' || !wasRefused(call)),
      ),
    changed: async (call, records) => {
      for (const record of records) {
        const is = (entry: (typeof entries)[number]) =>
          entry.kind === 'command-record' &&
          entry.record === record &&
          entry.call.commandId === call.commandId
        if (!entries.some(is)) entries.push({ kind: 'command-record', call, record })
      }
    },
    refused: async (call, code) => {
      refusals.push(code)
      entries.push({ kind: 'command-refused', call, record: call.record, code })
    },
    look: async (looks) => {
      seen.push(...looks)
    },
    history: async (record) => ({
      items: entries
        .filter((entry) => entry.record === record)
        .map(({ kind, call, code }) => {
          const { commandId, by, cities, reason } = call
          const more = {
            ...(reason === undefined ? {} : { reason }),
            ...(code === undefined ? {} : { code }),
          }
          return { pk: '', sk: '', kind, commandId, record, ...by, cities: [...cities], ...more }
        })
        .reverse(),
    }),
    looks: async (personId) => ({
      items: seen
        .filter((each) => each.personId === personId)
        .map(({ requestId, by }) => ({ pk: '', sk: '', personId, requestId, ...by }))
        .reverse(),
    }),
  }
}
