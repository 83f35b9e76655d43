import type { Day } from '#shared/calendar/day.ts'
import { addDays, yearOf } from '#shared/calendar/day.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { cityOfDivision } from '#shared/kernel/divisions.ts'
import { never } from '#shared/kernel/never.ts'
import type { CoverageSpell, Death, Insured } from '../../person/rules/insured.ts'
import {
  beginningOf,
  lastSpell,
  restReasons,
  spellsBeforeDeath,
  standingDeath,
  withoutUnitElsewhere,
} from '../../person/rules/insured.ts'
import { refuse } from '../../refusals.ts'
import type {
  ChangeAid,
  Command,
  CorrectAid,
  CorrectIdentity,
  EndCoverage,
  MoveCoverage,
  NoteDifference,
  PlaceInUnit,
  ProveMonths,
  RecordDeath,
  RecordPaidBill,
  RecordReturn,
  TakeDeathBack,
  WithdrawPaidBill,
} from './commands.ts'
import { placeFault, samePlace } from './place.ts'

/** What is said of whoever somebody turned out to be, and of themselves no more. */
const ofWhoTheyAre: ReadonlySet<Command['type']> = new Set<Command['type']>([
  'change-aid',
  'take-death-back',
  'place-in-unit',
])

/**
 * Decides on a change of a person's coverage. The accepted value is the person as they then are. It is the very same
 * object when the command only repeats what holds, so that nothing is recorded or published again.
 */
export const decide = (command: Command, insured: Insured): Decision<Insured> => {
  const { sameAs } = insured
  if (sameAs && ofWhoTheyAre.has(command.type))
    return refuse('enrollment.is-another', { figures: { personId: sameAs.personId } })
  switch (command.type) {
    case 'move-coverage':
      return decideMove(command, insured)
    case 'prove-months':
      return decideMonths(command, insured)
    case 'correct-identity':
      return decideIdentity(command, insured)
    case 'end-coverage':
      return decideEnd(command, insured)
    case 'record-death':
      return decideDeath(command, insured)
    case 'record-return':
      return decideReturn(command, insured)
    case 'take-death-back':
      return decideTakingBack(command, insured)
    case 'change-aid':
      return decideAid(command, insured)
    case 'correct-aid':
      return decideRightAid(command, insured)
    case 'place-in-unit':
      return decideUnit(command, insured)
    case 'record-paid-bill':
      return decidePaidBill(command, insured)
    case 'withdraw-paid-bill':
      return decideShortBill(command, insured)
    case 'note-difference':
      return decideDifference(command, insured)
    default:
      return never(command)
  }
}

const notCovered = refuse('enrollment.not-covered')

/** The spells with the last one changed. */
const withLast = (insured: Insured, change: Partial<CoverageSpell>): Insured['spells'] => {
  const [first, ...rest] = insured.spells
  const last = rest.pop()
  return last ? [first, ...rest, { ...last, ...change }] : [{ ...first, ...change }]
}

const decideMove = (command: MoveCoverage, insured: Insured): Decision<Insured> => {
  const fault = placeFault(command.place)
  if (fault) return { status: 'refused', refusal: fault }
  const spell = lastSpell(insured)
  // What a report says is done by it, or not at all: it would be approved for nothing.
  if (!command.report && spell.from === command.from && samePlace(spell, command.place))
    return accept(insured)
  if (insured.status !== 'covered') return notCovered
  if (spell.city !== command.place.city && command.transferId === undefined)
    return refuse('enrollment.release-needed', { field: 'city' })
  if (samePlace(spell, command.place)) return refuse('enrollment.nothing-moves', { field: 'city' })
  if (command.from <= spell.from)
    return refuse('enrollment.move-too-early', {
      field: 'from',
      figures: { coveredFrom: spell.from },
    })
  const { place, from, transferId, report: moveReport, movedOn } = command
  const by = {
    ...(movedOn === undefined ? {} : { movedOn }),
    ...(transferId === undefined ? {} : { transferId }),
    ...(moveReport === undefined ? {} : { moveReport }),
  }
  const next = { ...place, from, to: null, ...by }
  const [first, ...rest] = withLast(insured, { to: addDays(from, -1) })
  return accept({
    ...withoutUnitElsewhere(insured, place.city),
    spells: [first, ...rest, next],
    horizonYear: Math.max(insured.horizonYear, yearOf(command.from)),
  })
}

/** Months brought in belong to the spell with which the coverage began: what follows on it without a gap was only moved. */
const decideMonths = ({ type: _, ...months }: ProveMonths, insured: Insured): Decision<Insured> => {
  if (insured.status !== 'covered') return notCovered
  const begun = beginningOf(insured)
  const prove = (spell: CoverageSpell): CoverageSpell =>
    spell === begun ? { ...spell, proven: [...(spell.proven ?? []), months] } : spell
  const [first, ...rest] = insured.spells
  return accept({ ...insured, spells: [prove(first), ...rest.map(prove)] })
}

/** Nobody is covered before they are born. */
const decideIdentity = (
  { birthOn, sex, proof, report }: CorrectIdentity,
  insured: Insured,
): Decision<Insured> => {
  const { from } = insured.spells[0]
  if (birthOn > from) return refuse('enrollment.before-birth', { field: 'birthOn' })
  const identifiedBy = [...(insured.identifiedBy ?? []), report]
  if (proof === 'birth-certificate') return accept({ ...insured, birthOn, sex, identifiedBy })
  const { awaitsNumber: _arrived, ...person } = insured
  return accept({ ...person, birthOn, sex, identifiedBy })
}

const endTooEarly = ({ from: coveredFrom }: CoverageSpell) =>
  refuse('enrollment.end-too-early', { field: 'on', figures: { coveredFrom } })

const decideEnd = (
  { on, reason, by: endedBy, report: endReport }: EndCoverage,
  insured: Insured,
): Decision<Insured> => {
  const spell = lastSpell(insured)
  // What a report says is done by it, or not at all: it would be approved for nothing.
  if (insured.status === 'ended')
    return !endReport && spell.to === on && insured.reason === reason ? accept(insured) : notCovered
  if (on < spell.from) return endTooEarly(spell)
  const rests = restReasons.find((each) => each === reason)
  const ended = { to: on, endedBy, ...(endReport ? { endReport } : {}), ...(rests ? { rests } : {}) }
  return accept({ ...insured, status: 'ended', reason, spells: withLast(insured, ended) })
}

/** A spell that goes to a day at most, with nobody's word on its end but the death's. */
const cutOn = ({ endedBy: _, endReport: __, ...spell }: CoverageSpell, on: Day): CoverageSpell => ({
  ...spell,
  to: on,
})

/** The spells that the dead had by the day of their death, and those that it cuts or removes, as they stood. */
const cutByDeath = (
  { spells: [first, ...rest] }: Insured,
  on: Day,
): Pick<Insured, 'spells'> & Pick<Death, 'cut'> => {
  const goesOn = ({ to }: CoverageSpell): boolean => to === null || to > on
  const by = (spell: CoverageSpell): CoverageSpell => (goesOn(spell) ? cutOn(spell, on) : spell)
  const kept = rest.filter(({ from }) => from <= on)
  const cut = [first, ...rest].filter(goesOn)
  const isOpenOnly = cut.length === 1 && cut[0]?.to === null && cut[0].from <= on
  return { spells: [by(first), ...kept.map(by)], ...(cut.length === 0 || isOpenOnly ? {} : { cut }) }
}

/** Nobody is covered after their death: later spells are cut or removed, and whoever had left is not covered again. */
const decideDeath = ({ on, report }: RecordDeath, insured: Insured): Decision<Insured> => {
  const [first] = insured.spells
  if (on < first.from) return endTooEarly(first)
  const endedFor = insured.status === 'ended' ? insured.reason : undefined
  if (endedFor === 'death') return refuse('enrollment.deceased')
  if (endedFor === 'duplicate') return notCovered
  const { spells, cut } = cutByDeath(insured, on)
  const death: Death = {
    ...{ report, on },
    ...(cut ? { cut } : {}),
    ...(endedFor ? { endedFor } : {}),
  }
  const dead = { ...insured, status: 'ended' as const, reason: 'death' as const }
  return accept({
    ...withoutUnitElsewhere(dead, lastSpell({ spells }).city),
    spells,
    deaths: [...(insured.deaths ?? []), death],
  })
}

/**
 * The last spell after which coverage rests is the one that somebody comes back from, and nobody does after their death. Told
 * again with another day, the last day told holds.
 */
const decideReturn = ({ on, report }: RecordReturn, insured: Insured): Decision<Insured> => {
  const resting = insured.spells.findLast(({ rests }) => rests !== undefined)
  const { to } = resting ?? {}
  if (!resting || !to) return refuse('enrollment.nothing-rests', { field: 'on' })
  if (on <= to) return refuse('enrollment.return-too-early', { field: 'on', figures: { lastCoveredDay: to } })
  const death = standingDeath(insured)
  if (death && on > death.on) return refuse('enrollment.deceased')
  const before = resting.returned ? [...(resting.returned.before ?? []), resting.returned.report] : []
  const returned = { on, report, ...(before.length === 0 ? {} : { before }) }
  const back = (spell: CoverageSpell): CoverageSpell => (spell === resting ? { ...spell, returned } : spell)
  const [first, ...rest] = insured.spells
  return accept({ ...insured, spells: [back(first), ...rest.map(back)] })
}

const decideTakingBack = ({ report }: TakeDeathBack, insured: Insured): Decision<Insured> => {
  if (insured.status !== 'ended' || insured.reason !== 'death') return refuse('death.not-recorded')
  const { reason: _, deaths = [], ...person } = insured
  const last = standingDeath(insured)
  const lives = {
    ...person,
    spells: last?.cut || last?.endedFor ? spellsBeforeDeath(insured) : withLast(insured, { to: null }),
    ...(last ? { deaths: [...deaths.slice(0, -1), { ...last, takenBackBy: report }] } : {}),
  }
  const endedFor = last?.endedFor
  return accept(
    endedFor === undefined
      ? { ...lives, status: 'covered' }
      : { ...lives, status: 'ended', reason: endedFor },
  )
}

const decideAid = ({ aid, from }: ChangeAid, insured: Insured): Decision<Insured> => {
  if (insured.aids.some((known) => known.aid === aid && known.from === from)) return accept(insured)
  // Whoever is not covered may be so again, with the category that civil affairs said last.
  const latest = insured.aids.at(-1)
  if (latest && from <= latest.from)
    return refuse('enrollment.aid-too-early', {
      field: 'from',
      figures: { latestFrom: latest.from },
    })
  if ((latest?.aid ?? 'none') === aid) return accept(insured)
  return accept({ ...insured, aids: [...insured.aids, { aid, from }] })
}

/** Categories in order of time, each only where it differs from the one before. */
const inTurn = (aids: Insured['aids']): Insured['aids'] =>
  [...aids]
    .sort((a, b) => (a.from < b.from ? -1 : 1))
    .filter(({ aid }, index, all) => aid !== (all[index - 1]?.aid ?? 'none'))

const decideRightAid = ({ aid, from, report }: CorrectAid, insured: Insured): Decision<Insured> => {
  if (from < insured.birthOn) return refuse('enrollment.before-birth', { field: 'from' })
  const others = insured.aids.filter((known) => known.from !== from)
  const aids = inTurn([...others, { aid, from }])
  const isSame =
    aids.length === insured.aids.length &&
    aids.every(
      (each, index) => each.aid === insured.aids[index]?.aid && each.from === insured.aids[index]?.from,
    )
  if (isSame) return refuse('enrollment.aid-unchanged', { field: 'aid' })
  return accept({ ...insured, aids, aidedBy: [...(insured.aidedBy ?? []), report] })
}

/** Whoever is not covered now may be so again, and still belongs to a village; the dead belong to none. */
const decideUnit = ({ unit, on }: PlaceInUnit, insured: Insured): Decision<Insured> => {
  if (insured.status === 'ended' && insured.reason === 'death') return refuse('enrollment.deceased')
  const { city } = lastSpell(insured)
  if (cityOfDivision(unit) !== city)
    return refuse('division.other-city', { field: 'unit', figures: { code: unit, city } })
  return accept(insured.unit?.code === unit ? insured : { ...insured, unit: { code: unit, since: on } })
}

/** The latest turn of a bill that a person's record knows; 0 when it knows none. */
const knownTurn = ({ paidBills, shortBills = [] }: Insured, billId: string): number =>
  Math.max(
    0,
    ...[...paidBills, ...shortBills].filter((each) => each.billId === billId).map(({ turn = 1 }) => turn),
  )

/** A person without what was known of a bill. */
const withoutBill = ({ shortBills = [], ...insured }: Insured, billId: string): Insured => {
  const short = shortBills.filter((each) => each.billId !== billId)
  return {
    ...insured,
    paidBills: insured.paidBills.filter((each) => each.billId !== billId),
    ...(short.length === 0 ? {} : { shortBills: short }),
  }
}

const decidePaidBill = ({ bill }: RecordPaidBill, insured: Insured): Decision<Insured> => {
  if ((bill.turn ?? 1) <= knownTurn(insured, bill.billId)) return accept(insured)
  const others = withoutBill(insured, bill.billId)
  return accept({ ...others, paidBills: [...others.paidBills, bill] })
}

const decideShortBill = (
  { bill: { billId, turn } }: WithdrawPaidBill,
  insured: Insured,
): Decision<Insured> => {
  if (turn <= knownTurn(insured, billId)) return accept(insured)
  const others = withoutBill(insured, billId)
  return accept({ ...others, shortBills: [...(others.shortBills ?? []), { billId, turn }] })
}

const decideDifference = ({ difference }: NoteDifference, insured: Insured): Decision<Insured> => {
  const { differences = [] } = insured
  const known = differences.find(({ billId }) => billId === difference.billId)
  if (known && known.turn >= difference.turn) return accept(insured)
  const others = differences.filter((each) => each !== known)
  return accept({ ...insured, differences: [...others, difference] })
}
