import { isCity } from '#shared/kernel/divisions.ts'
import type { Invariant, RecordedItem } from '#shared/kernel/invariant.ts'
import { differences, figure, figures, fundOf, tally, text } from '../../ledger/rules/recorded.ts'

const bothId = 'budget.visits-are-the-care-elsewhere'

/** The cities that owe an institution for an item of the insured's city, each with what it owes. */
const owedThere = (item: RecordedItem): [city: string, owed: number][] => {
  if (item.kind === 'recovery-posted')
    return Object.entries(figures(item, 'elsewhere')).filter(([to]) => isCity(to))
  const to = text(item, 'owedTo')
  return isCity(to) ? [[to, figure(item, 'payable')]] : []
}

/** What the city of the insured owes for a claim elsewhere, the city of treatment is owed and owes its institution, once. */
export const visitsAreTheCareElsewhere: Invariant = {
  id: bothId,
  number: 3,
  rule: 'Every claim and recovery of care in another city is booked once in each of the two cities, from one to the other, with the same amount.',
  start: () => {
    const owed = tally()
    const visits = tally()
    const place = (item: RecordedItem, insuredIn: string, city: string, id: string) =>
      `${insuredIn} to ${city} ${text(item, 'scheme')} ${text(item, 'institution')} ${id}`
    return {
      see: (item) => {
        if (item.kind === 'claim-posted' || item.kind === 'recovery-posted') {
          const id = text(item, item.kind === 'claim-posted' ? 'claimId' : 'recoveryId')
          for (const [city, payable] of owedThere(item))
            owed.add(place(item, text(item, 'city'), city, id), { payable, booked: 1 })
        }
        if (item.kind === 'visit-posted')
          visits.add(place(item, text(item, 'insuredIn'), text(item, 'city'), text(item, 'claimId')), {
            payable: figure(item, 'payable'),
            booked: 1,
          })
      },
      finish: () => differences(bothId, 'the city of the insured and that of treatment', owed, visits),
    }
  },
}

const postedId = 'budget.visits-posted-everywhere'

/** Visits as they are posted, and as institutions' months and the fund's month count them. */
export const visitsPostedEverywhere: Invariant = {
  id: postedId,
  number: 3,
  rule: 'Visits of persons insured elsewhere = the institution months, in number and money = the fund month, in number.',
  start: () => {
    const visits = tally()
    const byInstitution = tally()
    const institutions = tally()
    const periods = tally()
    return {
      see: (item) => {
        if (item.kind === 'visit-posted') {
          const month = `${fundOf(item)} ${text(item, 'bookedIn')}`
          visits.add(month, { visits: 1 })
          const owed = { visitors: figure(item, 'payable'), visits: 1 }
          byInstitution.add(`${month} ${text(item, 'institution')}`, owed)
        }
        if (item.kind === 'institution-month')
          institutions.add(`${fundOf(item)} ${text(item, 'month')} ${text(item, 'institution')}`, {
            visitors: figure(item, 'visitors'),
            visits: figure(item, 'visits'),
          })
        if (item.kind === 'fund-period')
          periods.add(`${fundOf(item)} ${text(item, 'period')}`, { visits: figure(item, 'visits') })
      },
      finish: () => {
        const inMonths = differences(postedId, 'visits and institution month', byInstitution, institutions)
        const inPeriods = differences(postedId, 'visits and fund month', visits, periods)
        return {
          checked: inMonths.checked + inPeriods.checked,
          violations: [...inMonths.violations, ...inPeriods.violations],
        }
      },
    }
  },
}

const entriesId = 'budget.visits-are-no-expenditure'

/** A city is owed by others just what it owes its institutions for their people, and spends nothing on them. */
export const visitsAreNoExpenditure: Invariant = {
  id: entriesId,
  number: 3,
  rule: 'Care of persons insured elsewhere is owed by their cities as it is owed to the institutions of a month, and moves nothing else.',
  start: () => {
    const booked = tally()
    const counted = tally()
    return {
      see: (item) => {
        if (item.kind === 'journal-entry' && item.reason === 'visitors-treated')
          booked.add(`${fundOf(item)} ${text(item, 'month')}`, figures(item, 'movements'))
        if (item.kind === 'institution-month') {
          const visitors = figure(item, 'visitors')
          counted.add(`${fundOf(item)} ${text(item, 'month')}`, {
            'cities-receivable': visitors,
            'visitors-payable': 0 - visitors,
          })
        }
      },
      finish: () => differences(entriesId, 'visits and entries', counted, booked),
    }
  },
}
