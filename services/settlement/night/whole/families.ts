import { nameOf } from '#shared/edge/store/item.ts'
import type { Store, Stored } from '#shared/edge/store/store.ts'
import { accountEntries } from '../../account/account-entries.ts'
import { familyAccounts, sharedAccounts } from '../../family/store.ts'
import { settledClaims, settledIn } from '../../insured-year/records/claim-item.ts'
import { yearIn } from '../../insured-year/records/insured-year-item.ts'
import { accountEntriesOf, claimIdOf, familyKey, sharedKey } from '../../keys.ts'
import { withClaims } from './claims.ts'

/** Whose consents a record of a use rests on; nobody's where it is none. */
const memberOf = (record: Stored): string | undefined => {
  if (accountEntries.is(record)) {
    const { family, premium } = accountEntries.from(record)
    return family?.member ?? premium?.member
  }
  const claim = settledIn(record)?.claim
  return claim && claim.amounts.family !== 0 ? claim.personId : undefined
}

/** What was taken of owners' accounts for a member, entry by entry. */
const usesOf = async (member: string, owners: readonly string[], store: Store): Promise<Stored[]> => {
  const found: Stored[] = []
  for (const owner of new Set(owners))
    for await (const record of store.list(accountEntriesOf(owner)))
      if (memberOf(record) === member) found.push(record)
  return found
}

/** A member's consents with their uses, the claims these were for, and the other side of each consent. */
const wholeMember = async (record: Stored, store: Store): Promise<Stored[]> => {
  const { personId, consents } = familyAccounts.from(record)
  const owners = consents.map(({ owner }) => owner)
  const uses = await usesOf(personId, owners, store)
  const others = await store.getMany([...new Set(owners)].map((owner) => sharedKey({ personId: owner })))
  const claims = uses.flatMap((use) => accountEntries.from(use).family?.claimId ?? [])
  return withClaims([record, ...uses, ...others.flatMap((other) => other ?? [])], new Set(claims), store)
}

/** The year of a number that turned out to be another person's. */
const isFormer = (record: Stored): boolean => yearIn(record)?.state.sameAs !== undefined

/** Those years with what their numbers shared: whose consents they were a side of. */
const withShared = async (records: readonly Stored[], store: Store): Promise<readonly Stored[]> => {
  const numbers = new Set(records.filter(isFormer).flatMap((record) => yearIn(record)?.state.personId ?? []))
  const shared = await store.getMany([...numbers].map((personId) => sharedKey({ personId })))
  return [...records, ...shared.flatMap((each) => each ?? [])]
}

/** The members whose consents, uses or claims are among some records, or whose owners are. */
const membersAmong = (records: readonly Stored[]): string[] =>
  records.flatMap((record) => {
    if (familyAccounts.is(record)) return [familyAccounts.from(record).personId]
    if (isFormer(record)) return yearIn(record)?.state.personId ?? []
    if (sharedAccounts.is(record)) return sharedAccounts.from(record).shared.map(({ member }) => member)
    return memberOf(record) ?? []
  })

/** The members of families among some records, each whole: their consents, the uses of these, the claims and the owners. */
export const wholeFamilies = async (found: readonly Stored[], store: Store): Promise<readonly Stored[]> => {
  const records = await withShared(found, store)
  const members = [...new Set(membersAmong(records))].map((personId) => familyKey({ personId }))
  const known = members.length === 0 ? [] : await store.getMany(members)
  const spoken = records.filter((record) => memberOf(record) !== undefined)
  const claims = spoken.filter(settledClaims.is).map(claimIdOf)
  const whole = [...records.filter(isFormer), ...(await withClaims(spoken, new Set(claims), store))]
  for (const member of known) if (member) whole.push(...(await wholeMember(member, store)))
  return [...new Map(whole.map((each) => [nameOf(each), each])).values()]
}
