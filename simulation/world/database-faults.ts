import type { Random } from '../../cli/generate/random.ts'
import type { Call, Fault, FaultOf } from '../database/faults.ts'
import type { Faults } from './faults.ts'
import type { Life } from './sandbox.ts'
import type { Time } from './time.ts'

const never = (): Promise<never> => new Promise(() => {})

const reads = new Set(['GetItem', 'BatchGetItem', 'Query', 'Scan'])

/** What the database asks of each call: how long it is under way, and what goes wrong with it. */
export const watchDatabase = (
  lives: ReadonlyMap<string, Life>,
  { time, random, faults }: { readonly time: Time; readonly random: Random; readonly faults: Faults },
) => {
  /** The requests that are refused however often they are sent. */
  const refused = new WeakSet<object>()
  let isDenied = (_client: string): boolean => false
  let isDeadly: ((call: Call) => boolean) | undefined

  const kill = (call: Call): void => lives.get(call.client)?.kill(`killed at ${call.operation}`)

  const fault: FaultOf = (call): Fault | undefined => {
    const { client, operation, input, attempt } = call
    if (isDenied(client)) return { is: 'denied' }
    if (isDeadly?.(call)) {
      kill(call)
      return { is: 'killed-before' }
    }
    // Operators' tools are no function: nothing goes wrong with their requests.
    if (!lives.has(client)) return undefined
    if (refused.has(input)) return { is: 'throttle' }
    if (faults.happens('killedBefore')) {
      kill(call)
      return { is: 'killed-before' }
    }
    if (faults.happens('killedAfter')) {
      kill(call)
      return { is: 'killed-after' }
    }
    if (attempt === 1 && faults.happens('refused')) {
      refused.add(input)
      return { is: 'throttle' }
    }
    if (faults.happens('throttle')) return { is: 'throttle' }
    if (reads.has(operation)) {
      if (operation === 'BatchGetItem' && faults.happens('unprocessedKeys'))
        return { is: 'unprocessed', members: 1 }
      return faults.happens('staleRead') ? { is: 'stale', writes: random.between(1, 5) } : undefined
    }
    if (faults.happens('conflict')) return { is: 'conflict' }
    return attempt < 3 && faults.happens('lostAnswer') ? { is: 'lost-answer' } : undefined
  }

  let requests = 0
  return {
    fault,
    wait: ({ client }: Call): Promise<void> => {
      requests += 1
      return lives.get(client)?.isAlive() === false ? never() : time.sleep(random.between(1, 8))
    },
    requests: () => requests,
    /** From now on these clients have no right to any table. */
    deny: (clients: (client: string) => boolean): void => {
      isDenied = clients
    },
    /** From now on such a request ends whoever makes it, as a message does that needs more memory than there is. */
    endAt: (calls: (call: Call) => boolean): void => {
      isDeadly = calls
    },
  }
}
