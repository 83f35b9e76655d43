import type { DynamoDBClient, TransactWriteItemsCommandInput } from '@aws-sdk/client-dynamodb'
import { DynamoDBClient as Client } from '@aws-sdk/client-dynamodb'
import { TongchouError } from '#shared/kernel/errors.ts'
import { answerLost, canceled, denied, inConflict, outOfService, throttled, unknown } from './errors.ts'
import type { Call, Fault, FaultOf } from './faults.ts'
import type { Moment } from './operations/request.ts'
import type { OperationName } from './operations.ts'
import { isOperation } from './operations.ts'

/** What carries out one attempt. */
export type Backend = (operation: OperationName, input: object, moment: Moment) => object

/** Who is asked about each call. */
export type Watch = {
  readonly fault?: FaultOf
  /** What an attempt waits for before it is carried out: the others that are faster. */
  readonly wait?: (call: Call) => Promise<void> | undefined
}

type Command = { readonly input: object; readonly constructor: { readonly name: string } }
type Handler = (args: { readonly input: object }) => Promise<{ readonly output: object }>
type Middleware = (
  next: Handler,
  context: { readonly clientName: string; readonly commandName: string },
) => Handler

const answered = { httpStatusCode: 200, attempts: 1, totalRetryDelay: 0 }
const untroubled: Moment = { writesUnseen: 0, unprocessed: 0 }
const writes: ReadonlySet<string> = new Set(['PutItem', 'UpdateItem', 'DeleteItem'])
const never = (): Promise<never> => new Promise(() => undefined)

/** The error of another transaction in flight; undefined: such a call does not meet one. */
const conflictOf = ({ operation, input }: Call, { at }: Extract<Fault, { is: 'conflict' }>) => {
  if (writes.has(operation)) return inConflict()
  if (operation !== 'TransactWriteItems' && operation !== 'TransactGetItems') return undefined
  const { TransactItems = [] } = input as TransactWriteItemsCommandInput
  const isHeld = (index: number) => (at ? at.includes(index) : index === 0)
  if (!TransactItems.some((_, index) => isHeld(index))) return undefined
  return canceled(
    TransactItems.map((_, index) =>
      isHeld(index)
        ? { Code: 'TransactionConflict', Message: 'Transaction is ongoing for the item' }
        : { Code: 'None' },
    ),
  )
}

const momentOf = (fault: Fault | undefined): Moment => {
  if (fault?.is === 'stale') return { ...untroubled, writesUnseen: fault.writes }
  return fault?.is === 'unprocessed' ? { ...untroubled, unprocessed: fault.members } : untroubled
}

/** What came of an attempt: an answer, an error that the client repeats, or the end of whoever called. */
type Outcome =
  | { readonly is: 'answer'; readonly answer: object }
  | { readonly is: 'repeated'; readonly error: Error; readonly done?: object }
  | { readonly is: 'killed' }

const attemptOnce = (call: Call, fault: Fault | undefined, act: (moment: Moment) => object): Outcome => {
  switch (fault?.is) {
    case 'throttle':
      return { is: 'repeated', error: throttled() }
    case 'unavailable':
      return { is: 'repeated', error: outOfService() }
    case 'denied':
      throw denied()
    case 'killed-before':
      return { is: 'killed' }
    case 'conflict': {
      const error = conflictOf(call, fault)
      if (error) throw error
      return { is: 'answer', answer: act(untroubled) }
    }
    case 'lost-answer':
      return { is: 'repeated', error: answerLost(), ...doneOrRefused(act) }
    case 'killed-after':
      doneOrRefused(act)
      return { is: 'killed' }
    default:
      return { is: 'answer', answer: act(momentOf(fault)) }
  }
}

/** Carries out what nobody hears of; a refusal is lost as an answer is. */
const doneOrRefused = (act: (moment: Moment) => object): { readonly done?: object } => {
  try {
    return { done: act(untroubled) }
  } catch {
    return {}
  }
}

/** The SDK says in its error how often it tried. */
const withAttempts = (error: unknown, attempts: number): unknown => {
  if (error instanceof Error && !(error instanceof TongchouError))
    Object.assign(error, { $metadata: { ...(error as Failure).$metadata, attempts, totalRetryDelay: 0 } })
  return error
}
type Failure = Error & { readonly $metadata?: object }

const counted = (attempt: number, act: () => Outcome): Outcome => {
  try {
    return act()
  } catch (error) {
    throw withAttempts(error, attempt)
  }
}

/** The middleware that callers put around each request, such as the meter. Only whole requests pass here. */
class Middlewares {
  #around: { readonly name: string | undefined; readonly middleware: Middleware }[] = []

  add(middleware: Middleware, { step, name }: { readonly step?: string; readonly name?: string } = {}): void {
    if (step !== undefined && step !== 'initialize') throw unknown(`middleware at the step ${step}`)
    this.#around.push({ name, middleware })
  }

  remove(name: string): boolean {
    const before = this.#around.length
    this.#around = this.#around.filter((each) => each.name !== name)
    return this.#around.length < before
  }

  around(core: Handler, commandName: string): Handler {
    return this.#around.reduceRight(
      (next, { middleware }) => middleware(next, { clientName: 'DynamoDBClient', commandName }),
      core,
    )
  }

  get size(): number {
    return this.#around.length
  }
}

/**
 * A client of the SDK that is answered here. It takes the place of the whole client, not of its transport only: with a
 * transport of ours the SDK takes 107 microseconds of a processor to write and read a request (and twice that while it
 * is cold), where a read takes 5 here in all. It repeats attempts as the SDK does, without a pause, and an unanswered
 * transaction with the token it had.
 */
export const openClient = (
  backend: Backend,
  { fault, wait }: Watch,
  { name, maxAttempts }: { readonly name: string; readonly maxAttempts: number },
): DynamoDBClient => {
  const carryOut = async (operation: OperationName, input: object): Promise<object> => {
    let done: object | undefined
    for (let attempt = 1; ; attempt += 1) {
      const call = { client: name, operation, input, attempt }
      const waiting = wait?.(call)
      if (waiting) await waiting
      const act = (moment: Moment) => {
        if (!done) return backend(operation, input, moment)
        // The token of the first attempt.
        return done
      }
      const met = fault?.(call)
      // A transaction that comes again with its token meets nobody: it was carried out.
      const outcome = counted(attempt, () =>
        attemptOnce(call, done && met?.is === 'conflict' ? undefined : met, act),
      )
      if (outcome.is === 'killed') return never()
      if (outcome.is === 'answer') return { ...outcome.answer, $metadata: answered }
      if (operation === 'TransactWriteItems') done ??= outcome.done
      if (attempt >= maxAttempts) throw withAttempts(outcome.error, attempt)
    }
  }

  const middlewareStack = new Middlewares()
  const send = async (command: Command, ...others: readonly unknown[]): Promise<object> => {
    if (others.some((each) => typeof each === 'function')) throw unknown('callbacks')
    const commandName = command.constructor.name
    const operation = commandName.replace(/Command$/, '')
    if (!isOperation(operation)) throw unknown(`the request ${commandName}`)
    if (middlewareStack.size === 0) return carryOut(operation, command.input)
    const core: Handler = async ({ input }) => ({ output: await carryOut(operation, input) })
    return (await middlewareStack.around(core, commandName)({ input: command.input })).output
  }

  // The SDK's paginators ask for an instance of its client, whose constructor reads a whole configuration.
  return Object.assign(Object.create(Client.prototype) as DynamoDBClient, {
    config: {},
    middlewareStack,
    send,
    destroy: () => undefined,
  })
}
