import type { Day } from '#shared/calendar/day.ts'
import { yearOf } from '#shared/calendar/day.ts'
import { chineseNameOf, englishNameOf } from '#shared/kernel/divisions.ts'
import { chineseSchemes } from '#shared/kernel/scheme.ts'
import { entitledSpells } from '../../entitlement/rules/entitlement.ts'
import type { CoverageSpell, EntitledSpell, Insured } from '../../person/rules/insured.ts'
import { lastSpell } from '../../person/rules/insured.ts'
import { endReasons } from './end-reasons.ts'
import { explainEmployee } from './explain-employee.ts'
import { explainResident } from './explain-resident.ts'
import type { Explaining } from './explaining.ts'
import { byPooling } from './explaining.ts'
import type { Reason } from './reasons.ts'

/** What holds for a person on a day, and why. */
export type ExplainedDay = {
  readonly day: Day
  readonly covered: boolean
  readonly entitled: boolean
  readonly spell?: CoverageSpell
  readonly right?: EntitledSpell
  readonly reasons: readonly Reason[]
}

const whyUncovered = (insured: Insured, day: Day): Reason => {
  const { spells, sameAs, struck = [] } = insured
  const isStruck = struck.some(({ from, to }) => from <= day && day <= to)
  if (sameAs && isStruck) return byPooling('covered-as-another', { personId: sameAs.personId })
  if (day < spells[0].from) return byPooling('not-yet-covered', { from: spells[0].from })
  const next = spells.find(({ from }) => from > day)
  const before = spells.findLast(({ from }) => from <= day)
  if (next && before) return byPooling('between-coverages', { to: before.to ?? day, from: next.from })
  const to = lastSpell(insured).to ?? day
  if (insured.status === 'ended' && insured.reason === 'death') return byPooling('ended-by-death', { to })
  const { zh: whyZh, en: whyEn } = endReasons[insured.status === 'ended' ? insured.reason : 'other']
  return byPooling('ended', { to, whyZh, whyEn })
}

/**
 * Says why a person is covered and entitled on a day, or why not and what would mend it. Whether they are is told by the
 * entitlement itself; the reasons follow the same rules, each with its article.
 */
export const explainDay = (insured: Insured, day: Day, how: Explaining): ExplainedDay => {
  const right = entitledSpells(insured, how.rules).find(({ from, to }) => from <= day && day <= to)
  const isStruck = insured.struck?.some(({ from, to }) => from <= day && day <= to) ?? false
  const spell = insured.spells.find(({ from, to }) => from <= day && (to === null || day <= to))
  if (!spell || isStruck) {
    const reasons = [whyUncovered(insured, day)]
    return { day, covered: false, entitled: right !== undefined, ...(right ? { right } : {}), reasons }
  }
  const { from, city, scheme } = spell
  const names = { cityZh: chineseNameOf(city), cityEn: englishNameOf(city), schemeZh: chineseSchemes[scheme] }
  const covered = byPooling('covered', { from, city, scheme, ...names })
  const of = { insured, spell, day }
  const why = scheme === 'resident' ? explainResident(of, yearOf(day), how) : explainEmployee(of, how)
  return {
    ...{ day, covered: true, entitled: right !== undefined, spell },
    ...(right ? { right } : {}),
    reasons: [covered, ...why],
  }
}
