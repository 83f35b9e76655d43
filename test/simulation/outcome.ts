import type { AttributeValue, DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBServiceException } from '@aws-sdk/client-dynamodb'
import type { Request } from '#test/simulation/random-requests.ts'
import { sendTo } from '#test/simulation/random-requests.ts'

/** What came of a request, page by page where there are several: an answer, or an error by its name and class of message. */
export type Outcome =
  | { readonly is: 'answers'; readonly pages: readonly unknown[] }
  | { readonly is: 'error'; readonly name: string; readonly message: string; readonly shows?: unknown }

type Answer = {
  readonly Items?: unknown[]
  readonly LastEvaluatedKey?: Record<string, AttributeValue>
  readonly Responses?: Readonly<Record<string, readonly unknown[]>> | readonly unknown[]
}

/** Bytes as text, attributes by their names: the same whoever made the object. */
export const plain = (value: unknown): unknown => {
  if (value instanceof Uint8Array) return `bytes ${Buffer.from(value).toString('hex')}`
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).filter(([, each]) => each !== undefined)
  return Object.fromEntries(
    entries.sort(([left], [right]) => (left < right ? -1 : 1)).map(([name, each]) => [name, plain(each)]),
  )
}

export const sorted = (all: readonly unknown[]): readonly unknown[] =>
  [...all].sort((left, right) => (JSON.stringify(left) < JSON.stringify(right) ? -1 : 1))

/** The class of a message: what it says before it names what it is about. */
const classOf = (message: string): string => message.split(/[:;[]/)[0]?.trim().replace(/\.$/, '') ?? ''
/** These begin alike and differ in what follows. */
const wide = /^(Invalid [A-Za-z]+Expression|One or more parameter values (were|are not) (in)?valid)[:.] ?/

export const messageClass = (whole: string): string => {
  const message = whole
    .replace(/^\d+ validation errors? detected: /, '')
    .replace(/^Value .*? at /, 'Value at ')
    .replace(/Two document paths (overlap|conflict)/, 'Two document paths meet')
    .replace(/(Type mismatch for (?:Index Key|key)).*/, '$1')
  const start = wide.exec(message)?.[0] ?? ''
  return start + classOf(message.slice(start.length))
}

const errorOf = (error: unknown): Outcome => {
  if (!(error instanceof DynamoDBServiceException)) throw error
  const { name, message } = error
  const { Item, CancellationReasons } = error as {
    Item?: unknown
    CancellationReasons?: { Message?: string }[]
  }
  const reasons = CancellationReasons?.map(({ Message, ...reason }) => ({
    ...reason,
    ...(Message !== undefined && { Message: messageClass(Message) }),
  }))
  const shows = plain(reasons ?? Item)
  return { is: 'error', name, message: messageClass(message), ...(shows !== undefined && { shows }) }
}

/** Which items come in no order that DynamoDB promises. */
const unordered = (name: Request['name'], { Responses, ...answer }: Answer): Answer => {
  if (name !== 'BatchGetItem' || !Responses) return { ...answer, ...(Responses && { Responses }) }
  const each = Object.entries(Responses as Record<string, unknown[]>)
  return {
    ...answer,
    Responses: Object.fromEntries(each.map(([table, items]) => [table, sorted(items.map(plain))])),
  }
}

const pageOf = (name: Request['name'], answer: object): unknown => {
  const { $metadata: _, ...rest } = answer as { $metadata: unknown }
  return plain(unordered(name, rest as Answer))
}

/** All items of a scan: which comes first, and where a page ends, is the hash's business. */
const asOne = (pages: readonly unknown[]): readonly unknown[] => {
  const answers = pages as readonly { Items?: unknown[]; Count: number; ScannedCount: number }[]
  const sum = (of: (page: { Count: number; ScannedCount: number }) => number) =>
    answers.reduce((total, page) => total + of(page), 0)
  return [
    sorted(answers.flatMap(({ Items = [] }) => Items)),
    sum(({ Count }) => Count),
    sum(({ ScannedCount }) => ScannedCount),
  ]
}

/**
 * What two have to agree on. A request that is wrong in two ways may be refused for either, so that only the refusal
 * itself is held against the other; what is said of each wrong is compared where a request has but one.
 */
export const agreedOn = (outcome: Outcome): Outcome => {
  if (outcome.is === 'answers') return outcome
  if (outcome.name === 'ValidationException') return { is: 'error', name: outcome.name, message: '' }
  if (!Array.isArray(outcome.shows)) return outcome
  const shows = (outcome.shows as { Code?: string; Message?: string }[]).map(({ Message, ...reason }) =>
    reason.Code === 'ValidationError' ? reason : { ...reason, Message },
  )
  return { ...outcome, shows }
}

type Listed = {
  readonly Items?: readonly Readonly<Record<string, unknown>>[]
  readonly LastEvaluatedKey?: Readonly<Record<string, unknown>>
}

/**
 * The order of an index is that of its sort key. Which of those that share one comes first, nobody promises, nor on which
 * page a filter shows it then.
 */
const byIndex = (pages: readonly unknown[]): readonly unknown[] => [
  ...asOne(pages),
  (pages as readonly Listed[]).flatMap(({ Items = [] }) => Items.map(({ gsi1sk }) => gsi1sk)),
  (pages as readonly Listed[]).map(({ LastEvaluatedKey }) => LastEvaluatedKey?.gsi1sk),
]

const pagesOf = ({ name, input }: Request, pages: readonly unknown[]): readonly unknown[] => {
  if (name === 'Scan') return asOne(pages)
  return name === 'Query' && input.IndexName !== undefined ? byIndex(pages) : pages
}

/** Sends a request, and for a list all that follow from it. */
export const outcomeOf = async (client: DynamoDBClient, request: Request): Promise<Outcome> => {
  const pages: unknown[] = []
  let next: Request | undefined = request
  try {
    while (next) {
      const answer: Answer = await sendTo(client, next)
      pages.push(pageOf(next.name, answer))
      const { LastEvaluatedKey } = answer
      next = LastEvaluatedKey
        ? ({ ...next, input: { ...next.input, ExclusiveStartKey: LastEvaluatedKey } } as Request)
        : undefined
    }
  } catch (error) {
    return errorOf(error)
  }
  return { is: 'answers', pages: pagesOf(request, pages) }
}
