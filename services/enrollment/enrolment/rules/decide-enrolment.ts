import type { Day, FundYear } from '#shared/calendar/day.ts'
import { yearOf } from '#shared/calendar/day.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { AidCategory } from '#shared/kernel/scheme.ts'
import { placeFault, samePlace } from '../../coverage/rules/place.ts'
import type { Sex } from '../../person/rules/id-number.ts'
import type { CoverageSpell, Insured, Place } from '../../person/rules/insured.ts'
import { lastSpell, latestAid } from '../../person/rules/insured.ts'
import { refuse } from '../../refusals.ts'

/** Opens a coverage: the first of a person, or another after one that ended. */
export type EnrolPerson = {
  readonly personId: string
  readonly sex: Sex
  readonly birthOn: Day
  readonly place: Place
  readonly aid: AidCategory
  readonly from: Day
  readonly paidMonths: number
  readonly currentYear: FundYear
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
  refuse('enrollment.already-covered', {
    article: '皖政办〔2024〕3号 一(一)',
    figures: { city, scheme, from },
  })

const reopen = (
  insured: Extract<Insured, { status: 'ended' }>,
  spell: CoverageSpell,
  { aid, horizonYear }: { aid: AidCategory; horizonYear: FundYear },
): Decision<Insured> => {
  if (insured.reason === 'death') return refuse('enrollment.deceased')
  const { to } = lastSpell(insured)
  if (to !== null && spell.from <= to)
    return refuse('enrollment.overlap', {
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
