import { readFileSync } from 'node:fs'
import { judgedBy } from '../../services/settlement/what-if/rules/judge-columns.ts'
import { tryVariants } from '../../services/settlement/what-if/rules/try-variants.ts'
import { policyOfVariant } from '../../services/settlement/what-if/rules/variant.ts'
import { provincePolicy } from '../province-policy.ts'
import { fromArrow } from '../what-if/arrow-file.ts'

/** Level 2 pays residents 85 instead of 80 % of a stay. */
const fivePoints = {
  title: 'five points more',
  figures: [{ key: 'settlement.resident.inpatient', at: '/pays/3/ratio', was: 0.8, becomes: 0.85 }],
}

const inForce = provincePolicy()
const { columns } = fromArrow(readFileSync(process.argv[2] ?? ''))
const variant = policyOfVariant(inForce, fivePoints, columns.year)
if (variant.status === 'refused') throw new Error(variant.refusal.reason)
const before = process.threadCpuUsage()
const tried = tryVariants(columns, {
  ...{
    inForce: judgedBy(inForce, columns.year),
    variants: [judgedBy(variant.value, columns.year)],
    keep: 20,
    of: {},
    ageGroups: [0, 18, 45, 60, 75],
  },
})
const { user, system } = process.threadCpuUsage(before)
if ('fault' in tried) throw new Error(tried.fault.reason)
const { all } = tried.effect.groups.all
console.log(
  JSON.stringify({
    whatIfClaims: all?.claims,
    whatIfChanged: all?.variants[0]?.changed,
    whatIfClaimsPerSecondUnderTwoPlans: Math.round(columns.claims / ((user + system) / 1e6)),
    whatIfMostMemoryMegabytes: Math.round(process.resourceUsage().maxRSS / 1024),
  }),
)
