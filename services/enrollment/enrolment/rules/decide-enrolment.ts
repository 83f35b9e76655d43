import type { Day, FundYear } from '#shared/calendar/day.ts'
import { yearOf } from '#shared/calendar/day.ts'
import type { CertificateType } from '#shared/kernel/certificate-type.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { isSamePerson } from '#shared/kernel/subject.ts'
import { placeFault, samePlace } from '../../coverage/rules/place.ts'
import type { Sex } from '../../person/rules/id-number.ts'
import type { CoverageSpell, Hand, Insured, Place } from '../../person/rules/insured.ts'
import { lastSpell, withoutUnitElsewhere } from '../../person/rules/insured.ts'
import { refuse } from '../../refusals.ts'

/** Opens a coverage: the first of a person, or another after one that ended. */
export type EnrolPerson = {
  readonly personId: string
  readonly sex: Sex
  readonly birthOn: Day
  readonly place: Place
  readonly from: Day
  readonly currentYear: FundYear
  readonly by: Hand
  /** What proves who they are. */
  readonly proof: CertificateType
}

/** Decides on opening a coverage: a person has at most one, whatever the city and scheme (皖政办〔2024〕3号 一(一)). */
export const decideEnrolment = (command: EnrolPerson, insured: Insured | undefined): Decision<Insured> => {
  const fault = placeFault(command.place)
  if (fault) return { status: 'refused', refusal: fault }
  const spell: CoverageSpell = {
    ...command.place,
    from: command.from,
    to: null,
  }
  const { personId, sex, birthOn } = command
  const horizonYear = Math.max(command.currentYear, yearOf(command.from))
  if (!insured)
    return accept({
      status: 'covered',
      ...{ personId, sex, birthOn, horizonYear, aids: [] },
      ...(command.proof === 'birth-certificate' ? { awaitsNumber: true } : {}),
      spells: [spell],
      paidBills: [],
    })
  const isKnown = insured.spells.some((earlier) => earlier.from === spell.from && samePlace(earlier, spell))
  if (isKnown) return accept(insured)
  if (insured.status === 'covered') return alreadyCovered(lastSpell(insured))
  return reopen(insured, spell, { horizonYear, by: command.by })
}

const alreadyCovered = ({ city, scheme, from }: CoverageSpell): Decision<never> =>
  refuse('enrollment.already-covered', {
    article: '皖政办〔2024〕3号 一(一)',
    figures: { city, scheme, from },
  })

/** A coverage that one hand ended or approved the end of, and opened again in another city, would be a transfer without a release. */
const openedElsewhere = (last: CoverageSpell, spell: CoverageSpell, by: Hand): Decision<CoverageSpell> => {
  if (last.city === spell.city) return accept(spell)
  const enders = [last.endedBy, last.endReport?.approvedBy]
  if (enders.some((each) => each && isSamePerson(each.subject, by.subject)))
    return refuse('enrollment.same-person')
  return accept({ ...spell, openedBy: by })
}

const reopen = (
  insured: Extract<Insured, { status: 'ended' }>,
  spell: CoverageSpell,
  { horizonYear, by }: { horizonYear: FundYear; by: Hand },
): Decision<Insured> => {
  if (insured.reason === 'death') return refuse('enrollment.deceased')
  const last = lastSpell(insured)
  const { to } = last
  if (to !== null && spell.from <= to)
    return refuse('enrollment.overlap', {
      field: 'from',
      figures: { lastCoveredDay: to },
    })
  const opened = openedElsewhere(last, spell, by)
  if (opened.status === 'refused') return opened
  const { reason: _ended, ...person } = insured
  return accept(
    withoutUnitElsewhere(
      {
        ...person,
        status: 'covered',
        spells: [...insured.spells, opened.value],
        horizonYear: Math.max(insured.horizonYear, horizonYear),
      },
      spell.city,
    ),
  )
}
