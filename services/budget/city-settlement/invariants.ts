import { isCity, provinceCode } from '#shared/kernel/divisions.ts'
import type { Invariant, RecordedItem, Violation } from '#shared/kernel/invariant.ts'
import { isSamePerson } from '#shared/kernel/subject.ts'
import { owedToPlaces } from '../claims/rules/care-elsewhere.ts'
import { isInOrder } from '../ledger/rules/by-two.ts'
import { differences, figure, figures, fundOf, tally, text } from '../ledger/rules/recorded.ts'
import { orderIn } from '../payment/store.ts'
import type { CitySettlement } from './rules/city-settlement.ts'
import { settlementIdOf } from './rules/city-settlement.ts'
import { setOff, sharesOf } from './rules/net-cities.ts'
import { citySettlements } from './store.ts'

const balanceId = 'budget.cities-owe-what-cities-are-owed'

/** Between cities nothing is owed that is not owed to somebody; money on its way is the province's to pass on. */
export const citiesOweWhatTheyAreOwed: Invariant = {
  id: balanceId,
  number: 3,
  rule: 'Of a scheme, what all books say is owed by cities = what they say is owed to cities.',
  start: () => {
    const owing = tally()
    const owed = tally()
    return {
      see: (item) => {
        if (item.kind !== 'journal-entry') return
        const moved = figures(item, 'movements')
        owing.add(text(item, 'scheme'), { amount: moved['cities-receivable'] ?? 0 })
        owed.add(text(item, 'scheme'), { amount: 0 - (moved['cities-payable'] ?? 0) })
      },
      finish: () => differences(balanceId, 'due to and from cities', owing, owed),
    }
  },
}

type Approved = Extract<CitySettlement, { readonly status: 'approved' }>

const approvedIn = (item: RecordedItem): Approved | undefined => {
  if (!citySettlements.is(item)) return undefined
  const settlement: CitySettlement = citySettlements.from(item)
  return settlement.status === 'approved' ? settlement : undefined
}

const onceId = 'budget.cities-settle-once'

/** What settlements took is what closed months owe, each once; no settlement takes what another took. */
export const citiesSettleOnce: Invariant = {
  id: onceId,
  number: 7,
  rule: "What settlements between cities took together = what the cities' closed months up to then owe each other, by the counters of the months.",
  start: () => {
    const settlements: Approved[] = []
    const periods: { city: string; scheme: string; period: string; due: Readonly<Record<string, number>> }[] =
      []
    const last = (scheme: string) =>
      settlements
        .filter((each) => each.scheme === scheme)
        .sort((a, b) => a.number - b.number)
        .at(-1)
    return {
      see: (item) => {
        const approved = approvedIn(item)
        if (approved) settlements.push(approved)
        if (item.kind === 'fund-period')
          periods.push({
            ...{ city: text(item, 'city'), scheme: text(item, 'scheme'), period: text(item, 'period') },
            due: owedToPlaces(item),
          })
      },
      finish: () => {
        const owed = tally()
        const taken = tally()
        const latest = tally()
        for (const { city, scheme, period, due } of periods) {
          const through = last(scheme)?.through.find((each) => each.city === city)?.month ?? ''
          if (period <= through)
            for (const [to, amount] of Object.entries(due))
              if (isCity(to)) owed.add(`${scheme} ${city} ${to}`, { amount })
        }
        for (const { scheme, debts } of settlements)
          for (const { from, to, amount } of debts) taken.add(`${scheme} ${from} ${to}`, { amount })
        for (const scheme of new Set(settlements.map((each) => each.scheme)))
          for (const { from, to, amount } of last(scheme)?.taken ?? [])
            latest.add(`${scheme} ${from} ${to}`, { amount })
        const found = differences(onceId, 'closed months and settlements', owed, taken)
        const kept = differences(onceId, 'settlements and what the last says of them', taken, latest)
        return {
          checked: periods.length + settlements.length,
          violations: [...found.violations, ...kept.violations],
        }
      },
    }
  },
}

const netId = 'budget.cities-pay-their-net'

/** Each share of an approved settlement is booked in its city, and its rest ordered, by nobody else and no more than once. */
export const citiesPayTheirNet: Invariant = {
  id: netId,
  number: 7,
  rule: 'Of every approved settlement: each city has booked its share and set off what it owes; payers are ordered to pay the province, and the province the others, to the fen.',
  start: () => {
    const wanted = tally()
    const booked = tally()
    let settlements = 0
    const wantOf = (settlement: Approved) => {
      const [id, { scheme }] = [settlementIdOf(settlement), settlement]
      const shares = sharesOf(settlement.debts)
      for (const share of shares) {
        const place = `${id} ${share.city}`
        wanted.add(place, { owes: share.owes, isOwed: share.isOwed, booked: 1 })
        wanted.add(`${share.city} ${scheme} set off`, { amount: setOff(share)['cities-payable'] ?? 0 })
        const [from, to] = share.net < 0 ? [share.city, provinceCode] : [provinceCode, share.city]
        if (share.net !== 0) wanted.add(`${id} ${from} pays ${to}`, { amount: Math.abs(share.net) })
      }
      wanted.add(`${id} in all`, { net: 0 })
      booked.add(`${id} in all`, { net: shares.reduce((total, { net }) => total + net, 0) })
    }
    return {
      see: (item) => {
        const approved = approvedIn(item)
        if (approved) {
          settlements += 1
          wantOf(approved)
        }
        if (item.kind === 'city-share')
          booked.add(`${text(item, 'settlementId')} ${text(item, 'city')}`, {
            ...{ owes: figure(item, 'owes'), isOwed: figure(item, 'isOwed'), booked: 1 },
          })
        const order = orderIn(item)
        if (order?.cause.purpose === 'cities-settlement')
          booked.add(`${order.cause.settlementId} ${order.fund.city} pays ${order.payee}`, {
            amount: order.amount,
          })
        if (item.kind === 'journal-entry' && item.reason === 'cities-netted' && item.city !== provinceCode)
          booked.add(`${fundOf(item)} set off`, { amount: figures(item, 'movements')['cities-payable'] ?? 0 })
      },
      finish: () => ({ ...differences(netId, 'settlement and books', wanted, booked), checked: settlements }),
    }
  },
}

const handsId = 'budget.cities-settle-by-two'

/** A settlement between cities takes two persons. */
export const citiesSettleByTwo: Invariant = {
  id: handsId,
  number: 10,
  rule: 'Every settlement between cities was proposed by one person and then approved by another.',
  start: () => {
    let checked = 0
    const violations: Violation[] = []
    return {
      see: (item) => {
        const approved = approvedIn(item)
        if (!approved) return
        checked += 1
        if (isSamePerson(approved.proposed.by, approved.approved.by))
          violations.push({
            invariant: handsId,
            where: settlementIdOf(approved),
            what: 'approved by who proposed it',
          })
        if (!isInOrder(approved.proposed, approved.approved))
          violations.push({
            invariant: handsId,
            where: settlementIdOf(approved),
            what: 'approved before it was proposed',
          })
      },
      finish: () => ({ checked, violations }),
    }
  },
}
