import { compilePattern } from '../../local/bus/patterns/compile.ts'
import type { AcceptedEvent } from '../../local/bus/put-events.ts'
import { putEvents } from '../../local/bus/put-events.ts'
import { putTroubled } from '../../local/bus/trouble.ts'
import type { Model } from '../../local/template/model.ts'
import type { Faults } from './faults.ts'
import type { Queues } from './queues.ts'

/** EventBridge: what was accepted is in the queue of every rule that it matches. */
export type Bus = {
  /** The answer to PutEvents, entry by entry. @throws what AWS refuses of the whole call */
  readonly put: (input: unknown) => { readonly FailedEntryCount: number; readonly Entries: readonly object[] }
  /** Delivers the last event of a kind so many times more; nothing where none was told. */
  readonly tellAgain: (detailType: string, times: number) => void
  /** How many it accepted. */
  readonly events: () => number
}

/** The bus of the template, with its rules. */
export const openBus = (
  { busNames, rules }: Pick<Model, 'busNames' | 'rules'>,
  { queues, faults }: { readonly queues: Queues; readonly faults: Faults },
): Bus => {
  const compiled = rules.map((rule) => ({ ...rule, matches: compilePattern(rule.pattern) }))
  /** The last event of each kind. */
  const last = new Map<string, AcceptedEvent>()
  let events = 0
  const deliver = ({ busName, event }: AcceptedEvent): void => {
    for (const rule of compiled)
      if (rule.busName === busName && rule.matches(event))
        for (const target of rule.targets) queues.send(target.queueName, JSON.stringify(event))
  }
  return {
    events: () => events,
    put: (input) => {
      const outcome = putTroubled(input, faults.happens, (wanted) => putEvents(wanted, busNames, new Date()))
      if ('fault' in outcome)
        throw Object.assign(new Error(outcome.fault.message), { name: outcome.fault.type })
      events += outcome.accepted.length
      for (const accepted of outcome.accepted) {
        last.set(accepted.event['detail-type'], accepted)
        deliver(accepted)
      }
      return outcome.result
    },
    tellAgain: (detailType, times) => {
      const told = last.get(detailType)
      for (let time = 0; told && time < times; time += 1) deliver(told)
    },
  }
}
