import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { cities } from '#shared/kernel/divisions.ts'
import type { ClaimColumns, ClaimRow } from '../../services/settlement/what-if/rules/columns.ts'
import { dayNumber, gatherColumns } from '../../services/settlement/what-if/rules/columns.ts'
import { provincePolicy } from '../province-policy.ts'
import { toArrow } from '../what-if/arrow-file.ts'

const year = 2025
const firstDay = dayNumber('2025-01-01')
const ofEight = 8

/** Numbers that look random and are the same every time. */
const drawing = (seed: number) => {
  let state = seed
  return (below: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

const aids = ['none', 'none', 'none', 'none', 'none', 'none', 'minimum-living', 'monitored'] as const

/** The claims of a province's year: some three a person, one of eight a stay, in all cities and both schemes. */
const rowsOf = function* (claims: number): Generator<ClaimRow> {
  const draw = drawing(7)
  let made = 0
  for (let person = 0; made < claims; person += 1) {
    const isEmployee = draw(4) === 0
    const age = draw(90)
    const retired = isEmployee && age >= 60
    const shared = {
      person,
      scheme: isEmployee ? 'employee' : 'resident',
      city: cities[draw(cities.length)]?.code ?? '',
      employment: isEmployee ? (retired ? 'retired' : 'employed') : 'resident',
      aid: aids[draw(ofEight)] ?? 'none',
      sex: draw(2) === 0 ? 'female' : 'male',
      age: String(age),
      diseases: String(draw(3)),
      continuousYears: String(1 + draw(9)),
      missedYears: '0',
      claimFreeYears: String(draw(2)),
      ...{ civilServant: '', contracted: '', provincial: '', referred: '', delivery: '', disease: '' },
      earlierRuns: '[]',
      purse: isEmployee ? 300_000 : 0,
      beside: '',
    }
    const count = Math.min(1 + draw(5), claims - made)
    for (let at = 0; at < count; at += 1) {
      made += 1
      const isStay = draw(ofEight) === 0
      const total = isStay ? 200_000 + draw(4_000_000) : 2_000 + draw(60_000)
      const servedOn = firstDay + at * 60 + draw(50)
      const elsewhere = draw(12) === 0
      yield {
        ...shared,
        servedOn,
        admittedOn: isStay ? servedOn - 8 : 0,
        leftOn: isStay ? servedOn : 0,
        total,
        fullySelfPaid: draw(Math.floor(total / 10)),
        overLimit: 0,
        firstSelfPaid: draw(Math.floor(total / 10)),
        account: isEmployee ? draw(5_000) : 0,
        care: isStay ? 'inpatient' : 'outpatient',
        purpose: 'general',
        level: String(1 + draw(3)),
        place: elsewhere ? 'outOfProvince' : 'local',
        filing: elsewhere ? 'filed' : 'none',
        useAccount: isEmployee ? 'true' : '',
        institution: `H${draw(3_000)}`,
        diagnosis: isStay ? `D${draw(400)}` : '',
        classes: '',
      }
    }
  }
}

/** So many claims of a province's year, the same every time. */
export const sampleClaims = (claims: number): ClaimColumns => {
  const gather = gatherColumns(year, claims)
  for (const row of rowsOf(claims)) gather.add(row)
  return gather.columns()
}

type Judged = Readonly<Record<'claims' | 'changed' | 'inWorld' | 'perSecond' | 'megabytes', number>>

/** Has a process of its own judge the claims of a file by another law, or in another world. */
const judgeFile = (file: string, tried: 'law' | 'world', claims: number): Judged => {
  const judging = join(import.meta.dirname, 'what-if-judging.ts')
  const judged = spawnSync(process.execPath, [judging, file, tried], { encoding: 'utf8' })
  if (judged.status !== 0) throw new Error(judged.stderr)
  const figures = JSON.parse(judged.stdout) as Judged
  if (figures.claims !== claims) throw new Error('not all claims were judged, so the figures say nothing')
  if (figures.changed === 0) throw new Error('the variant changed nothing, so the figures say nothing')
  return figures
}

/**
 * Measures a what-if: claims of a year, in an Arrow file, judged under two plans by another process, which says how many a
 * second of its own time it judged and how much memory it had at most. The same with the plan in force in another world.
 */
export const measureWhatIf = (claims: number) => {
  const folder = mkdtempSync(join(tmpdir(), 'what-if-'))
  try {
    const file = join(folder, 'claims.arrow')
    const { version: policyVersion } = provincePolicy()
    writeFileSync(file, toArrow(sampleClaims(claims), { policyVersion, extractedOn: '2026-01-15' }))
    const law = judgeFile(file, 'law', claims)
    const world = judgeFile(file, 'world', claims)
    return {
      whatIfClaims: claims,
      whatIfChanged: law.changed,
      whatIfClaimsPerSecondUnderTwoPlans: law.perSecond,
      whatIfMostMemoryMegabytes: law.megabytes,
      whatIfClaimsOfAnotherWorld: world.inWorld,
      whatIfClaimsPerSecondInAnotherWorld: world.perSecond,
      whatIfMostMemoryInAnotherWorldMegabytes: world.megabytes,
      whatIfBytesAClaim: Math.round(statSync(file).size / claims),
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
}
