/** What the service is made of, from the ground floor up: a feature imports only those that stand before it. */
export const features = [
  { folder: 'account', holds: 'the two provincial accounts and their entries' },
  {
    folder: 'year',
    holds: 'the closed, cleared, final and evaluated fund years of the cities, as budget told them',
  },
  {
    folder: 'run-approval',
    holds: 'the runs that move money, each proposed by one person of the province and approved by another',
  },
  { folder: 'levy', holds: 'what each city remits of a year, and what of it was received' },
  {
    folder: 'gap',
    holds:
      'the applications of cities for a share of their gap, their approval, and what final accounts make of it',
  },
  {
    folder: 'remittance',
    holds:
      'what reaches the accounts, levies, late fees and what is clawed back, and reminding of what does not',
  },
  { folder: 'allocation', holds: 'paying approved shares out of the accounts' },
  { folder: 'cover-plan', holds: 'in which order a gap is covered, and what each step yields' },
  { folder: 'night', holds: 'what always holds over the records, checked every night' },
] as const
