import type { Signature } from '#shared/contracts/fields.ts'
import type { RecordedItem } from '#shared/kernel/invariant.ts'
import { isSamePerson } from '#shared/kernel/subject.ts'
import { eachOf } from '../rules/recorded.ts'

/** Books are opened by two persons. Those that were opened before this was asked do not say by whom. */
export const booksAreOpenedByTwo = eachOf(
  'opening',
  {
    id: 'budget.books-are-opened-by-two',
    number: 10,
    rule: 'The balances that books are opened with were proposed by one person and approved by another.',
  },
  (opening) => {
    const { proposed, approved } = opening as RecordedItem & {
      readonly proposed?: Signature
      readonly approved?: Signature
    }
    if (!proposed && !approved) return undefined
    return proposed && approved && !isSamePerson(proposed.by, approved.by)
      ? undefined
      : { what: 'opened by one person', figures: { by: approved?.by ?? proposed?.by ?? '' } }
  },
)
