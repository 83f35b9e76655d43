import type { AttributeValue, DynamoDBClient, ScanCommandOutput } from '@aws-sdk/client-dynamodb'
import { PutItemCommand, QueryCommand, ScanCommand } from '@aws-sdk/client-dynamodb'
import type { Key, Stored, Write } from '#shared/edge/store/item.ts'
import type { Listing } from '#shared/edge/store/listing.ts'
import { queryOf, readCursor, writeCursor } from '#shared/edge/store/listing.ts'
import { readTogether } from '#shared/edge/store/read-together.ts'
import type { WholeItem } from '#shared/edge/store/transaction.ts'
import { isWholeItem, nameOfWrite, singlePut, transactionOf } from '#shared/edge/store/transaction.ts'
import type { SeenMarks } from '#shared/edge/store/write-marks.ts'
import { asStored, carriesMark, markedBy, newMark, openSeenMarks } from '#shared/edge/store/write-marks.ts'
import type { WriteResult } from '#shared/edge/store/write-outcome.ts'
import { clashed, failedConditions, reasonsOf } from '#shared/edge/store/write-outcome.ts'
import { writeTogether } from '#shared/edge/store/write-together.ts'
import { inPieces } from '#shared/kernel/in-pieces.ts'

export type { Key, Listing, Stored, Write, WriteResult }

export type Page = { readonly items: Stored[]; readonly cursor?: string }

export type Store = {
  /** Reads one item, strongly consistent unless told otherwise (an eventual read costs half). */
  readonly get: (key: Key, options?: { eventual?: boolean }) => Promise<Stored | undefined>
  /** Reads items in the order of their keys, a hundred a round trip; with whatever else is asked for at that moment. */
  readonly getMany: (
    keys: readonly Key[],
    options?: { eventual?: boolean },
  ) => Promise<(Stored | undefined)[]>
  readonly page: (listing: Listing) => Promise<Page>
  /** Reads a listing to its end, page by page. */
  readonly list: (listing: Listing) => AsyncGenerator<Stored>
  /** Reads the whole table, in no order; for checks over everything, never for a request. */
  readonly scan: () => AsyncGenerator<Stored>
  /** A page of one of the parts that a table is scanned in side by side, eventually consistent. */
  readonly scanPart: (place: {
    readonly part: number
    readonly of: number
    readonly cursor?: string
  }) => Promise<Page>
  /**
   * Writes up to 100 items at once or none, in one round trip with whatever else is asked for at that moment. After a
   * clash with another transaction in flight it tries again. A single whole item is written without a transaction, at
   * half the price.
   */
  readonly write: (writes: readonly Write[]) => Promise<WriteResult>
}

const none = new Uint8Array()
/** What one read brings. */
const mostKeys = 100
const attempts = 12
const longestPause = 400
/** Most pages of a scan end before, at a megabyte; without a limit DynamoDB Local reads the rest of a table for each. */
const scannedAtOnce = 2000

/** Waits before another attempt: doubling, with full jitter, so that competing writers do not clash again. */
const pause = (attempt: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, Math.random() * Math.min(longestPause, 5 * 2 ** attempt)))

/** Sends a write; after a clash with another in flight it sends it again, a bounded number of times. */
const writeWithRetries = async (
  send: () => Promise<unknown>,
  { mark, see }: { readonly mark: Uint8Array; readonly see: SeenMarks['see'] },
): Promise<WriteResult> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await send()
      return { status: 'written' }
    } catch (error) {
      const reasons = reasonsOf(error)
      if (carriesMark(reasons, mark)) return { status: 'written' }
      const failed = failedConditions(reasons, see)
      if (failed.length > 0) return { status: 'rejected', failed }
      if (!clashed(reasons) || attempt === attempts) throw error
      await pause(attempt)
    }
  }
}

/** Reads a whole table, page by page. */
async function* scanTable(client: DynamoDBClient, tableName: string): AsyncGenerator<Stored> {
  const read = (from: Record<string, AttributeValue> | undefined): Promise<ScanCommandOutput> =>
    client.send(
      new ScanCommand({
        TableName: tableName,
        ConsistentRead: true,
        Limit: scannedAtOnce,
        ...(from ? { ExclusiveStartKey: from } : {}),
      }),
    )
  let next: Promise<ScanCommandOutput> | undefined = read(undefined)
  while (next) {
    const { Items = [], LastEvaluatedKey }: ScanCommandOutput = await next
    // The next page is on its way while this one is looked at; whoever stops looking does not hear of its failure.
    next = LastEvaluatedKey && read(LastEvaluatedKey)
    next?.catch(() => undefined)
    yield* Items.map(asStored)
  }
}

/** Opens a table behind the small vocabulary the services need. The name is asked for at the first use. */
export const openStore = (client: DynamoDBClient, tableName: () => string): Store => {
  const seen = openSeenMarks()
  const read = readTogether(client, tableName, { pause, see: seen.see })
  const get: Store['get'] = async (key, options) => (await read([key], !options?.eventual))[0]
  const getMany: Store['getMany'] = async (keys, options) => {
    if (keys.length <= mostKeys) return read(keys, !options?.eventual)
    const parts = await Promise.all(inPieces(keys, mostKeys).map((some) => read(some, !options?.eventual)))
    return parts.flat()
  }

  const page: Store['page'] = async (listing) => {
    const { Items = [], LastEvaluatedKey } = await client.send(
      new QueryCommand({ TableName: tableName(), ...queryOf(listing) }),
    )
    const items = Items.map(seen.see)
    return LastEvaluatedKey ? { items, cursor: writeCursor(LastEvaluatedKey) } : { items }
  }

  const scanPart: Store['scanPart'] = async ({ part, of, cursor }) => {
    const { Items = [], LastEvaluatedKey } = await client.send(
      new ScanCommand({
        TableName: tableName(),
        Segment: part,
        TotalSegments: of,
        Limit: scannedAtOnce,
        ...(cursor === undefined ? {} : { ExclusiveStartKey: readCursor(cursor) }),
      }),
    )
    const items = Items.map(asStored)
    return LastEvaluatedKey ? { items, cursor: writeCursor(LastEvaluatedKey) } : { items }
  }

  async function* list(listing: Listing): AsyncGenerator<Stored> {
    let cursor: string | undefined
    do {
      const found = await page(cursor === undefined ? listing : { ...listing, cursor })
      yield* found.items
      cursor = found.cursor
    } while (cursor !== undefined)
  }

  const retrying = (send: () => Promise<unknown>, mark: Uint8Array) =>
    writeWithRetries(send, { mark, see: seen.see })
  const earlierMarks = ({ item, ...write }: WholeItem): Uint8Array | undefined =>
    write.kind === 'create' || write.version === 0 ? none : seen.of(item, write.version)

  const writeTransaction = writeTogether(client, { retrying, see: seen.see })
  /**
   * Every whole item is written with the mark of its write. A request whose answer was lost comes again and fails on
   * what it wrote itself; the mark says so, also when others have changed the item since.
   */
  const write: Store['write'] = async (writes) => {
    // Hardly ever: who writes the next version of an item has read this one before.
    const unseen = writes.filter(isWholeItem).filter((each) => !earlierMarks(each))
    if (unseen.length > 0) await getMany(unseen.map(({ item: { pk, sk } }) => ({ pk, sk })))
    const mark = newMark(Date.now())
    const marks = new Map<WholeItem, Uint8Array>()
    const marksOf = (each: WholeItem): Uint8Array => {
      const known = marks.get(each) ?? markedBy(mark, earlierMarks(each) ?? none)
      marks.set(each, known)
      return known
    }
    const put = singlePut(tableName(), writes, marksOf)
    // An addition always goes by a transaction, whose token keeps a repeated request from adding twice.
    const result = put
      ? await retrying(() => client.send(new PutItemCommand(put)), mark)
      : await writeTransaction({
          items: transactionOf(tableName(), writes, marksOf),
          names: writes.map(nameOfWrite),
          mark,
        })
    if (result.status === 'written')
      for (const each of writes)
        if (each.kind === 'replace') seen.keep(each.item, each.version + 1, marksOf(each))
    return result
  }

  const scan: Store['scan'] = () => scanTable(client, tableName())

  return { get, getMany, page, list, scan, scanPart, write }
}
