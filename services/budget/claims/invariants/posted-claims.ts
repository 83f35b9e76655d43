import type { Invariant, RecordedItem, Violation } from '#shared/kernel/invariant.ts'
import { differences, figure, figures, fundOf, tally, text } from '../../ledger/rules/recorded.ts'

const postedId = 'budget.claims-posted-everywhere'

const countsOf = (posting: RecordedItem) => {
  if (posting.reverses !== undefined) return { claims: 0, reversals: 1 }
  return { claims: posting.corrects === undefined ? 1 : 0, reversals: 0 }
}

/** Entries by which institutions are owed, or owe back, what funds pay of claims. */
const isOfClaims = ({ reason }: RecordedItem): boolean =>
  reason === 'claims-settled' || reason === 'claims-recovered'

/** What claims are owed to: institutions, the cities that pay them there, and the national clearing. */
const owedTo: readonly string[] = ['institutions-payable', 'cities-payable', 'provinces-payable']
const owedIn = (movements: Readonly<Record<string, number>>): number =>
  0 - owedTo.reduce((total, account) => total + (movements[account] ?? 0), 0)

/** Claims in the ledger, in the month's counters and in the institutions' months are the same claims and money. */
export const claimsPostedEverywhere: Invariant = {
  id: postedId,
  number: 3,
  rule: 'Claims posted less recoveries = the journal = the fund month = the institution months, in number and money.',
  start: () => {
    const postings = tally()
    const recorded = tally()
    const byInstitution = tally()
    const institutions = tally()
    return {
      see: (item) => {
        const fund = fundOf(item)
        if (item.kind === 'claim-posted') {
          const place = `${fund} ${text(item, 'bookedIn')}`
          const payable = figure(item, 'payable')
          postings.add(place, { payable, ...countsOf(item) })
          byInstitution.add(`${place} ${text(item, 'institution')}`, { payable, ...countsOf(item) })
        }
        if (item.kind === 'recovery-posted') {
          const place = `${fund} ${text(item, 'bookedIn')}`
          const payable = -figure(item, 'amount')
          postings.add(place, { payable })
          byInstitution.add(`${place} ${text(item, 'institution')}`, { payable })
        }
        if (item.kind === 'journal-entry' && isOfClaims(item))
          recorded.add(`${fund} ${text(item, 'month')}`, { payable: owedIn(figures(item, 'movements')) })
        if (item.kind === 'fund-period')
          recorded.add(`${fund} ${text(item, 'period')}`, {
            claims: figure(item, 'claims'),
            reversals: figure(item, 'reversals'),
          })
        if (item.kind === 'institution-month')
          institutions.add(`${fund} ${text(item, 'month')} ${text(item, 'institution')}`, {
            payable: figure(item, 'controlled') + figure(item, 'others'),
            claims: figure(item, 'claims'),
            reversals: figure(item, 'reversals'),
          })
      },
      finish: () => {
        const inLedger = differences(postedId, 'claims and ledger', postings, recorded)
        const inMonths = differences(postedId, 'claims and institution month', byInstitution, institutions)
        return {
          checked: inLedger.checked + inMonths.checked,
          violations: [...inLedger.violations, ...inMonths.violations],
        }
      },
    }
  },
}

const onceId = 'budget.claim-posted-once'

/** A claim has one posting, wherever its groups came from. */
export const claimPostedOnce: Invariant = {
  id: onceId,
  number: 3,
  rule: 'Every claim is posted once.',
  start: () => {
    const places = new Map<string, string>()
    const violations: Violation[] = []
    return {
      see: (item) => {
        if (item.kind !== 'claim-posted') return
        const claimId = text(item, 'claimId')
        const first = places.get(claimId)
        if (first !== undefined && first !== item.pk)
          violations.push({ invariant: onceId, where: claimId, what: `posted in ${first} and in ${item.pk}` })
        places.set(claimId, item.pk)
      },
      finish: () => ({ checked: places.size, violations }),
    }
  },
}
