import type { TransactWriteItemsCommandInput } from '@aws-sdk/client-dynamodb'
import { parametersDiffer } from './errors.ts'

/** For so long a transaction that comes again with its token is not carried out again. */
const keptMillis = 10 * 60 * 1000

type Carried = { readonly atMillis: number; readonly request: string; readonly answer: object }

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
    const [atMillis, request] = [this.#now(), textOf(input)]
    const before = this.#carried.get(token)
    if (before && before.atMillis > atMillis - keptMillis) {
      if (before.request !== request) throw parametersDiffer()
      return before.answer
    }
    const answer = carryOut()
    this.#carried.set(token, { atMillis, request, answer })
    return answer
  }
}
