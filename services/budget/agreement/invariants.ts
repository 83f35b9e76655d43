import type { Invariant, RecordedItem } from '#shared/kernel/invariant.ts'
import { differences, figure, tally, text } from '../ledger/rules/recorded.ts'

const versionsId = 'budget.agreement-versions-kept'

const seen = (version: number): string => `version ${version}`

/** Every version of an agreement but the one in force is kept, once. */
export const agreementVersionsKept: Invariant = {
  id: versionsId,
  number: 7,
  rule: 'Every version of a service agreement before the one in force is kept.',
  start: () => {
    const expected = tally()
    const kept = tally()
    const place = (item: RecordedItem) =>
      `${text(item, 'city')} ${text(item, 'year')} ${text(item, 'institution')}`
    return {
      see: (item) => {
        if (item.kind === 'agreement') {
          const version = figure(item, 'version')
          expected.add(place(item), { 'in force': 1 })
          kept.add(place(item), { 'in force': 1 })
          for (let each = 1; each < version; each += 1) expected.add(place(item), { [seen(each)]: 1 })
        }
        if (item.kind === 'agreement-version') kept.add(place(item), { [seen(figure(item, 'version'))]: 1 })
      },
      finish: () => differences(versionsId, 'versions of an agreement', expected, kept),
    }
  },
}
