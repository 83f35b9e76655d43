/** What this service does, from the ground floor up: a feature imports only those that stand before it. */
export const features = [
  { folder: 'ledger', holds: "A fund's chart of accounts, its journal, its periods and its money." },
  { folder: 'cleared-cost', holds: 'What of a year is booked in a later one, beside the books.' },
  { folder: 'seals', holds: 'The chain of blocks that seals the journal.' },
  { folder: 'payment', holds: 'Orders to the treasury: placed, held for want of money, confirmed, failed.' },
  { folder: 'vouchers', holds: 'What accountants book by hand.' },
  {
    folder: 'claims',
    holds: 'Settled claims as they are posted, what is recovered of them, and care in other cities.',
  },
  {
    folder: 'city-settlement',
    holds: 'What cities owe each other for care elsewhere, netted and paid through the province.',
  },
  { folder: 'income', holds: 'Contributions received, and their way to the special account.' },
  { folder: 'benefit', holds: 'What persons are granted beside claims, and interest of their accounts.' },
  {
    folder: 'adjustment-fund',
    holds: 'The levy that a fund remits to the province, and the help that it gets.',
  },
  { folder: 'agreement', holds: 'Agreements with institutions, and how they pay.' },
  { folder: 'payment-method', holds: 'What cases come to by points, bed days and heads.' },
  { folder: 'total-control', holds: 'The figures and steps that all of total control reckons with.' },
  { folder: 'planning', holds: 'Budgets: compiled, approved, adjusted.' },
  {
    folder: 'execution',
    holds: 'How far a budget is executed, what it is forecast to come to, and when to warn.',
  },
  { folder: 'accounts', holds: 'Trial balance, statutory statements and final accounts.' },
  { folder: 'target', holds: "The target of an area's payments in a year." },
  {
    folder: 'quota',
    holds: 'The quotas of institutions, how they are worked out of a target, and their published plans.',
  },
  { folder: 'working-capital', holds: 'What is advanced to institutions for a year.' },
  { folder: 'monthly-settlement', holds: 'What institutions are paid for a month, and what they answer.' },
  { folder: 'assessment', holds: "An institution's year by its cases: points, indexes, score." },
  { folder: 'negotiation', holds: 'How quotas are drafted and agreed with institutions.' },
  {
    folder: 'quota-decision',
    holds: 'What the province decides on quotas, by two hands and without a round.',
  },
  { folder: 'clearing', holds: 'How a year is settled for good with every institution.' },
  {
    folder: 'indicator',
    holds: 'The indicators of funds month by month: what they are, what they come from, how they stand.',
  },
  {
    folder: 'warning',
    holds: 'Warnings by thresholds: raised, answered, escalated when ignored, closed with what changed.',
  },
  {
    folder: 'analysis',
    holds: "The monthly analysis of a fund's operation, a document made from its figures.",
  },
  { folder: 'year-close', holds: 'How a fund year ends.' },
  {
    folder: 'late-cost',
    holds:
      'What becomes of what comes to a cleared year: institutions bear it, it is carried, or a shared gap is trued up again.',
  },
  { folder: 'performance', holds: 'The targets of budgets, and how their years fulfilled them.' },
  { folder: 'drafting', holds: 'What a new budget is drafted from, priced policy changes included.' },
  {
    folder: 'forecast',
    holds:
      'Funds and the province month by month to two years ahead, in the way that erred least on their past, with what is decided.',
  },
  {
    folder: 'what-if',
    holds:
      'Other contributions, levies, shares, worlds, quota formulas and rules of payment tried on the years of funds.',
  },
  { folder: 'disclosure', holds: 'What the public may read.' },
  { folder: 'night', holds: 'Whether all books still hold, night by night.' },
] as const
