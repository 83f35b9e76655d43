import type { FundYear } from '#shared/calendar/day.ts'
import { addDays, yearOf } from '#shared/calendar/day.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept, refuse } from '#shared/kernel/decision.ts'
import { never } from '#shared/kernel/never.ts'
import type { AidCategory } from '#shared/kernel/scheme.ts'
import type {
  ChangeAid,
  Command,
  EndCoverage,
  EnrolPerson,
  MoveCoverage,
  RecordPaidBill,
} from './commands.ts'
import type { CoverageSpell, Insured } from '../../person/rules/insured.ts'
import { lastSpell, latestAid } from '../../person/rules/insured.ts'
import { placeFault, samePlace } from './place.ts'

/**
 * Decides on a change of a person's coverage. The accepted value is the person as he then is: the very same object
 * when the command only repeats what holds, so that nothing is recorded or published again.
 */
export const decide = (command: Command, insured: Insured): Decision<Insured> => {
  switch (command.type) {
    case 'move-coverage':
      return decideMove(command, insured)
    case 'end-coverage':
      return decideEnd(command, insured)
    case 'change-aid':
      return decideAid(command, insured)
    case 'record-paid-bill':
      return decidePaidBill(command, insured)
    default:
      return never(command)
  }
}

/** Decides on opening a coverage: a person has at most one, whatever the city and scheme (皖政办〔2024〕3号 一(一)). */
export const decideEnrolment = (command: EnrolPerson, insured: Insured | undefined): Decision<Insured> => {
  const fault = placeFault(command.place)
  if (fault) return { status: 'refused', refusal: fault }
  const spell: CoverageSpell = {
    ...command.place,
    from: command.from,
    to: null,
    broughtMonths: command.paidMonths,
  }
  const { personId, sex, birthOn, aid } = command
  const horizonYear = Math.max(command.currentYear, yearOf(command.from))
  const aids = aid === 'none' ? [] : [{ aid, from: command.from }]
  if (!insured)
    return accept({
      status: 'covered',
      ...{ personId, sex, birthOn, horizonYear, aids },
      spells: [spell],
      paidBills: [],
    })
  if (insured.spells.some((earlier) => earlier.from === spell.from && samePlace(earlier, spell)))
    return accept(insured)
  if (insured.status === 'covered') return alreadyCovered(lastSpell(insured))
  return reopen(insured, spell, { aid, horizonYear })
}

const alreadyCovered = ({ city, scheme, from }: CoverageSpell): Decision<never> =>
  refuse('enrollment.already-covered', `the person is covered in ${city} since ${from}`, {
    article: '皖政办〔2024〕3号 一(一)',
    figures: { city, scheme, from },
  })

const reopen = (
  insured: Extract<Insured, { status: 'ended' }>,
  spell: CoverageSpell,
  { aid, horizonYear }: { aid: AidCategory; horizonYear: FundYear },
): Decision<Insured> => {
  if (insured.reason === 'death') return refuse('enrollment.deceased', 'the person has died')
  const { to } = lastSpell(insured)
  if (to !== null && spell.from <= to)
    return refuse('enrollment.overlap', `the earlier coverage lasts until ${to}`, {
      field: 'from',
      figures: { lastCoveredDay: to },
    })
  const { reason: _ended, ...person } = insured
  return accept({
    ...person,
    status: 'covered',
    spells: [...insured.spells, spell],
    aids: latestAid(insured) === aid ? insured.aids : [...insured.aids, { aid, from: spell.from }],
    horizonYear: Math.max(insured.horizonYear, horizonYear),
  })
}

const notCovered = refuse('enrollment.not-covered', 'the person has no open coverage')

/** The spells with the last one ending on a day. */
const closedOn = (insured: Insured, to: string): Insured['spells'] => {
  const [first, ...rest] = insured.spells
  const last = rest.pop()
  return last ? [first, ...rest, { ...last, to }] : [{ ...first, to }]
}

const decideMove = (command: MoveCoverage, insured: Insured): Decision<Insured> => {
  const fault = placeFault(command.place)
  if (fault) return { status: 'refused', refusal: fault }
  const spell = lastSpell(insured)
  if (spell.from === command.from && samePlace(spell, command.place)) return accept(insured)
  if (insured.status !== 'covered') return notCovered
  if (samePlace(spell, command.place))
    return refuse('enrollment.nothing-moves', 'the person is covered there already', { field: 'city' })
  if (command.from <= spell.from)
    return refuse('enrollment.move-too-early', `the coverage to be left began on ${spell.from}`, {
      field: 'from',
      figures: { coveredFrom: spell.from },
    })
  const next = { ...command.place, from: command.from, to: null, broughtMonths: 0 }
  return accept({
    ...insured,
    spells: [...closedOn(insured, addDays(command.from, -1)), next] as unknown as Insured['spells'],
    horizonYear: Math.max(insured.horizonYear, yearOf(command.from)),
  })
}

const decideEnd = ({ on, reason }: EndCoverage, insured: Insured): Decision<Insured> => {
  const spell = lastSpell(insured)
  if (insured.status === 'ended')
    return spell.to === on && insured.reason === reason ? accept(insured) : notCovered
  if (on < spell.from)
    return refuse('enrollment.end-too-early', `the coverage began on ${spell.from}`, {
      field: 'on',
      figures: { coveredFrom: spell.from },
    })
  return accept({ ...insured, status: 'ended', reason, spells: closedOn(insured, on) })
}

const decideAid = ({ aid, from }: ChangeAid, insured: Insured): Decision<Insured> => {
  if (insured.aids.some((known) => known.aid === aid && known.from === from)) return accept(insured)
  const latest = insured.aids.at(-1)
  if (latest && from <= latest.from)
    return refuse('enrollment.aid-too-early', `the category set last begins on ${latest.from}`, {
      field: 'from',
      figures: { latestFrom: latest.from },
    })
  if ((latest?.aid ?? 'none') === aid) return accept(insured)
  return accept({ ...insured, aids: [...insured.aids, { aid, from }] })
}

const decidePaidBill = ({ bill }: RecordPaidBill, insured: Insured): Decision<Insured> =>
  insured.paidBills.some(({ billId }) => billId === bill.billId)
    ? accept(insured)
    : accept({ ...insured, paidBills: [...insured.paidBills, bill] })
