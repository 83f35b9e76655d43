import type { Invoke } from './contracts.ts'
import type { RunningSource } from './event-sources/event-source.ts'
import type { Model } from './template/model.ts'

/** Counts invocations, and wakes the readers of a table's stream when a function that uses the table is done. */
export const watchInvocations = (invoke: Invoke, model: Model) => {
  const streamsOfFunction = new Map<string, Pick<RunningSource, 'nudge'>[]>()
  let started = 0
  let running = 0
  return {
    invoke: (async (functionName, event) => {
      started += 1
      running += 1
      const result = await invoke(functionName, event)
      running -= 1
      for (const stream of streamsOfFunction.get(functionName) ?? []) stream.nudge()
      return result
    }) satisfies Invoke,
    started: () => started,
    running: () => running,
    /** Functions name their tables in their environment. */
    nudgeOnUseOf: (tableName: string, stream: Pick<RunningSource, 'nudge'>) => {
      for (const { name, environment } of model.functions) {
        if (Object.values(environment).includes(tableName)) {
          streamsOfFunction.set(name, [...(streamsOfFunction.get(name) ?? []), stream])
        }
      }
    },
  }
}

/** Queues that no function reads: what is in one of them waits for a person, and is at rest. */
export const deadLetterQueues = ({ queues, queueSources }: Model): ReadonlySet<string> => {
  const read = new Set(queueSources.map(({ queueName }) => queueName))
  return new Set(queues.map(({ name }) => name).filter((name) => !read.has(name)))
}
