import { readFileSync } from 'node:fs'
import { comesTo, tallies } from '../../services/settlement/what-if/rules/effect.ts'
import { judgedBy } from '../../services/settlement/what-if/rules/judge-columns.ts'
import { policiesOf } from '../../services/settlement/what-if/rules/judge-variants.ts'
import { tryVariants } from '../../services/settlement/what-if/rules/try-variants.ts'
import type { Variant } from '../../services/settlement/what-if/rules/variant.ts'
import { provincePolicy } from '../province-policy.ts'
import { fromArrow } from '../what-if/arrow-file.ts'

/** Level 2 pays residents 85 instead of 80 % of a stay. */
const fivePoints: Variant = {
  title: 'five points more',
  figures: [{ key: 'settlement.resident.inpatient', at: '/pays/3/ratio', was: 0.8, becomes: 0.85 }],
}
/** An older province with an epidemic in winter and dearer stays. */
const anotherWorld: Variant = {
  title: 'another world',
  figures: [],
  world: {
    heads: [{ ages: { from: 0, to: 17 }, factor: '0.96' }],
    ageing: [
      {
        ...{ from: { from: 18, to: 59 }, to: { from: 60 }, share: '0.05' },
        insured: { from: 3_000_000, to: 1_000_000 },
      },
    ],
    epidemic: { diagnoses: ['D1', 'D2'], months: ['2025-01', '2025-02'], factor: '1.5' },
    prices: [{ care: 'inpatient', factor: '1.03' }],
  },
}

const [file = '', tried = 'law'] = process.argv.slice(2)
const variant = tried === 'law' ? fivePoints : anotherWorld
const inForce = provincePolicy()
const { columns } = fromArrow(readFileSync(file))
const policies = policiesOf(inForce, [variant], columns.year)
if (policies.status === 'refused') throw new Error(policies.refusal.reason)
const before = process.threadCpuUsage()
const outcome = tryVariants(columns, {
  inForce: judgedBy(inForce, columns.year),
  variants: policies.value.map((each) => ({ ...judgedBy(each, columns.year), world: variant.world })),
  ...{ keep: 20, of: {}, by: tallies, ageGroups: [0, 18, 45, 60, 75] },
})
const { user, system } = process.threadCpuUsage(before)
if ('fault' in outcome) throw new Error(outcome.fault.reason)
const { all } = outcome.effect.groups.all
const [effect] = all?.variants ?? []
if (!all || !effect) throw new Error('no claims were judged, so the figures say nothing')
console.log(
  JSON.stringify({
    claims: all.claims,
    changed: effect.changed,
    inWorld: comesTo(all, effect).claims,
    perSecond: Math.round(columns.claims / ((user + system) / 1e6)),
    megabytes: Math.round(process.resourceUsage().maxRSS / 1024),
  }),
)
