import { isOfOffice } from '#shared/kernel/authority.ts'
import { provinceCode } from '#shared/kernel/divisions.ts'
import type { Invariant, RecordedItem, Violation } from '#shared/kernel/invariant.ts'
import { isSamePerson } from '#shared/kernel/subject.ts'
import { sum } from '#shared/money/fen.ts'
import { lateFault, toldFault } from './rules/days-of-runs.ts'
import type { ProvincialRun } from './rules/provincial-run.ts'
import { lastDayBefore, runIdOf } from './rules/provincial-run.ts'
import { provincialRuns } from './store.ts'

const handsId = 'adjustment-fund.runs-take-two-hands'

const isMoney = ({ kind, runId }: RecordedItem): boolean =>
  (kind === 'levy' || kind === 'allocation') && runId !== undefined

/** No levy is raised and no share paid but by a run that one person proposed and another approved. */
export const runsTakeTwoHands: Invariant = {
  id: handsId,
  number: 10,
  rule: 'Every levy and allocation that names its run is of one that a person of the province proposed and another approved, for that city, dated after the year it goes by; the days to remit a levy begin with its approval, and who is late by then is paid nothing.',
  start: () => {
    const runs = new Map<string, ProvincialRun>()
    const moved: RecordedItem[] = []
    const entries: RecordedItem[] = []
    const faultOfHands = (run: ProvincialRun): string | undefined => {
      if (run.status !== 'approved') return undefined
      if (isSamePerson(run.proposed.by, run.approved.by)) return 'one person proposed and approved it'
      if (
        ![run.proposed, run.approved].every((hand) =>
          isOfOffice({ scope: 'province', ...hand }, provinceCode),
        )
      )
        return 'another division than the province proposed or approved it'
      if (run.on <= lastDayBefore(run)) return 'it is dated before the year was over that it goes by'
      return run.approved.on < run.proposed.on ? 'it was approved before it was proposed' : undefined
    }
    const faultOf = (item: RecordedItem): string | undefined => {
      const run = runs.get(String(item.runId))
      if (run?.status !== 'approved') return 'its run is approved by nobody'
      if (run.run === 'levy' && !run.cities.includes(String(item.city)))
        return 'its run was approved for other cities'
      const of = { on: run.on, approvedOn: run.approved.on }
      return run.run === 'levy' ? toldFault(item, of) : lateFault(item, of, { moved, entries })
    }
    return {
      see: (item) => {
        if (provincialRuns.is(item)) {
          const run = provincialRuns.from(item)
          runs.set(runIdOf(run), run)
        }
        if (isMoney(item)) moved.push(item)
        if (item.kind === 'account-entry') entries.push(item)
      },
      finish: () => {
        const byHands = [...runs.values()].flatMap((run): Violation[] => {
          const what = faultOfHands(run)
          return what === undefined ? [] : [{ invariant: handsId, where: runIdOf(run), what }]
        })
        const unapproved = moved.flatMap((item): Violation[] => {
          const what = faultOf(item)
          return what === undefined ? [] : [{ invariant: handsId, where: `${item.pk} ${item.sk}`, what }]
        })
        return { checked: runs.size + moved.length, violations: [...byHands, ...unapproved] }
      },
    }
  },
}

const partsId = 'adjustment-fund.levies-in-parts-keep-the-line'

type Levied = RecordedItem & {
  readonly scheme: string
  readonly year: number
  readonly levyId: string
  readonly status: string
  readonly amount: number
  readonly accumulated: number
  readonly outstanding: number
  readonly entries: number
  readonly approval?: number
}

/** What the account held after so many entries, and by which entry each levy was received. */
const accountsIn = (entries: readonly RecordedItem[]) => ({
  balanceAt: (scheme: string, number: number): number =>
    Number(entries.find((each) => each.scheme === scheme && each.number === number)?.balance ?? 0),
  receivedBy: (levyId: string, number: number): boolean =>
    entries.some(
      (each) => each.sourceId === levyId && each.source === 'levy' && Number(each.number) <= number,
    ),
})

/** A levy in parts reckons with what the parts before it raised, so that it pauses where one of all cities would. */
export const leviesInPartsKeepTheLine: Invariant = {
  id: partsId,
  number: 8,
  rule: "What a levy takes for the accumulated fund = the account's balance then + what was due, and at least what earlier runs of its year levied and had not received.",
  start: () => {
    const levies: Levied[] = []
    const entries: RecordedItem[] = []
    return {
      see: (item) => {
        if (item.kind === 'levy') levies.push(item as Levied)
        if (item.kind === 'account-entry') entries.push(item)
      },
      finish: () => {
        const { balanceAt, receivedBy } = accountsIn(entries)
        const judged = levies.filter(({ runId }) => runId !== undefined)
        const violations = judged.flatMap((levy): Violation[] => {
          const { scheme, year, approval = 0 } = levy
          const earlier = levies.filter(
            (each) =>
              each.scheme === scheme &&
              each.year === year &&
              each.status === 'due' &&
              (each.approval ?? 0) < approval &&
              !receivedBy(each.levyId, levy.entries),
          )
          const due = sum(earlier.map(({ amount }) => amount))
          const held = balanceAt(scheme, levy.entries)
          const { accumulated, outstanding } = levy
          return accumulated === held + outstanding && outstanding >= due
            ? []
            : [
                {
                  ...{ invariant: partsId, where: `${levy.pk} ${levy.sk}` },
                  what: 'it left out what the fund held or what earlier runs levied',
                  figures: { accumulated, outstanding, held, due },
                },
              ]
        })
        return { checked: judged.length, violations }
      },
    }
  },
}
