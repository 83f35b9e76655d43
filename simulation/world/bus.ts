import { compilePattern } from '../../local/bus/patterns/compile.ts'
import { putEvents } from '../../local/bus/put-events.ts'
import type { Model } from '../../local/template/model.ts'
import type { Faults } from './faults.ts'
import { asLastReleaseTold } from './last-release.ts'
import type { Queues } from './queues.ts'

/** EventBridge: what was accepted is in the queue of every rule that it matches. */
export type Bus = {
  /** The answer to PutEvents, entry by entry. @throws what AWS refuses of the whole call */
  readonly put: (input: unknown) => { readonly FailedEntryCount: number; readonly Entries: readonly object[] }
  /** How many it accepted. */
  readonly events: () => number
}

const refused = { ErrorCode: 'InternalFailure', ErrorMessage: 'the entry was not taken' }

type Entry = { readonly DetailType?: string; readonly Detail?: string }

const asTold = (entry: Entry, faults: Faults): Entry => {
  const { DetailType = '', Detail = '' } = entry
  if (!faults.happens('lastRelease')) return entry
  return { ...entry, Detail: asLastReleaseTold(DetailType, Detail) }
}

/** The bus of the template, with its rules. */
export const openBus = (
  { busNames, rules }: Pick<Model, 'busNames' | 'rules'>,
  { queues, faults }: { readonly queues: Queues; readonly faults: Faults },
): Bus => {
  const compiled = rules.map((rule) => ({ ...rule, matches: compilePattern(rule.pattern) }))
  let events = 0
  return {
    events: () => events,
    put: (input) => {
      const { Entries = [] } = input as { readonly Entries?: readonly Entry[] }
      const taken = Entries.map((entry) => ({ entry, isTaken: !faults.happens('refusedEntry') }))
      const wanted = taken.flatMap(({ entry, isTaken }) => (isTaken ? [asTold(entry, faults)] : []))
      if (wanted.length === 0) return { FailedEntryCount: taken.length, Entries: taken.map(() => refused) }
      const outcome = putEvents({ Entries: wanted }, busNames, new Date())
      if ('fault' in outcome)
        throw Object.assign(new Error(outcome.fault.message), { name: outcome.fault.type })
      events += outcome.accepted.length
      for (const { busName, event } of outcome.accepted)
        for (const rule of compiled)
          if (rule.busName === busName && rule.matches(event))
            for (const target of rule.targets) queues.send(target.queueName, JSON.stringify(event))
      const results = [...outcome.result.Entries]
      const answers = taken.map(({ isTaken }) => (isTaken ? (results.shift() ?? refused) : refused))
      const failed = answers.filter((answer) => 'ErrorCode' in answer).length
      return { FailedEntryCount: failed, Entries: answers }
    },
  }
}
