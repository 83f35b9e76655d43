/** What the service is made of, from the ground floor up: a feature imports only those that stand before it. */
export const features = [
  { folder: 'account', holds: 'the two provincial accounts and their entries' },
  { folder: 'year', holds: 'the closed and cleared fund years of the cities, as budget told them' },
  {
    folder: 'run-approval',
    holds: 'the runs that move money, each proposed by one person of the province and approved by another',
  },
  { folder: 'levy', holds: 'what each city remits of a year, and what of it was received' },
  { folder: 'gap', holds: 'the applications of cities for a share of their gap, and their approval' },
  { folder: 'allocation', holds: 'paying approved shares out of the accounts' },
  { folder: 'night', holds: 'what always holds over the records, checked every night' },
] as const
