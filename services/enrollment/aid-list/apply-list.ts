import type { RunUnit } from '#shared/edge/runs/run.ts'
import { completeUnit, inputOf, isUnitDone, readRun, startRun } from '#shared/edge/runs/run.ts'
import { must } from '#shared/kernel/errors.ts'
import { inPieces } from '#shared/kernel/in-pieces.ts'
import { changeCoverage } from '../coverage/change-coverage.ts'
import type { PersonRecord } from '../coverage/rules/person-record.ts'
import { coverages, ofPerson } from '../coverage/store.ts'
import type { Effects } from '../effects.ts'
import type { OfAidList } from '../keys.ts'
import { lastSpell } from '../person/rules/insured.ts'
import { refuse } from '../refusals.ts'
import type { AidChange } from './rules/compare.ts'
import type { AidChanges, AidList } from './store.ts'
import { aidChanges, changesWrite } from './store.ts'

export const applyTask = 'apply-aid-list'

/** Persons changed at the same time. */
const atOnce = 25

export type ApplyOrder = OfAidList & { readonly page: number; readonly today: string }

const runOf = (listId: string): string => `${listId}-applied`

/** Has a run change each page of an approved list; started again it goes on. */
export const startApplying = async (
  { city, month, listId, pages }: Pick<AidList, 'city' | 'month' | 'listId' | 'pages'>,
  today: string,
  { runs }: Pick<Effects, 'runs'>,
): Promise<void> => {
  const named = { city, month, listId }
  const units = Array.from({ length: pages }, (_, index) => {
    const input: ApplyOrder = { ...named, page: index + 1, today }
    return { unitId: String(index + 1).padStart(4, '0'), input }
  })
  await startRun(runs(), { runId: runOf(listId), task: applyTask, parameters: named, units })
}

/** Whether all that an approved list changes is done. */
export const isApplied = async (listId: string, { store }: Pick<Effects, 'store'>): Promise<boolean> =>
  (await readRun(store, runOf(listId)))?.status === 'done'

type Needs = Pick<Effects, 'store' | 'policy'>
type Refused = { readonly personId: string; readonly code: string }

/** Changes one person, once: the same command again finds it done. Whoever went to another city meanwhile is that city's. */
const applyOne = async (
  { personId, aid }: AidChange,
  { page: { from, city, listId }, today }: { readonly page: AidChanges; readonly today: string },
  effects: Needs,
): Promise<Refused[]> => {
  const found = await coverages.read(effects.store, ofPerson(personId))
  const mayChange = (record: PersonRecord) => lastSpell(record.insured).city === city
  const changed =
    found && mayChange(found)
      ? await changeCoverage(
          {
            command: { type: 'change-aid', aid, from },
            ...{ commandId: `${listId}:${personId}`, on: from, today },
            mayChange,
          },
          found,
          effects,
        )
      : refuse('enrollment.moved-meanwhile')
  return changed.status === 'accepted' ? [] : [{ personId, code: changed.refusal.code }]
}

/** Changes the persons of one page of an approved list. What could not be changed any more is kept with the page. */
export const applyPage = async (unit: RunUnit, effects: Needs): Promise<void> => {
  const { store } = effects
  if (await isUnitDone(store, unit)) return
  const { today, ...of } = inputOf<ApplyOrder>(unit)
  const page = await aidChanges.read(store, of)
  must(page !== undefined, 'aid-list.page-missing', 'a page of an approved list is missing', { ...of })
  const refused: Refused[] = []
  for (const piece of inPieces(page.changes, atOnce)) {
    const outcomes = await Promise.all(piece.map((each) => applyOne(each, { page, today }, effects)))
    refused.push(...outcomes.flat())
  }
  await store.write([
    changesWrite({ ...page, applied: { on: today, refused } }, page.version),
    ...completeUnit(unit, { changed: page.changes.length - refused.length, refused: refused.length }),
  ])
}
