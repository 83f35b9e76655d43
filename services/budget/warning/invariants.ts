import { addDays } from '#shared/calendar/day.ts'
import type { Invariant, RecordedItem, Violation } from '#shared/kernel/invariant.ts'
import { fundOf } from '../ledger/rules/recorded.ts'
import { isOpen } from './rules/warning-case.ts'
import { warningCases, warningLevelRecords, warningWatches } from './store.ts'

const calledId = 'budget.warnings-are-escalated'

/** Whether somebody above its officers was told of a warning since it became what it is. */
const isTold = (item: RecordedItem): boolean => {
  const { calls, since } = warningCases.from(item)
  return calls.some(({ to, on }) => to !== 'officer' && on >= since)
}

/** A warning that nobody heeds goes up: the city's leader is told by the first look after its day. */
export const warningsAreEscalated: Invariant = {
  id: calledId,
  number: 11,
  rule: 'Every warning that was not answered, carried out or closed by its day was told to the city leader or the province by the next look at it.',
  start: () => {
    const lookedOn = new Map<string, string>()
    const late: RecordedItem[] = []
    let checked = 0
    return {
      see: (item) => {
        if (warningWatches.is(item)) lookedOn.set(fundOf(item), warningWatches.from(item).lookedOn)
        if (!warningCases.is(item)) return
        checked += 1
        if (isOpen(warningCases.from(item)) && !isTold(item)) late.push(item)
      },
      finish: () => {
        const violations = late
          .filter((item) => addDays(warningCases.from(item).due, 1) <= (lookedOn.get(fundOf(item)) ?? ''))
          .map((item): Violation => {
            const { level, due } = warningCases.from(item)
            return {
              invariant: calledId,
              where: `${item.pk} ${item.sk}`,
              what: 'a warning is late and nobody above its officers was told',
              figures: { level, due },
            }
          })
        return { checked, violations }
      },
    }
  },
}

const plansId = 'budget.warning-plans-keep-their-day'

/** A plan that is late stays late: nobody answers again and again to put it off. */
export const warningPlansKeepTheirDay: Invariant = {
  id: plansId,
  number: 11,
  rule: 'However often a warning is answered, its plan ends by the day that its first answer since it got graver left it.',
  start: () => {
    let checked = 0
    const violations: Violation[] = []
    return {
      see: (item) => {
        if (!warningCases.is(item)) return
        const { status, level, due, latest, answers } = warningCases.from(item)
        // Answered by an earlier release, it has no such day.
        if (status !== 'answered' || level === 'normal' || latest === undefined) return
        checked += 1
        const until = answers.at(-1)?.until ?? due
        if (due <= latest && until <= latest) return
        violations.push({
          invariant: plansId,
          where: `${item.pk} ${item.sk}`,
          what: 'a plan was put off beyond the longest of its level',
          figures: { due, until, latest },
        })
      },
      finish: () => ({ checked, violations }),
    }
  },
}

const levelsId = 'budget.warnings-are-their-levels'

/** There is one open warning for each cause that was raised, on the level that was raised last. */
export const warningsAreTheirLevels: Invariant = {
  id: levelsId,
  number: 11,
  rule: 'Each indicator of a fund that was raised above normal has one open warning on the same level; each that is normal again has none on another.',
  start: () => {
    const raised = new Map<string, string>()
    const open = new Map<string, string>()
    return {
      see: (item) => {
        if (warningLevelRecords.is(item)) {
          const { indicator, level, warningId } = warningLevelRecords.from(item)
          if (warningId !== undefined) raised.set(`${fundOf(item)} ${indicator}`, level)
        }
        if (!warningCases.is(item)) return
        const { indicator, level, status } = warningCases.from(item)
        open.set(`${fundOf(item)} ${indicator}`, status === 'closed' ? 'normal' : level)
      },
      finish: () => {
        const violations = [...raised]
          .filter(([where, level]) => (open.get(where) ?? 'normal') !== level)
          .map(
            ([where, level]): Violation => ({
              invariant: levelsId,
              where,
              what: 'what was raised last is not what its warning stands on',
              figures: { raised: level, stands: open.get(where) ?? 'none' },
            }),
          )
        return { checked: raised.size, violations }
      },
    }
  },
}
