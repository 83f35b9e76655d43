import type { Wait } from '#shared/kernel/wait.ts'
import { neverLate, waitingFor } from '#shared/kernel/wait.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { nameCorrections } from '../correction/store.ts'
import { coverages } from '../coverage/store.ts'
import { personReports } from './store.ts'

/** Until it is decided on, the dead and those who left may claim, or somebody who lives may not. */
export const reportsAreDecided = (policy: Policy): Wait => ({
  id: 'enrollment.reports-are-decided',
  rule: 'what is reported of a person is approved or refused within the days of the policy',
  work: {
    zh: '死亡、退保、追溯变更、缴费月数登记及更正待复核',
    en: 'reports of deaths, leavings, moves, paid months and corrections that wait for a second hand',
  },
  waits: (item) => {
    if (!personReports.is(item)) return undefined
    const { status, reported } = personReports.from(item)
    return status === 'reported'
      ? waitingFor(policy, 'enrollment.report.decision_days', reported.on)
      : undefined
  },
})

/** Names that one hand corrected before the rule. Nothing is late; whoever looks at the work sees how many there are. */
export const oneHandNamesAreTold: Wait = {
  id: 'enrollment.one-hand-names-are-told',
  rule: 'a name that one hand corrected in an earlier release is told, and never late',
  work: {
    zh: '旧版本由一人更正的姓名，可抽查凭证',
    en: 'names that one hand corrected in an earlier release, to be looked at by sample',
  },
  waits: (item) => {
    if (!nameCorrections.is(item)) return undefined
    const { report, twoHanded, correctedOn } = nameCorrections.from(item)
    return report === undefined && !twoHanded ? { since: correctedOn, until: neverLate } : undefined
  },
}

/**
 * Who was registered before two hands were asked for is retired on what one clerk typed. They keep their right, and the
 * months wait to be proven by a report.
 */
export const typedMonthsAreProven = (policy: Policy): Wait => ({
  id: 'enrollment.typed-months-are-proven',
  rule: 'whoever is retired on months that one clerk typed in an earlier release has them proven by a report within the days of the policy',
  work: {
    zh: '旧版本由一人填写的退休人员缴费月数待补凭证',
    en: 'months of the retired that one clerk typed in an earlier release, and nobody proved',
  },
  waits: (item) => {
    if (!coverages.is(item)) return undefined
    const { insured, entitlements, twoHanded, changedOn } = coverages.from(item)
    const isRetired = entitlements.some(({ spells }) =>
      spells.some(({ employment }) => employment === 'retired'),
    )
    const isTyped = insured.spells.some(({ broughtMonths = 0, proven }) => broughtMonths > 0 && !proven)
    return isRetired && isTyped && !twoHanded
      ? waitingFor(policy, 'enrollment.typed_months.proof_days', changedOn)
      : undefined
  },
})
