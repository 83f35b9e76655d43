import type { Day, FundYear } from '#shared/calendar/day.ts'
import { defineRecord } from '#shared/edge/store/record.ts'
import type { Store, Write } from '#shared/edge/store/store.ts'
import { inPieces } from '#shared/kernel/in-pieces.ts'
import {
  commentKey,
  commentPrefix,
  draftCommandKey,
  negotiationPartition,
  positionKey,
  positionPrefix,
  roundKey,
  roundPrefix,
} from '../keys.ts'
import type { Fund } from '../ledger/rules/fund.ts'
import type { Position, Round } from './rules/round.ts'

/** Something as it stood when it was read, at its version; 0 when it is new. */
export type Snapshot<Thing> = { readonly value: Thing; readonly version: number }

/** Which round is meant. */
export type RoundName = Pick<Round, 'fund' | 'year' | 'number'>
type DraftName = Pick<Round, 'fund' | 'year' | 'draftId'>
type Version = { readonly version: number }
type PlaceOf<Name extends { readonly fund: Fund }> = Fund & Omit<Name, 'fund'>

const largestTransaction = 60

export const rounds = defineRecord<Round & Version, RoundName>({
  kind: 'negotiation-round',
  key: ({ fund, year, number }) => roundKey(fund, year, number),
})

type PositionName = PlaceOf<DraftName> & { readonly institution: string }
const positions = defineRecord<Position & Version, PositionName>({
  kind: 'negotiation-position',
  key: (of) => positionKey(of, of.year, of.draftId, of.institution),
})

/** What an institution, or the agency, said about a round, for everybody in it to read. */
export type Comment = {
  readonly commentId: string
  /** None: the agency itself. */
  readonly institution?: string | undefined
  readonly on: Day
  readonly text: string
}

type CommentName = PlaceOf<RoundName> & { readonly commentId: string }
const comments = defineRecord<Comment, CommentName>({
  kind: 'negotiation-comment',
  key: (of) => commentKey(of, of.year, of.number, of.commentId),
})

type DraftCommandName = Fund & { readonly year: FundYear; readonly commandId: string }
/** The round that a command drafted: when it comes again, that round stands for it. */
const draftCommands = defineRecord<DraftCommandName & { readonly number: number }, DraftCommandName>({
  kind: 'negotiation-draft',
  key: (of) => draftCommandKey(of, of.year, of.commandId),
})

const standing = <Thing extends Version>(value: Thing): Snapshot<Thing> => ({ value, version: value.version })

export const readRound = async (
  store: Store,
  fund: Fund,
  year: FundYear,
  number: number,
): Promise<Snapshot<Round> | undefined> => {
  const round = await rounds.read(store, { fund, year, number })
  return round && standing(round)
}

/** A year's rounds, in order: a first one, and one for each change of its quotas. */
export const listRounds = (store: Store, fund: Fund, year: FundYear): Promise<Round[]> =>
  Array.fromAsync(rounds.list(store, negotiationPartition(fund, year), { prefix: roundPrefix }))

/** The round that a command drafted, as it stands now; none when the command is new. */
export const readDrafted = async (
  store: Store,
  { fund, year, commandId }: { readonly fund: Fund; readonly year: FundYear; readonly commandId: string },
): Promise<Round | undefined> => {
  const drafted = await draftCommands.read(store, { ...fund, year, commandId })
  return drafted && rounds.read(store, { fund, year, number: drafted.number })
}

export const roundWrite = (round: Round, version: number): Write =>
  rounds.replace({ ...round, version }, version)

const positionWrite = ({ fund, year, draftId }: DraftName, { value, version }: Snapshot<Position>): Write =>
  positions.replace({ ...fund, year, draftId, ...value, version }, version)

/** Remembers the round that a command drafted, with the round where it is new; false when it changed meanwhile. */
export const recordDraft = async (
  store: Store,
  { fund, year, number }: RoundName,
  commandId: string,
  round: readonly Write[] = [],
): Promise<boolean> => {
  const drafted = draftCommands.create({ ...fund, year, commandId, number })
  return (await store.write([...round, drafted])).status === 'written'
}

/**
 * Saves a drafted round: first all positions under its draft, then the round, which makes them its own. After a crash in
 * between the same draft goes on; it writes what is there already once more without effect.
 * @returns whether the round was saved; not when someone else drafted or changed it meanwhile
 */
export const saveDraft = async (
  store: Store,
  round: Snapshot<Round>,
  drafted: readonly Position[],
  commandId: string,
): Promise<boolean> => {
  for (const piece of inPieces(drafted, largestTransaction))
    await store.write(piece.map((value) => positionWrite(round.value, { value, version: 0 })))
  return recordDraft(store, round.value, commandId, [roundWrite(round.value, round.version)])
}

/** Positions of institutions in a round, in their order; none for an institution that is not in it. */
export const readPositions = async (
  store: Store,
  { fund, year, draftId }: DraftName,
  institutions: readonly string[],
): Promise<(Snapshot<Position> | undefined)[]> => {
  const ids = institutions.map((institution) => ({ ...fund, year, draftId, institution }))
  return (await positions.readMany(store, ids)).map((position) => position && standing(position))
}

/** All positions of a round, in order of institutions. */
export const allPositions = (store: Store, { fund, year, draftId }: DraftName): Promise<Position[]> =>
  Array.fromAsync(
    positions.list(store, negotiationPartition(fund, year), { prefix: positionPrefix(draftId) }),
  )

export const pagePositions = (
  store: Store,
  { fund, year, draftId }: DraftName,
  page: { limit: number; cursor?: string },
) => positions.page(store, negotiationPartition(fund, year), { prefix: positionPrefix(draftId), ...page })

/** Saves changed positions with their round, so that nobody ends it on what was true before; false when it changed meanwhile. */
export const savePositions = async (
  store: Store,
  round: Snapshot<Round>,
  changed: readonly Snapshot<Position>[],
): Promise<boolean> => {
  const { value, version } = round
  const writes = [roundWrite(value, version), ...changed.map((each) => positionWrite(value, each))]
  return (await store.write(writes)).status === 'written'
}

/** A comment on a round; none under an id that nobody used. */
export const readComment = (
  store: Store,
  { fund, year, number }: RoundName,
  commentId: string,
): Promise<Comment | undefined> => comments.read(store, { ...fund, year, number, commentId })

/** Writes a comment, once. */
export const addComment = async (
  store: Store,
  { fund, year, number }: RoundName,
  comment: Comment,
): Promise<void> => {
  await store.write([comments.create({ ...fund, year, number, ...comment })])
}

/** The comments on a round, in order of days. */
export const readComments = async (store: Store, { fund, year, number }: RoundName): Promise<Comment[]> => {
  const part = { prefix: commentPrefix(number) }
  const found = await Array.fromAsync(comments.list(store, negotiationPartition(fund, year), part))
  return found.sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))
}
