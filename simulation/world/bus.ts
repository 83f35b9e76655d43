import { compilePattern } from '../../local/bus/patterns/compile.ts'
import { putEvents } from '../../local/bus/put-events.ts'
import { putTroubled } from '../../local/bus/trouble.ts'
import type { Model } from '../../local/template/model.ts'
import type { Faults } from './faults.ts'
import type { Queues } from './queues.ts'

/** EventBridge: what was accepted is in the queue of every rule that it matches. */
export type Bus = {
  /** The answer to PutEvents, entry by entry. @throws what AWS refuses of the whole call */
  readonly put: (input: unknown) => { readonly FailedEntryCount: number; readonly Entries: readonly object[] }
  /** How many it accepted. */
  readonly events: () => number
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
      const outcome = putTroubled(input, faults.happens, (wanted) => putEvents(wanted, busNames, new Date()))
      if ('fault' in outcome)
        throw Object.assign(new Error(outcome.fault.message), { name: outcome.fault.type })
      events += outcome.accepted.length
      for (const { busName, event } of outcome.accepted)
        for (const rule of compiled)
          if (rule.busName === busName && rule.matches(event))
            for (const target of rule.targets) queues.send(target.queueName, JSON.stringify(event))
      return outcome.result
    },
  }
}
