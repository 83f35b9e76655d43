/** What the service is made of, from the ground floor up: a feature imports only those that stand before it. */
export const features = [
  { folder: 'two-hands', holds: 'whether an officer may decide what another proposed' },
  { folder: 'coverage', holds: 'who is covered where, as enrolment last wrote it' },
  { folder: 'bill', holds: 'what is due for a period, what was paid of it, and the late fee' },
  { folder: 'income', holds: 'the income accounts of the cities, and sweeping them' },
  {
    folder: 'return-order',
    holds: 'orders to the treasury to pay out of an income account, and their failures',
  },
  { folder: 'payment', holds: 'payments and refunds on bills, once each' },
  {
    folder: 'account-premium',
    holds: "what relatives' personal accounts pay on residents' bills, and what of it goes back",
  },
  { folder: 'payment-file', holds: "a day's payments as a file" },
  {
    folder: 'refund-request',
    holds: 'refunds that the tax authority asks for, answered by two officers',
  },
  {
    folder: 'reconciliation',
    holds: "the tax authority's lists of days against ours, and what differs",
  },
  {
    folder: 'write-off',
    holds: 'arrears written off and late fees waived, by two officers',
  },
  { folder: 'late-fee', holds: 'bills of late fees, each overdue month on its own days' },
  { folder: 'exchange', holds: 'what the tax authority is told is due, and its answers' },
  { folder: 'employer', holds: 'employers as they are registered in a city, with their credit codes' },
  { folder: 'collection-file', holds: 'files to collect by, which name who is to pay' },
  { folder: 'market', holds: 'what market supervision has of enterprises, told and compared by credit code' },
  { folder: 'payroll', holds: 'what employers declare: wages of months, and bases of years' },
  {
    folder: 'strike-off',
    holds: 'employers that were struck off, and what two officers decide of their people',
  },
  { folder: 'import', holds: 'files of employers, of wages and of bases' },
  { folder: 'pledge', holds: "what collectives pay of residents' contributions" },
  { folder: 'billing', holds: 'issuing the bills of employers, flexible workers and residents' },
  { folder: 'lump-sum', holds: 'missing months that are bought at retirement' },
  { folder: 'repair', holds: 'missed years that residents pay for after all' },
  { folder: 'subsidy', holds: 'claiming the subsidies of paid-up residents' },
  {
    folder: 'bill-correction',
    holds: "residents' bills of a year put right by two officers: what is still to be paid, or goes back",
  },
  {
    folder: 'month-statement',
    holds: 'what a month came to: bills, receipts, write-offs, suspense, interest and sweeps, line by line',
  },
  {
    folder: 'indicator',
    holds: 'how far what was due in a month was collected, by city, from its statements',
  },
  {
    folder: 'county-collection',
    holds: 'how far contributions of a year are collected, by county of persons and of employers',
  },
  {
    folder: 'unity',
    holds: 'what cities still set otherwise than the province, and what unifying it changes for payers',
  },
  { folder: 'person-lines', holds: 'all contributions of a person in one list, of whichever kind' },
  { folder: 'night', holds: 'what always holds over the records, checked every night' },
] as const
