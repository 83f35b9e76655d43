import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Day } from '#shared/calendar/day.ts'
import { addDays, addMonths, firstDayOf, lastDayOf, monthOf, yearOf } from '#shared/calendar/day.ts'
import { readPolicy } from '#shared/edge/function/policy-files.ts'
import type { Command } from '../../../services/enrollment/coverage/rules/commands.ts'
import { decide } from '../../../services/enrollment/coverage/rules/decide.ts'
import { nextRecord } from '../../../services/enrollment/coverage/rules/person-record.ts'
import { merge, sharedDays } from '../../../services/enrollment/duplicate/rules/merge.ts'
import { decideEnrolment } from '../../../services/enrollment/enrolment/rules/decide-enrolment.ts'
import { waitsAfterBreaks } from '../../../services/enrollment/entitlement/rules/break.ts'
import { overlap } from '../../../services/enrollment/entitlement/rules/day-range.ts'
import { restoringMonths } from '../../../services/enrollment/entitlement/rules/employee-entitlement.ts'
import { entitledSpells } from '../../../services/enrollment/entitlement/rules/entitlement.ts'
import { entitlementRules } from '../../../services/enrollment/entitlement/rules/entitlement-rules.ts'
import { missedYears } from '../../../services/enrollment/entitlement/rules/resident-entitlement.ts'
import { explainDay } from '../../../services/enrollment/explanation/rules/explain-day.ts'
import { explainingBy } from '../../../services/enrollment/explanation/rules/explaining.ts'
import { said } from '../../../services/enrollment/explanation/rules/reasons.ts'
import type {
  EntitledSpell,
  Insured,
  PaidBill,
  Place,
} from '../../../services/enrollment/person/rules/insured.ts'

const policy = readPolicy('shared/policy/anhui')
const rules = entitlementRules(policy)
const by = { subject: 'clerk', division: '340100' }
const began = '2010-01'

const places: readonly Place[] = [
  { scheme: 'resident', city: '340100', employment: 'resident' },
  { scheme: 'resident', city: '340200', employment: 'resident' },
  { scheme: 'employee', city: '340100', employment: 'employed', employerId: 'E1' },
  { scheme: 'employee', city: '340200', employment: 'employed', employerId: 'W1' },
  { scheme: 'employee', city: '340100', employment: 'flexible' },
  { scheme: 'employee', city: '340100', employment: 'retired' },
  // Ma'anshan asks flexible workers for three months on end after a break.
  { scheme: 'employee', city: '340500', employment: 'flexible' },
]

/** Something that happens to somebody in a month of thirty years: it is done where the rules let it be. */
type Happening = {
  readonly month: number
  readonly day: number
  readonly what: 'move' | 'leave' | 'return' | 'die' | 'live' | 'aid' | 'right-aid' | 'prove'
  readonly which: number
}
const happening: fc.Arbitrary<Happening> = fc.record({
  month: fc.integer({ min: 0, max: 359 }),
  day: fc.integer({ min: 1, max: 28 }),
  what: fc.constantFrom(
    'move',
    'move',
    'move',
    'leave',
    'return',
    'return',
    'die',
    'live',
    'aid',
    'right-aid',
    'prove',
  ),
  which: fc.nat({ max: 6 }),
})
/** A stretch of months, or a year, that is paid so many days after it was due; some of it is given back. */
const payment = fc.record({
  month: fc.integer({ min: 0, max: 359 }),
  months: fc.integer({ min: 1, max: 24 }),
  late: fc.constantFrom(-60, 0, 0, 0, 20, 80, 150, 400),
  scheme: fc.constantFrom('resident' as const, 'employee' as const),
  isRefunded: fc.constantFrom(false, false, false, true),
})
const life = fc.record({
  first: fc.nat({ max: 4 }),
  happenings: fc.array(happening, { maxLength: 8 }),
  payments: fc.array(payment, { maxLength: 8 }),
})
type Life = typeof life extends fc.Arbitrary<infer One> ? One : never

const dayOf = ({ month, day }: { month: number; day: number }): Day =>
  `${addMonths(began, month)}-${String(day).padStart(2, '0')}`

const commandOf = ({ what, which, ...when }: Happening, report: number): Command | undefined => {
  const on = dayOf(when)
  const place = places[which] ?? places[0]
  switch (what) {
    case 'move':
      return place && { type: 'move-coverage', place, from: on, report, transferId: `T${report}` }
    case 'leave':
      return { type: 'end-coverage', on, reason: 'other', by, report: { number: report, approvedBy: by } }
    case 'die':
      // Which is told when others are covered since, or long after they left.
      return { type: 'record-death', on: addDays(on, -90 * which), report }
    case 'live':
      return { type: 'take-death-back', report }
    case 'aid':
      return { type: 'change-aid', aid: which % 2 === 0 ? 'minimum-living' : 'none', from: on }
    case 'right-aid':
      return { type: 'correct-aid', aid: which % 2 === 0 ? 'monitored' : 'none', from: on, report }
    case 'prove':
      return { type: 'prove-months', months: which * 60, report }
    default:
      return undefined
  }
}

const enrolled = (
  insured: Insured | undefined,
  personId: string,
  from: Day,
  which: number,
): Insured | undefined => {
  const place = places[which] ?? places[0]
  if (!place) return insured
  const command = { personId, sex: 'female' as const, birthOn: '1980-05-20', place, from, currentYear: 2040 }
  const decision = decideEnrolment(
    { ...command, proof: 'id-card', by: { subject: `opener-${from}`, division: '340100' } },
    insured,
  )
  return decision.status === 'accepted' ? decision.value : insured
}

/** Bills as contribution tells of them: paid, and some taken back by a later turn. */
const toldOf = ({ payments }: Life, personId: string): Command[] =>
  payments.flatMap(({ month, months, late, scheme, isRefunded }, index): Command[] => {
    const first = addMonths(began, month)
    const year = yearOf(first)
    const [from, to] =
      scheme === 'resident' ? [`${year}-01`, `${year}-12`] : [first, addMonths(first, months - 1)]
    const due = scheme === 'resident' ? `${year - 1}-12-31` : lastDayOf(first)
    const bill: PaidBill = {
      billId: `${personId}-${index}`,
      scheme,
      from,
      to,
      paidOn: addDays(due, late),
      turn: 1,
    }
    const back = { billId: bill.billId, turn: 2, paidOn: addDays(bill.paidOn, 30) }
    return [
      { type: 'record-paid-bill', bill },
      ...(isRefunded ? [{ type: 'withdraw-paid-bill' as const, bill: back }] : []),
    ]
  })

const applied = (insured: Insured, command: Command): Insured => {
  const decision = decide(command, insured)
  return decision.status === 'accepted' ? decision.value : insured
}

const coverageOf = ({ first, happenings }: Life, personId: string): Insured => {
  const inOrder = [...happenings].sort((a, b) => a.month - b.month || a.day - b.day)
  let insured = enrolled(undefined, personId, `${began}-01`, first)
  for (const [index, each] of inOrder.entries()) {
    const command = commandOf(each, index + 1)
    if (each.what === 'return') insured = enrolled(insured, personId, dayOf(each), each.which)
    else if (insured && command) insured = applied(insured, command)
  }
  if (!insured) throw new Error('nobody was enrolled')
  return insured
}
const lived = (one: Life, personId = 'P1'): Insured =>
  toldOf(one, personId).reduce(applied, coverageOf(one, personId))

/** Whether a retired woman has 25 years (before 2025: 20) of months by a day: proven, paid in their months, or bought. */
const hasMonthsForLife = ({ spells, paidBills }: Insured, from: Day): boolean => {
  const retired = spells.findLast((each) => each.employment === 'retired' && each.from <= from)
  const needed = (retired?.from ?? '') >= '2025-01-01' ? 300 : 240
  const proven = Math.max(...spells.map((each) => each.proven?.at(-1)?.months ?? 0))
  const months = new Set<string>()
  for (const bill of paidBills)
    if (bill.scheme === 'employee')
      for (let month = bill.from; month <= bill.to; month = addMonths(month, 1)) {
        const isBefore = month < monthOf(retired?.from ?? from)
        if (isBefore || (month <= monthOf(from) && bill.paidOn <= from)) months.add(month)
      }
  return proven + months.size >= needed
}

const isPaid = (insured: Insured, spell: EntitledSpell, spellFrom: Day): boolean => {
  const { paidBills } = insured
  const { scheme, employment, from, to } = spell
  const bills = paidBills.filter((bill) => bill.scheme === scheme)
  if (scheme === 'resident') return bills.some((bill) => yearOf(bill.from) === yearOf(from))
  for (let month = monthOf(from); month <= monthOf(to); month = addMonths(month, 1)) {
    // Who pays on after they retire may have their months before the spell ends: the rest of it is theirs for life.
    const day = from > firstDayOf(month) ? from : firstDayOf(month)
    if (employment === 'retired' && hasMonthsForLife(insured, day)) return true
    const paid = bills.some((bill) =>
      [month, addMonths(month, -1)].some((each) => bill.from <= each && each <= bill.to),
    )
    if (!paid && month !== monthOf(spellFrom)) return false
  }
  return true
}

/** What an office does, and no payment. */
const isDoneByOffice = new Set(['ended', 'between-coverages', 'covered-as-another', 'retired-unproven'])

const months = (named: string) => named.split(', ')
const paidBill = (scheme: 'resident' | 'employee', from: string, to: string, paidOn: Day): PaidBill => ({
  ...{ billId: `said-${scheme}-${from}`, scheme, from, to, paidOn, turn: 1 },
})
const yearBill = (year: string, paidOn: Day) => paidBill('resident', `${year}-01`, `${year}-12`, paidOn)

/** What the words of an explanation have somebody pay, and the day that this is to give. */
const doneAsSaid = (en: string, today: Day): { readonly bills: readonly PaidBill[]; readonly on: Day } => {
  const by = (words: RegExp) => words.exec(en)?.slice(1)
  const [paidYears, paidOn, earlier] =
    by(/^If ([\d, ]+) (?:is|are) paid (?:in full )?on (\S+), benefits begin on ([\d-]+)[.;]/) ?? []
  if (paidYears && paidOn && earlier)
    return { bills: months(paidYears).map((year) => yearBill(year, paidOn)), on: earlier }
  const [restored, until, day] = by(/^Pay ([\d, -]+) by (\S+): the benefits of (\S+) are restored\.$/) ?? []
  if (restored && until && day) {
    const last = until < today ? today : until
    return { bills: months(restored).map((month) => paidBill('employee', month, month, last)), on: day }
  }
  const [next, begins] = by(/^Pay ([\d, -]+), each in its month: benefits begin on (\S+)\.$/) ?? []
  if (next && begins) {
    const inTime = (month: string) => (firstDayOf(month) > today ? firstDayOf(month) : today)
    return {
      bills: months(next).map((month) => paidBill('employee', month, month, inTime(month))),
      on: begins,
    }
  }
  const [bought, boughtOn] =
    by(/^If the missing (\d+) months are bought on (\S+), benefits begin that day/) ?? []
  if (bought && boughtOn) {
    const bill = paidBill('employee', monthOf(boughtOn), monthOf(boughtOn), boughtOn)
    return { bills: [{ ...bill, bought: Number(bought) }], on: boughtOn }
  }
  const [anyway] = by(/^Benefits begin on (\S+)\.$/) ?? []
  if (anyway) return { bills: [], on: anyway }
  throw new Error(`nobody knows what to do of: ${en}`)
}

/** Whether nobody is covered after a death that stands, or entitled. */
const isAtRest = ({ spells, deaths = [] }: Insured, entitled: readonly EntitledSpell[]): boolean => {
  const last = deaths.at(-1)
  if (!last || last.takenBackBy !== undefined) return true
  return [...spells, ...entitled].every(({ to }) => to !== null && to <= last.on)
}

const same = (one: readonly EntitledSpell[], other: readonly EntitledSpell[]): boolean =>
  JSON.stringify(one) === JSON.stringify(other)

const runs = { numRuns: 2_500 }

describe('random lives of thirty years', () => {
  it('are entitled on no day unpaid, on none twice, and on none that is not covered', () => {
    return fc.assert(
      fc.property(life, (one) => {
        const insured = lived(one)
        const entitled = entitledSpells(insured, rules)
        if (!isAtRest(insured, entitled)) return false
        for (const [index, spell] of entitled.entries()) {
          const next = entitled[index + 1]
          const covered = insured.spells.find(
            (each) => each.from <= spell.from && spell.to <= (each.to ?? '9999-12-31'),
          )
          if (!covered || covered.scheme !== spell.scheme || covered.city !== spell.city) return false
          if (spell.from > spell.to || (next && spell.to >= next.from)) return false
          if (!isPaid(insured, spell, covered.from)) return false
        }
        return true
      }),
      runs,
    )
  })

  it('are as before when a death is taken back, whenever it was', () => {
    return fc.assert(
      fc.property(life, fc.nat({ max: 10_950 }), (one, days) => {
        const insured = lived(one)
        const dead = decide(
          { type: 'record-death', on: addDays(firstDayOf(began), days), report: 99 },
          insured,
        )
        if (dead.status === 'refused') return true
        const back = applied(dead.value, { type: 'take-death-back', report: 100 })
        return (
          JSON.stringify(back.spells) === JSON.stringify(insured.spells) &&
          back.status === insured.status &&
          same(entitledSpells(back, rules), entitledSpells(insured, rules))
        )
      }),
      runs,
    )
  })

  it('come to the same in whichever order payments and refunds are told, and however often', () => {
    return fc.assert(
      fc.property(life, fc.infiniteStream(fc.nat()), (one, chance) => {
        const told = toldOf(one, 'P1')
        const shuffled = [...told, ...told]
          .map((command) => ({ command, at: chance.next().value ?? 0 }))
          .sort((a, b) => a.at - b.at)
          .map(({ command }) => command)
        const covered = coverageOf(one, 'P1')
        return same(
          entitledSpells(shuffled.reduce(applied, covered), rules),
          entitledSpells(told.reduce(applied, covered), rules),
        )
      }),
      runs,
    )
  })

  it('explain each day as it is', () => {
    return fc.assert(
      fc.property(life, fc.nat({ max: 10_950 }), (one, days) => {
        const insured = lived(one)
        const day = addDays(firstDayOf(began), days)
        const { covered, entitled, reasons } = explainDay(insured, day, explainingBy(policy, '2025-06-15'))
        const gives =
          /^(paid-in-window|wait-is-over|.*needs-no-wait|month-paid|month-on-.*|retired-for-life)$/
        return (
          reasons.length > 0 &&
          covered === reasons.some(({ code }) => code === 'covered') &&
          entitled === gives.test(reasons.at(-1)?.code ?? '')
        )
      }),
      runs,
    )
  })

  it('are mended as each explanation says, on the day that it says', () => {
    return fc.assert(
      fc.property(life, fc.nat({ max: 10_950 }), fc.integer({ min: -400, max: 400 }), (one, days, ahead) => {
        const insured = lived(one)
        const day = addDays(firstDayOf(began), days)
        const today = addDays(day, ahead)
        const { reasons } = explainDay(insured, day, explainingBy(policy, today))
        return reasons.map(said).every(({ code, zh, mend }) => {
          if (/[a-z]/.test(zh.replace(/P\d+/, ''))) return false
          if (!mend || isDoneByOffice.has(code)) return true
          const done = doneAsSaid(mend.en, today)
          return entitledSpells({ ...insured, paidBills: [...insured.paidBills, ...done.bills] }, rules).some(
            ({ from, to }) => from <= done.on && done.on <= to,
          )
        })
      }),
      runs,
    )
  })

  it('of two that turn out to be one lose no paid day of the one who goes on, and meet on none', () => {
    return fc.assert(
      fc.property(life, life, (one, other) => {
        const [kept, ended] = [lived(one, 'P1'), lived(other, 'P2')]
        const merged = merge(kept, ended, 'L1')
        if (merged.status === 'refused') return true
        const { value } = merged
        const [before, now, others] = [kept, value.kept, value.ended].map((each) =>
          entitledSpells(each, rules),
        )
        const covers = (day: Day) => now?.some(({ from, to }) => from <= day && day <= to)
        // A payment takes no day away, but where it shows that somebody let years lapse who seemed to begin anew.
        const years = kept.paidBills.flatMap(({ scheme, from }) =>
          scheme === 'resident' ? [yearOf(from)] : [],
        )
        const isLapse = years.some(
          (year) => missedYears(value.kept, year).length > missedYears(kept, year).length,
        )
        // The month that a change gives is the first paid after it, which may turn out to be an earlier one.
        const isChanged = kept.spells.some(
          ({ scheme, city }) => scheme !== kept.spells[0].scheme || city !== kept.spells[0].city,
        )
        // So may it show that somebody stopped for long before they seemed to begin.
        const waiting = (of: Insured) => waitsAfterBreaks(of, restoringMonths(of, rules), rules)
        const isBreak = [...waiting(value.kept).keys()].some((month) => !waiting(kept).has(month))
        const isKept =
          isLapse || isBreak || isChanged || before?.every(({ from, to }) => covers(from) && covers(to))
        const meets = now?.some((spell) => others?.some((each) => overlap(spell, each)))
        return isKept === true && meets === false && sharedDays(value.kept, value.ended).length === 0
      }),
      runs,
    )
  })
})

describe('a life of a hundred years', () => {
  it('with a bill each month, ten moves and an aid category each year is an item of 200 kB at most', () => {
    let insured = enrolled(undefined, 'P0123456789abcdef0123', '2010-01-01', 2) as Insured
    let record = nextRecord(undefined, insured, { rules, on: '2010-01-01', command: { id: 'c'.repeat(21) } })
    for (let month = 0; month < 1_200; month += 1) {
      const of = addMonths('2010-01', month)
      const bill = { billId: `E-340100-000${month}-${of}-0`, scheme: 'employee' as const, from: of, to: of }
      insured = applied(insured, { type: 'record-paid-bill', bill: { ...bill, paidOn: `${of}-20` } })
      if (month % 12 === 5) {
        const aid = month % 24 === 5 ? ('monitored' as const) : ('none' as const)
        insured = applied(insured, { type: 'change-aid', aid, from: `${of}-01` })
      }
      if (month % 120 === 60)
        insured = applied(insured, {
          ...{ type: 'move-coverage', from: `${of}-11`, report: month, transferId: `T${month}` },
          place: places[2 + ((month / 60) % 4 === 1 ? 1 : 0)] as Place,
        })
      if (month % 12 === 11)
        record = nextRecord(record, insured, { rules, on: `${of}-01`, command: { id: `c${'0'.repeat(20)}` } })
    }
    expect(record.insured.paidBills).toHaveLength(1_200)
    const bytes = Buffer.byteLength(JSON.stringify(record))
    // DynamoDB takes 400,000.
    expect(bytes).toBeLessThan(200_000)
    expect(bytes).toBeGreaterThan(100_000)
  })
})
