import type { Invariant, Violation } from '#shared/kernel/invariant.ts'
import { fen, sum } from '#shared/money/fen.ts'
import type { AccountEntry, FamilyUse, PremiumPart } from '../account/account-entries.ts'
import { accountEntries } from '../account/account-entries.ts'
import { settledIn } from '../insured-year/records/claim-item.ts'
import { correctionIn } from '../insured-year/records/correction-item.ts'
import { yearIn } from '../insured-year/records/insured-year-item.ts'
import { reversalIn } from '../insured-year/records/reversal-item.ts'
import type { ClaimEntry } from '../insured-year/rules/claim-events.ts'
import { isStanding } from './rules/consent.ts'
import type { FamilyAccounts, SharedAccount } from './store.ts'
import { familyAccounts, sharedAccounts } from './store.ts'

const id = 'settlement.family-accounts'

type Use = AccountEntry & { readonly by: FamilyUse | PremiumPart }

/** What a claim or a premium of family took of an account, or gave back. */
const usesIn = (entry: AccountEntry): readonly Use[] => {
  const by = entry.family ?? entry.premium
  return by ? [{ ...entry, by }] : []
}

type Seen = {
  readonly members: ReadonlyMap<string, FamilyAccounts>
  readonly owners: ReadonlyMap<string, SharedAccount>
  readonly uses: readonly Use[]
  /** What claims say that family paid, reversals and corrections with them. */
  readonly claims: ReadonlyMap<string, number>
  /** Numbers that turned out to be another person's. */
  readonly former: ReadonlySet<string>
}

const takenIn = (uses: readonly Use[]): number => fen(0 - sum(uses.map(({ amount }) => amount)))

/** Whether a use rests on a consent of the account's owner for whose claim it was, that held then. */
const useFaults = ({ members }: Seen, { personId, amount, on, by }: Use): string[] => {
  const consent = members.get(by.member)?.consents.find(({ consentId }) => consentId === by.consentId)
  if (!consent || consent.owner !== personId) return ['an account is used without a consent of its owner']
  const isLate = consent.withdrawn !== undefined && on > consent.withdrawn.on
  return amount < 0 && (on < consent.from || isLate) ? ['it is used on a day without a consent'] : []
}

const consentFaults = (
  { uses, owners, former }: Seen,
  { personId: member, consents }: FamilyAccounts,
): string[] =>
  consents.flatMap((consent) => {
    const { consentId, owner, used, given, document } = consent
    const own = uses.filter(({ by }) => by.consentId === consentId)
    const isShared = owners
      .get(owner)
      ?.shared.some((each) => each.consentId === consentId && each.member === member)
    return [
      ...(takenIn(own) === used && used >= 0 ? [] : ['what a consent says is used is not what was']),
      ...(isShared ? [] : ['the owner of an account does not know of their consent']),
      ...(document !== '' && given.by !== '' ? [] : ['a consent rests on no paper']),
      ...(owner === member ? ['somebody consented to themselves'] : []),
      ...(isStanding(consent) && (former.has(owner) || former.has(member))
        ? ['a consent did not go on with a number that turned out to be another']
        : []),
    ]
  })

const claimFaults = ({ uses, claims }: Seen): Violation[] => {
  const ofClaims = uses.filter(({ family }) => family !== undefined)
  const byClaim = Map.groupBy(ofClaims, ({ family }) => family?.claimId ?? '')
  return [...new Set([...byClaim.keys(), ...claims.keys()])].flatMap((where): Violation[] => {
    const figures = { claim: claims.get(where) ?? 0, accounts: takenIn(byClaim.get(where) ?? []) }
    const what = 'what family paid of a claim is not what their accounts gave'
    return figures.claim === figures.accounts ? [] : [{ invariant: id, where, what, figures }]
  })
}

/** Judged from a member's consents with what was used by them, the claims that it was used for, and the owners' side. */
export const familyAccountsAreByConsent: Invariant = {
  id,
  number: 4,
  rule: 'an account pays for family only by a consent of its owner that held on the day; what a consent says is used is its uses; what family paid of a claim is what their accounts gave, once; a consent goes on to whoever its owner or member turned out to be',
  start: () => {
    const members = new Map<string, FamilyAccounts>()
    const owners = new Map<string, SharedAccount>()
    const uses: Use[] = []
    const claims = new Map<string, number>()
    const former = new Set<string>()
    const count = ({ claimId, amounts }: ClaimEntry) => {
      if (amounts.family !== 0) claims.set(claimId, (claims.get(claimId) ?? 0) + amounts.family)
    }
    return {
      see: (item) => {
        const state = yearIn(item)?.state
        if (state?.sameAs !== undefined) former.add(state.personId)
        if (familyAccounts.is(item))
          members.set(familyAccounts.from(item).personId, familyAccounts.from(item))
        if (sharedAccounts.is(item)) owners.set(sharedAccounts.from(item).personId, sharedAccounts.from(item))
        if (accountEntries.is(item)) uses.push(...usesIn(accountEntries.from(item)))
        const entry = settledIn(item)?.claim ?? reversalIn(item) ?? correctionIn(item)
        if (entry) count(entry)
      },
      finish: () => {
        const seen = { members, owners, uses, claims, former }
        const ofUses = uses.flatMap((use) =>
          useFaults(seen, use).map((what) => ({ invariant: id, where: use.entryId, what })),
        )
        const ofConsents = [...members.values()].flatMap((accounts) =>
          consentFaults(seen, accounts).map((what) => ({ invariant: id, where: accounts.personId, what })),
        )
        return { checked: members.size, violations: [...ofUses, ...ofConsents, ...claimFaults(seen)] }
      },
    }
  },
}
