import type { TransactWriteItemsCommandInput } from '@aws-sdk/client-dynamodb'
import { parametersDiffer } from './errors.ts'

/** For so long a transaction that comes again with its token is not carried out again. */
const keptMillis = 10 * 60 * 1000

/** What was carried out under a token. Nobody changes a request that was sent: it is written out only when it comes again. */
type Carried = {
  readonly atMillis: number
  readonly input: TransactWriteItemsCommandInput
  readonly answer: object
}

const textOf = ({ TransactItems }: TransactWriteItemsCommandInput): string =>
  JSON.stringify(TransactItems, (_, value: unknown) =>
    value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value,
  )

/** The transactions that were carried out under a token of the caller's own. */
export class Tokens {
  readonly #carried = new Map<string, Carried>()
  readonly #now: () => number

  constructor(now: () => number) {
    this.#now = now
  }

  /**
   * Carries a transaction out unless its token says that it was.
   * @throws IdempotentParameterMismatchException when the token was another transaction's
   */
  once(input: TransactWriteItemsCommandInput, carryOut: () => object): object {
    const token = input.ClientRequestToken
    if (token === undefined) return carryOut()
    const atMillis = this.#now()
    this.#forgetBefore(atMillis - keptMillis)
    const before = this.#carried.get(token)
    if (before) {
      if (textOf(before.input) !== textOf(input)) throw parametersDiffer()
      return before.answer
    }
    const answer = carryOut()
    this.#carried.set(token, { atMillis, input, answer })
    return answer
  }

  #forgetBefore(millis: number): void {
    for (const [token, { atMillis }] of this.#carried) {
      if (atMillis > millis) return
      this.#carried.delete(token)
    }
  }
}
