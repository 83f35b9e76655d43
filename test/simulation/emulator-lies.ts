import type { Outcome } from '#test/simulation/outcome.ts'
import type { Request } from '#test/simulation/random-requests.ts'

/** Where DynamoDB Local answers otherwise than DynamoDB does, so that the simulation does not follow it. */
export type Lie = {
  readonly lie: string
  /** What DynamoDB does, and how that is known. */
  readonly truth: string
  /** Whether a request was answered by the lie: what the two answered differs in nothing else. */
  readonly isTold: (request: Request, local: Outcome, simulated: Outcome) => boolean
}

const without = (member: string, value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (name, each: unknown) => (name === member ? undefined : each)))
const same = (left: unknown, right: unknown): boolean => JSON.stringify(left) === JSON.stringify(right)

const withoutPlace = (page: unknown): unknown => without('LastEvaluatedKey', page)
/** A page on which nothing was found. */
const isEmpty = (page: unknown): boolean => same(without('Items', page), { Count: 0, ScannedCount: 0 })

type Reasons = readonly { readonly Code?: string; readonly Message?: string }[]
const reasonsOf = (outcome: Outcome): Reasons =>
  outcome.is === 'error' && Array.isArray(outcome.shows) ? outcome.shows : []

const says = (outcome: Outcome, what: RegExp): boolean => outcome.is === 'error' && what.test(outcome.message)

/** What is wrong with DynamoDB Local where no request can show it, since none is drawn that would. */
export const avoided: readonly Pick<Lie, 'lie' | 'truth'>[] = [
  {
    lie: 'A number in a list, in a map or from an update stays as it was written: 007, 1e3, -0.',
    truth: 'Every number is stored by its value (naming rules and data types: numbers). None is drawn so.',
  },
]

/** What DynamoDB Local says, and what DynamoDB says of the same. */
const words: readonly (readonly [RegExp, RegExp])[] = [
  [/^Hash primary key values must be under 2048 bytes/, /Size of hashkey|Aggregated size of all range keys/],
  [/cannot be converted into a number/, /cannot be converted to a numeric value/],
  [/only supports precision up to 38 digits/, /more than 38 significant digits/],
  [/^Limit must be greater than/, /^Value at 'limit'/],
  [/starting key does not match/, /starting key is outside query boundaries/],
  [/^Exclusive Start Key must have same size/, /^The provided starting key is invalid/],
  [/^Value at 'segment'/, /^The Segment parameter is zero-based/],
  [/^If segment is specified/, /^The TotalSegments parameter is required/],
  [/^Member must have length less than/, /^Value at 'transactItems'/],
]

export const lies: readonly Lie[] = [
  {
    lie: 'Some refusals are said in other words.',
    truth: 'The words here are those of AWS, as its users quote them. Nothing in the code reads them.',
    isTold: (_, local, simulated) =>
      words.some(([there, here]) => says(local, there) && says(simulated, here)),
  },
  {
    lie: 'An item without a key lacks something, and the answer does not say what.',
    truth: 'One or more parameter values were invalid: Missing the key sk in the item (PutItem of AWS).',
    isTold: (_, local, simulated) =>
      says(local, /^One of the required keys was not given a value/) &&
      (says(simulated, /Missing the key/) ||
        reasonsOf(simulated).some(({ Message = '' }) => Message.includes('Missing the key'))),
  },
  {
    lie: 'A page that ends at the very bound of a range tells that nothing follows.',
    truth:
      'Where a limit ends a page there is a key to go on from, also if nothing follows (API reference of Query).',
    isTold: ({ name }, local, simulated) =>
      name === 'Query' &&
      local.is === 'answers' &&
      simulated.is === 'answers' &&
      simulated.pages.length === local.pages.length + 1 &&
      isEmpty(simulated.pages.at(-1)) &&
      same(simulated.pages.slice(0, -1).map(withoutPlace), local.pages.map(withoutPlace)),
  },
  {
    lie: 'A transaction that changes a key says nothing of its other items.',
    truth: 'There is a reason for each item, in their order (API reference of TransactWriteItems).',
    isTold: (_, local, simulated) =>
      reasonsOf(local).length === 1 &&
      /Cannot update attribute/.test(reasonsOf(local)[0]?.Message ?? '') &&
      reasonsOf(simulated).some(({ Message }) => Message === reasonsOf(local)[0]?.Message),
  },
  {
    lie: 'A reading transaction with a bad key is cancelled without reasons, or refused as a whole.',
    truth: 'There is a reason for each item, in their order (API reference of TransactGetItems).',
    isTold: ({ name }, local, simulated) =>
      name === 'TransactGetItems' &&
      local.is === 'error' &&
      reasonsOf(local).length === 0 &&
      reasonsOf(simulated).some(({ Code }) => Code === 'ValidationError'),
  },
  {
    lie: 'A deletion is billed in its answer though nobody asked.',
    truth: 'The bill is in an answer when ReturnConsumedCapacity asks for it (API reference of DeleteItem).',
    isTold: ({ name }, local, simulated) =>
      name === 'DeleteItem' && same(without('ConsumedCapacity', local), simulated),
  },
  {
    lie: 'A transaction may name an item twice, as long as something else is wrong with it.',
    truth: 'Transaction request cannot include multiple operations on one item, always (API reference).',
    isTold: (_, local, simulated) =>
      says(simulated, /cannot include multiple operations on one item/) && local.is === 'error',
  },
  {
    lie: 'A transaction that an item does not allow is refused as a whole request.',
    truth:
      'It is cancelled, with ValidationError as the reason of that item (API reference of TransactWriteItems, cancellation reasons).',
    isTold: ({ name }, local, simulated) =>
      name === 'TransactWriteItems' &&
      local.is === 'error' &&
      local.name === 'ValidationException' &&
      reasonsOf(simulated).some(({ Code }) => Code === 'ValidationError'),
  },
]
