import type { Invariant, Violation } from '#shared/kernel/invariant.ts'
import { isSamePerson } from '#shared/kernel/subject.ts'
import type { JudgedImport } from './import-store.ts'
import { importRecords, isJudged } from './import-store.ts'
import { headRecords, versionRecords } from './store.ts'

const id = 'settlement.catalogue-by-two'

/** What is wrong with the hands of an import that is in force. */
const wrongHands = ({ makers, made, approvals, seen, approved }: JudgedImport): string | undefined => {
  if (approved?.scope !== 'province') return 'nobody of the province approved it'
  const isOfTwo = seen?.scope === 'province' && !isSamePerson(seen.by, approved.by)
  if (approvals !== undefined && !isOfTwo) return 'a file of the bucket was approved by fewer than two people'
  return [made.by, ...makers].some((maker) => isSamePerson(maker, approved.by))
    ? 'one person made and approved it'
    : undefined
}

/**
 * Judged from the versions of the catalogue and the imports behind them. Versions of earlier releases are not recorded;
 * from the first that is, each has its import.
 */
export const catalogueIsByTwo: Invariant = {
  id,
  number: 10,
  rule: 'every version of the catalogue came into force by an import that one person made and another of the province approved; a file of the bucket, which names no person, by two who approved it',
  start: () => {
    const imports = new Map<string, JudgedImport>()
    const versions = new Map<number, string>()
    let newest = 0
    return {
      see: (item) => {
        if (headRecords.is(item)) newest = headRecords.from(item).version
        if (versionRecords.is(item)) {
          const { number, importId } = versionRecords.from(item)
          versions.set(number, importId)
        }
        if (!importRecords.is(item)) return
        const record = importRecords.from(item)
        if (isJudged(record)) imports.set(record.importId, record)
      },
      finish: () => {
        const violations: Violation[] = []
        const tell = (where: string, what: string) => violations.push({ invariant: id, where, what })
        const first = Math.min(newest + 1, ...versions.keys())
        for (let number = first; number <= newest; number += 1)
          if (!versions.has(number)) tell(`version ${number}`, 'nobody made and approved it')
        for (const [number, importId] of versions)
          if (imports.get(importId)?.status !== 'in-force')
            tell(`version ${number}`, 'its import is not in force')
        const inForce = [...imports.values()].filter(({ status }) => status === 'in-force')
        const behind = new Set(versions.values())
        for (const record of inForce) {
          const wrong = behind.has(record.importId) ? wrongHands(record) : 'no version is of it'
          if (wrong) tell(record.importId, wrong)
        }
        return { checked: versions.size + inForce.length, violations }
      },
    }
  },
}
