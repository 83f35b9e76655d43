import type { Day } from '#shared/calendar/day.ts'
import type { Write } from '#shared/edge/store/store.ts'
import type { CityCode } from '#shared/kernel/divisions.ts'
import { isCity } from '#shared/kernel/divisions.ts'
import { must } from '#shared/kernel/errors.ts'
import { stableId } from '#shared/kernel/hash.ts'
import { fen } from '#shared/money/fen.ts'
import type { AccountEntry } from '../account/account-entries.ts'
import { accountEntries, withEntries } from '../account/account-entries.ts'
import { accountYearsAsIf, accountYearsOf, heldIn, heldSince } from '../account/account-years.ts'
import { joinAccount } from '../account/join-accounts.ts'
import type { YearEffects } from '../insured-year/effects.ts'
import type { ClaimSettled } from '../insured-year/rules/claim-events.ts'
import type { FamilyPart, FamilyPurse } from '../insured-year/rules/family.ts'
import { familyPartsIn } from '../insured-year/rules/family.ts'
import { cityAtLastOf, spellOn } from '../insured-year/rules/insured-year.ts'
import type { RecordedYear } from '../insured-year/rules/recorded-year.ts'
import { replaceYear } from '../insured-year/year-writes.ts'
import type { FamilyConsent } from './rules/consent.ts'
import { holdsOn } from './rules/consent.ts'
import type { FamilyAccounts, FamilyStore } from './store.ts'
import { familyWrite } from './store.ts'

export type FamilyEffects = Pick<YearEffects, 'claims'> & { readonly families: FamilyStore }

/** An account that a member may use on a day: by which consent, and the year that holds its balance. */
type Usable = { readonly consent: FamilyConsent; readonly year: RecordedYear; readonly city: CityCode }

/** The accounts that somebody may use on a day, in their order, with the record of their consents. */
export type UsableAccounts = { readonly accounts: FamilyAccounts; readonly usable: readonly Usable[] }

const inOrder = (consents: readonly FamilyConsent[]): readonly FamilyConsent[] =>
  consents.toSorted((a, b) => a.priority - b.priority)

/** The account of a consent's owner, as long as the owner is insured: a death or a leaving ends what they consented to. */
const usableAccount = (
  consent: FamilyConsent,
  years: readonly RecordedYear[],
  on: Day,
): readonly Usable[] => {
  const isInsured = years.some(({ state }) => spellOn(state, on) !== undefined)
  const year = heldIn(years)
  const city = year && cityAtLastOf(year.state)
  return isInsured && year && city !== undefined && isCity(city) ? [{ consent, year, city }] : []
}

/**
 * Reads the accounts that a person may use on a day. Most have none: that is one read.
 * @param open whether an owner's account may be brought over to their present year first, which writes it
 */
export const readUsable = async (
  personId: string,
  on: Day,
  open: boolean,
  { families, claims }: FamilyEffects,
): Promise<UsableAccounts> => {
  const accounts = await families.accountsOf(personId)
  const usable: Usable[] = []
  for (const consent of inOrder(accounts.consents.filter((each) => holdsOn(each, on)))) {
    const of = { personId: consent.owner, day: on }
    const years = await (open ? accountYearsOf(of, { claims }) : accountYearsAsIf(of, { claims }))
    usable.push(...usableAccount(consent, years, on))
  }
  return { accounts, usable }
}

export const pursesOf = ({ usable }: UsableAccounts): readonly FamilyPurse[] =>
  usable.map(({ consent: { consentId }, year }) => ({ consentId, balance: year.state.account }))

/** What moves on an account by a consent: less than nothing is taken. */
type Move = FamilyPart & {
  /** The claim, reversal or correction that moves it. */
  readonly by: string
  readonly claim: Pick<ClaimSettled, 'claimId' | 'institution' | 'care' | 'year' | 'city' | 'at'>
  readonly city: CityCode
}

const entryOf = (
  { by, claim, city, consentId, amount }: Move,
  { year, member, on }: { readonly year: RecordedYear; readonly member: string; readonly on: Day },
): AccountEntry => {
  const { claimId, institution, care, year: ofYear } = claim
  const place = claim.at ?? claim.city
  return {
    ...{ entryId: entryIdOf(by, consentId), personId: year.state.personId, year: year.state.year },
    ...{ city, cause: 'family-use', amount: fen(amount), on },
    family: {
      ...{ claimId, member, consentId, institution, care, ofYear },
      ...(place === city ? {} : { at: place }),
    },
  }
}

/** How many items it writes that so much goes back: each entry, the owners' years, and what the consents say is used. */
export const mostReturnWrites = (returns: readonly FamilyReturn[]): number =>
  returns.length === 0 ? 0 : returns.length + new Set(returns.map(({ consentId }) => consentId)).size + 1

const entryIdOf = (by: string, consentId: string): string => stableId('FU-', by, consentId)

/** What moves write beside years that their transaction writes anyway, and those years with what moves on them. */
export type Moved = { readonly writes: readonly Write[]; readonly along: readonly RecordedYear[] }

/** A year that is written anyway with entries on its account: no further version on. */
const withMore = (year: RecordedYear, entries: Parameters<typeof withEntries>[1]): RecordedYear => {
  const after = withEntries(year, entries)
  return { ...after, state: { ...after.state, version: year.state.version } }
}

/** What moves write: the owners' years, an entry for each, and what the consents say is used. */
const writesOf = (
  accounts: FamilyAccounts,
  {
    years,
    along,
  }: { readonly years: ReadonlyMap<string, RecordedYear>; readonly along: readonly RecordedYear[] },
  moves: readonly Move[],
  on: Day,
): Moved => {
  if (moves.length === 0) return { writes: [], along }
  const { personId: member, consents } = accounts
  const ofConsents = new Map(consents.map((consent) => [consent.consentId, consent]))
  const entries = moves.map((move) => {
    const year = years.get(ofConsents.get(move.consentId)?.owner ?? '')
    must(year !== undefined, 'family.account-missing', 'an account that is used is not there', {
      consentId: move.consentId,
    })
    return { ...entryOf(move, { year, member, on }), of: year }
  })
  const usedBy = (consentId: string): number =>
    moves.filter((move) => move.consentId === consentId).reduce((used, { amount }) => used - amount, 0)
  const after = consents.map((consent) => ({
    ...consent,
    used: fen(consent.used + usedBy(consent.consentId)),
  }))
  const byYear = Map.groupBy(entries, ({ of }) => of)
  return {
    along: along.map((year) => withMore(year, byYear.get(year) ?? [])),
    writes: [
      ...[...byYear].flatMap(([year, own]) =>
        along.includes(year) ? [] : [replaceYear(withEntries(year, own))],
      ),
      ...entries.map(({ of: _, ...entry }) => accountEntries.create(entry)),
      familyWrite({ ...accounts, consents: after }),
    ],
  }
}

/** What a claim that takes from accounts of the family writes beside itself: all of it is there, or the claim is not. */
export const useWrites = (
  { accounts, usable }: UsableAccounts,
  claim: ClaimSettled,
  parts: readonly FamilyPart[],
): readonly Write[] => {
  const years = new Map(usable.map(({ consent, year }) => [consent.owner, year]))
  const moves = parts.map(({ consentId, amount }): Move => {
    const found = usable.find(({ consent }) => consent.consentId === consentId)
    must(found !== undefined, 'family.consent-missing', 'a claim uses an account that it may not use', {
      consentId,
    })
    return { consentId, amount: -amount, by: claim.claimId, claim, city: found.city }
  })
  return writesOf(accounts, { years, along: [] }, moves, claim.settledOn).writes
}

/** What a claim gives back to accounts of the family, by which entry of its own. */
export type FamilyReturn = FamilyPart & { readonly by: string; readonly claim: Move['claim'] }

/** All that a claim took of accounts of the family, as its reversal gives it back. */
export const allReturned = (claim: ClaimSettled, reversalId: string): readonly FamilyReturn[] =>
  familyPartsIn(claim.steps).map((part) => ({ ...part, by: reversalId, claim }))

/**
 * What returns write: each goes back to the account that it came from, in the books of the city that it was taken from,
 * whether or not the consent still holds, and in whatever year the account is by now: an order may be of the year before.
 * @param along years that the same transaction writes: one of them may be an owner's
 */
export const returnAlong = async (
  member: string,
  { returns, along }: { readonly returns: readonly FamilyReturn[]; readonly along: readonly RecordedYear[] },
  on: Day,
  { families, claims }: FamilyEffects,
): Promise<Moved> => {
  if (returns.length === 0) return { writes: [], along }
  const accounts = await families.accountsOf(member)
  const years = new Map<string, RecordedYear>()
  const moves: Move[] = []
  for (const each of returns) {
    const { claim, consentId } = each
    const owner = accounts.consents.find((consent) => consent.consentId === consentId)?.owner ?? ''
    const taken = await families.entry({ personId: owner, entryId: entryIdOf(claim.claimId, consentId) })
    must(taken !== undefined, 'family.use-missing', 'a claim gives back what it never took', {
      ...{ claimId: claim.claimId, consentId },
    })
    if (!years.has(owner)) {
      const held = await heldSince({ personId: owner, day: on }, { claims })
      const written = along.find(
        ({ state: { personId, year } }) => personId === owner && year === held?.state.year,
      )
      const year = written ?? held
      if (year) years.set(owner, year)
    }
    moves.push({ ...each, city: taken.city })
  }
  return writesOf(accounts, { years, along }, moves, on)
}

/** The same of a transaction that writes no owner's year beside. */
export const returnWrites = async (
  member: string,
  returns: readonly FamilyReturn[],
  on: Day,
  effects: FamilyEffects,
): Promise<readonly Write[]> => (await returnAlong(member, { returns, along: [] }, on, effects)).writes

/** What a reversal or a correction left: the year of its claim, and what it gave back to accounts of the family. */
export type GivenBack = { readonly year: RecordedYear; readonly returns: readonly FamilyReturn[] }

const ownersOf = async (
  member: string,
  returns: readonly FamilyReturn[],
  { families }: Pick<FamilyEffects, 'families'>,
): Promise<readonly string[]> => {
  if (returns.length === 0) return []
  const { consents } = await families.accountsOf(member)
  const named = new Set(returns.map(({ consentId }) => consentId))
  return [...new Set(consents.flatMap(({ consentId, owner }) => (named.has(consentId) ? [owner] : [])))]
}

/**
 * Has what came back to a number that turned out to be another meanwhile go on to the account that the person has now: their
 * own, and those of the family. Whoever never was another number is not touched.
 */
export const bringToWhoGoesOn = async (
  { year: { state }, returns }: GivenBack,
  on: Day,
  effects: FamilyEffects,
): Promise<void> => {
  const owners = await ownersOf(state.personId, returns, effects)
  const own = state.sameAs === undefined ? [] : [state.personId]
  for (const personId of [...own, ...owners]) await joinAccount({ personId, day: on }, effects)
}
