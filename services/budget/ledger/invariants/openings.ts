import { doneByTwo } from '../rules/by-two.ts'

/** Books are opened by two persons. */
export const booksAreOpenedByTwo = doneByTwo(
  'opening',
  {
    id: 'budget.books-are-opened-by-two',
    number: 10,
    rule: 'The balances that books are opened with were proposed by one person and approved by another.',
  },
  'opened',
)
