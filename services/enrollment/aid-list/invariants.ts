import { provinceCode } from '#shared/kernel/divisions.ts'
import type { Invariant, RecordedItem, Violation } from '#shared/kernel/invariant.ts'
import { isSamePerson } from '#shared/kernel/subject.ts'
import type { PersonRecord } from '../coverage/rules/person-record.ts'
import { coverages } from '../coverage/store.ts'
import type { AidChange } from './rules/compare.ts'
import type { AidChanges, AidList } from './store.ts'
import { aidChanges, aidLists } from './store.ts'

const id = 'enrollment.aid-follows-its-list'

/** What is wrong with an approved list. */
const faultsOfList = ({ city, sent, approved, rows }: AidList): string[] => {
  if (!approved) return ['nobody approved it']
  return [
    ...(sent.scope === 'civil-affairs' ? [] : ['it was not civil affairs that sent it']),
    ...(isSamePerson(sent.subject, approved.subject) ? ['one person sent and approved it'] : []),
    ...(rows > 0 ? [] : ['it names nobody, and ends the aid of all']),
    ...(approved.on < sent.on ? ['it was approved before it was sent'] : []),
    ...([city, provinceCode].includes(approved.division) ? [] : ['another city approved it']),
  ]
}

/** Whether a person has what a list gave them, or what somebody said later; or two hands said that it was another's. */
const isReached = (record: PersonRecord | undefined, { aid }: AidChange, from: string): boolean =>
  [
    ...(record?.insured.aids ?? []),
    ...(record?.insured.parted ?? []).flatMap(({ goneAids = [] }) => goneAids),
  ].some((known) => (known.aid === aid && known.from === from) || known.from > from)

/** What is wrong with a page of changes that was applied. */
const faultsOfPage = (
  { from, changes, applied }: AidChanges,
  list: AidList | undefined,
  recordOf: (personId: string) => PersonRecord | undefined,
): string[] => {
  if (!applied) return []
  if (list?.status !== 'approved') return ['its list was not approved']
  const refused = new Set(applied.refused.map(({ personId }) => personId))
  const missed = changes.filter(
    (each) => !refused.has(each.personId) && !isReached(recordOf(each.personId), each, from),
  )
  return missed.map(({ personId, aid }) => `${personId} is not ${aid} from ${from}`)
}

const named = ({ city, month, listId }: AidList | AidChanges): string => `${city} ${month} ${listId}`

/** Compares approved lists with the categories of the persons that they name. */
export const aidFollowsItsList: Invariant = {
  id,
  number: 5,
  rule: 'a list of aid recipients is sent by civil affairs and names somebody; it changes nobody before another person approves it, and everybody then, or says whom not',
  start: () => {
    const lists = new Map<string, AidList>()
    const pages: AidChanges[] = []
    const records = new Map<string, PersonRecord>()
    return {
      see: (item: RecordedItem) => {
        if (aidLists.is(item)) lists.set(named(aidLists.from(item)), aidLists.from(item))
        if (aidChanges.is(item)) pages.push(aidChanges.from(item))
        if (coverages.is(item)) records.set(coverages.from(item).insured.personId, coverages.from(item))
      },
      finish: () => {
        const approved = [...lists.values()].filter(({ status }) => status === 'approved')
        const told = (where: string, faults: readonly string[]): Violation[] =>
          faults.map((what) => ({ invariant: id, where, what }))
        return {
          checked: approved.length + pages.length,
          violations: [
            ...approved.flatMap((list) => told(named(list), faultsOfList(list))),
            ...pages.flatMap((page) =>
              told(
                `${named(page)} page ${page.page}`,
                faultsOfPage(page, lists.get(named(page)), (personId) => records.get(personId)),
              ),
            ),
          ],
        }
      },
    }
  },
}
