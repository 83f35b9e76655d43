import type { Day, FundYear } from '#shared/calendar/day.ts'
import type { Store, Stored, Write } from '#shared/edge/store/store.ts'
import { inPieces } from '#shared/kernel/in-pieces.ts'
import {
  commentKey,
  commentPrefix,
  negotiationPartition,
  positionKey,
  positionPrefix,
  roundKey,
} from '../keys.ts'
import type { Fund } from '../ledger/rules/fund.ts'
import type { Position, Round } from './rules/round.ts'

/** Something as it stood when it was read, at its version; 0 when it is new. */
export type At<Thing> = { readonly value: Thing; readonly version: number }

const largestTransaction = 60

const toRound = (item: Stored): At<Round> => {
  const { pk, sk, kind, version, ...round } = item
  return { value: round as unknown as Round, version: Number(version) }
}

const toPosition = (item: Stored): At<Position> => {
  const { pk, sk, kind, version, city, scheme, year, draftId, ...position } = item
  return { value: position as unknown as Position, version: Number(version) }
}

export const readRound = async (
  store: Store,
  fund: Fund,
  year: FundYear,
  number: number,
): Promise<At<Round> | undefined> => {
  const item = await store.get(roundKey(fund, year, number))
  return item && toRound(item)
}

export const roundWrite = (round: Round, version: number): Write => ({
  kind: 'replace',
  item: { ...roundKey(round.fund, round.year, round.number), kind: 'negotiation-round', ...round },
  version,
})

type RoundName = Pick<Round, 'fund' | 'year' | 'draftId'>

const positionWrite = ({ fund, year, draftId }: RoundName, { value, version }: At<Position>): Write => ({
  kind: 'replace',
  item: {
    ...positionKey(fund, year, draftId, value.institution),
    kind: 'negotiation-position',
    ...fund,
    year,
    draftId,
    ...value,
  },
  version,
})

/**
 * Saves a drafted round: first all positions under its draft, then the round, which makes them its own. After a crash in
 * between the same draft goes on; it writes what is there already once more without effect.
 * @returns whether the round was saved; not when someone else drafted or changed it meanwhile
 */
export const saveDraft = async (
  store: Store,
  round: Round,
  version: number,
  positions: readonly Position[],
): Promise<boolean> => {
  for (const piece of inPieces(positions, largestTransaction))
    await store.write(piece.map((value) => positionWrite(round, { value, version: 0 })))
  return (await store.write([roundWrite(round, version)])).status === 'written'
}

/** Positions of institutions in a round, up to 100, in their order; none for an institution that is not in it. */
export const readPositions = async (
  store: Store,
  { fund, year, draftId }: RoundName,
  institutions: readonly string[],
): Promise<(At<Position> | undefined)[]> => {
  const items = await store.getMany(institutions.map((each) => positionKey(fund, year, draftId, each)))
  return items.map((item) => item && toPosition(item))
}

/** All positions of a round, in order of institutions. */
export const allPositions = (store: Store, { fund, year, draftId }: RoundName): Promise<Position[]> =>
  Array.fromAsync(
    store.list({ pk: negotiationPartition(fund, year), prefix: positionPrefix(draftId) }),
    (item) => toPosition(item).value,
  )

export const pagePositions = async (
  store: Store,
  { fund, year, draftId }: RoundName,
  page: { limit: number; cursor?: string },
) => {
  const listing = { pk: negotiationPartition(fund, year), prefix: positionPrefix(draftId), ...page }
  const found = await store.page(listing)
  return { positions: found.items.map((item) => toPosition(item).value), cursor: found.cursor }
}

/** Saves changed positions with their round, so that nobody ends it on what was true before; false when it changed meanwhile. */
export const savePositions = async (
  store: Store,
  round: At<Round>,
  positions: readonly At<Position>[],
): Promise<boolean> => {
  const { value, version } = round
  const writes = [roundWrite(value, version), ...positions.map((each) => positionWrite(value, each))]
  return (await store.write(writes)).status === 'written'
}

/** What an institution, or the agency, said about a round, for everybody in it to read. */
export type Comment = {
  readonly commentId: string
  /** None: the agency itself. */
  readonly institution?: string | undefined
  readonly on: Day
  readonly text: string
}

/**
 * Writes a comment once.
 * @returns what stands under its id: this comment, or the one that came first
 */
export const addComment = async (
  store: Store,
  { fund, year, number }: Pick<Round, 'fund' | 'year' | 'number'>,
  comment: Comment,
): Promise<Comment> => {
  const key = commentKey(fund, year, number, comment.commentId)
  const written = await store.write([
    { kind: 'create', item: { ...key, kind: 'negotiation-comment', ...fund, year, number, ...comment } },
  ])
  const existing = written.status === 'rejected' ? written.failed[0]?.existing : undefined
  return existing ? toComment(existing) : comment
}

const toComment = ({ commentId, institution, on, text }: Stored): Comment =>
  ({ commentId, institution, on, text }) as Comment

/** The comments on a round, in order of days. */
export const readComments = async (
  store: Store,
  { fund, year, number }: Pick<Round, 'fund' | 'year' | 'number'>,
): Promise<Comment[]> => {
  const listing = { pk: negotiationPartition(fund, year), prefix: commentPrefix(number) }
  const comments = await Array.fromAsync(store.list(listing), toComment)
  return comments.sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))
}
