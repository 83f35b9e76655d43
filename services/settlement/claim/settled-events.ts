import type { Day } from '#shared/calendar/day.ts'
import { monthOf, yearOf } from '#shared/calendar/day.ts'
import type { PublishedKind } from '#shared/contracts/service.ts'
import { isPublished } from '#shared/contracts/service.ts'
import type { SettledClaim } from '#shared/contracts/settlement.ts'
import { claimsSettled } from '#shared/contracts/settlement.ts'
import type { Change, Outgoing } from '#shared/edge/events/publish.ts'
import type { Stored } from '#shared/edge/store/store.ts'
import { stableId } from '#shared/kernel/hash.ts'
import { inPieces } from '#shared/kernel/in-pieces.ts'
import { never } from '#shared/kernel/never.ts'
import { settledIn } from '../insured-year/records/claim-item.ts'
import { correctionIdOf, correctionIn } from '../insured-year/records/correction-item.ts'
import { reversalIn } from '../insured-year/records/reversal-item.ts'
import type { ClaimEntry } from '../insured-year/rules/claim-events.ts'
import { medicalOf } from '../insured-year/rules/medical.ts'
import { paidBy } from '../insured-year/rules/payers.ts'
import { service } from '../table.ts'

const largestGroup = 40

/** An entry that the stream shows as recorded, with what its event says of it. */
type Notice = {
  readonly sequence: string
  readonly fact: ClaimEntry
  readonly settled: SettledClaim
}

const purposeOf = (fact: ClaimEntry): Pick<SettledClaim, 'purpose'> => {
  const purpose = fact.kind === 'claim-settled' ? fact.circumstances.purpose : fact.purpose
  // The two diseases are general outpatient care to whoever keeps books.
  return purpose === undefined || purpose === 'general' || purpose === 'two-diseases' ? {} : { purpose }
}

/** What was medically done, as far as the entry says; of one recorded before it was kept, only whom it was done to. */
const medicalIn = (fact: ClaimEntry): NonNullable<SettledClaim['medical']> => {
  const { personId } = fact
  if (fact.kind === 'claim-settled') return { personId, ...medicalOf(fact) }
  if (fact.kind === 'claim-corrected' && fact.stands) return { personId, ...medicalOf(fact.stands) }
  return { personId, ...fact.medical }
}

/** The level of the institution that gave the care, as far as the entry says. */
const levelOf = (fact: ClaimEntry): Pick<SettledClaim, 'level'> => {
  if (fact.kind === 'claim-settled') return { level: fact.circumstances.level }
  const level = fact.kind === 'claim-corrected' ? fact.stands?.circumstances.level : fact.level
  return level === undefined ? {} : { level }
}

/** An entry's own id and day, and the claim it is about where it is not one itself. */
const ownOf = (
  fact: ClaimEntry,
): Pick<SettledClaim, 'claimId' | 'settledOn' | 'reverses' | 'reinstates' | 'corrects'> => {
  switch (fact.kind) {
    case 'claim-settled':
      return { claimId: fact.claimId, settledOn: fact.settledOn }
    case 'claim-reversed':
      return {
        ...{ claimId: fact.reversalId, settledOn: fact.reversedOn },
        ...(fact.undoes === undefined ? { reverses: fact.claimId } : { reinstates: fact.claimId }),
      }
    case 'claim-corrected':
      return { claimId: correctionIdOf(fact), settledOn: fact.correctedOn, corrects: fact.claimId }
    default:
      return never(fact)
  }
}

/** The fund year that the cost belongs to, where the entry itself is of a later one. */
const yearIn = ({ year }: ClaimEntry, { settledOn }: Pick<SettledClaim, 'settledOn'>) =>
  year === yearOf(settledOn) ? {} : { year }

const settledOf = (fact: ClaimEntry): SettledClaim => {
  const { amounts, institution, care, at } = fact
  const own = ownOf(fact)
  return {
    ...own,
    ...yearIn(fact, own),
    institution,
    care,
    ...(at === undefined ? {} : { settledAt: at }),
    ...purposeOf(fact),
    ...levelOf(fact),
    medical: medicalIn(fact),
    total: amounts.total,
    inScope: amounts.inScope,
    ...paidBy(amounts),
    ...(amounts.family === 0 ? {} : { family: amounts.family }),
  }
}

type ClaimKind = Extract<PublishedKind<typeof service>, `claim-${string}`>

/** How each kind of item that tells of claims is read. */
const readings: Readonly<Record<ClaimKind, (item: Stored) => ClaimEntry | undefined>> = {
  'claim-settled': (item) => settledIn(item)?.claim,
  'claim-reversed': reversalIn,
  'claim-corrected': correctionIn,
}

const isOfClaim = (kind: unknown): kind is ClaimKind => isPublished(service, kind) && kind in readings

const noticesOf = ({ item, before, sequence }: Change): Notice[] => {
  const { kind } = item
  const fact = before || !isOfClaim(kind) ? undefined : readings[kind](item)
  return fact ? [{ sequence, fact, settled: settledOf(fact) }] : []
}

/** The month in which money is due: that of settlement, so that a late claim or a reversal never changes a closed one. */
const groupOf = ({ fact: { city, scheme }, settled }: Notice): string =>
  [city, scheme, monthOf(settled.settledOn)].join(' ')

const latestOf = (days: readonly Day[]): Day => [...days].sort().at(-1) ?? ''

const toOutgoing = (group: readonly Notice[]): Outgoing[] => {
  const [first] = group
  if (!first) return []
  const claims = group.map(({ settled }) => settled)
  const { city, scheme } = first.fact
  return [
    {
      contract: claimsSettled,
      event: {
        id: stableId('claims-', ...claims.map(({ claimId }) => claimId)),
        occurredOn: latestOf(claims.map(({ settledOn }) => settledOn)),
        data: { city, scheme, month: monthOf(first.settled.settledOn), claims },
      },
      sequences: group.map(({ sequence }) => sequence),
    },
  ]
}

/** Events of what a stream batch shows as recorded: claims, reversals and corrections grouped by paying city, scheme and month. */
export const toSettledEvents = (changes: readonly Change[]): Outgoing[] =>
  [...Map.groupBy(changes.flatMap(noticesOf), groupOf).values()]
    .flatMap((group) => inPieces(group, largestGroup))
    .flatMap(toOutgoing)
