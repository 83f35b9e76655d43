import type { Invariant } from '#shared/kernel/invariant.ts'
import { differences, figure, figures, fundOf, tally, text } from '../../ledger/rules/recorded.ts'
import { institutionLines, linesOfCare } from '../rules/institution-lines.ts'

const linesId = 'budget.lines-are-the-institutions'

/** The way down from a budget line adds up: what claims did to it in a month is what its institutions show. */
export const linesAreTheInstitutions: Invariant = {
  id: linesId,
  number: 3,
  rule: 'The amounts that claims and recoveries booked on each line of care in a month = the sum over the institutions.',
  start: () => {
    const booked = tally()
    const shown = tally()
    return {
      see: (item) => {
        const place = `${fundOf(item)} ${text(item, 'month')}`
        if (
          item.kind === 'journal-entry' &&
          ['claims-settled', 'claims-recovered'].includes(text(item, 'reason'))
        ) {
          const movements = figures(item, 'movements')
          booked.add(place, Object.fromEntries(linesOfCare.map((line) => [line, movements[line] ?? 0])))
        }
        if (item.kind === 'institution-month')
          shown.add(
            place,
            institutionLines({
              controlled: figure(item, 'controlled'),
              inpatient: figure(item, 'inpatient'),
              chronic: figure(item, 'chronic'),
              account: figure(item, 'account'),
            }),
          )
      },
      finish: () => differences(linesId, 'line and institutions', booked, shown),
    }
  },
}
