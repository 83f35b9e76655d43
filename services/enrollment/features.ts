/** What the service is made of, from the ground floor up: a feature imports only those that stand before it. */
export const features = [
  { folder: 'person', holds: 'who a person is, kept from being read, and what is known of their coverage' },
  { folder: 'entitlement', holds: 'the days on which a person may claim, from coverage and paid bills' },
  { folder: 'coverage', holds: "a person's one coverage: moves, its end, aid categories and paid bills" },
  {
    folder: 'division',
    holds: 'counties, townships and villages; to which of them persons belong, and moving many at once',
  },
  {
    folder: 'explanation',
    holds: 'why somebody is covered and entitled on a day, or why not and what mends it',
  },
  { folder: 'look-up', holds: 'finding a person by certificate, name or initials, and saying who they are' },
  { folder: 'likeness', holds: 'persons who are alike under two certificates, and whether they are one' },
  { folder: 'enrolment', holds: 'registering a person, and opening their coverage' },
  {
    folder: 'duplicate',
    holds: 'persons registered twice: who they are is decided by two, and a run makes one of them',
  },
  {
    folder: 'correction',
    holds: 'corrections of the name a person is registered under, with reason and evidence',
  },
  {
    folder: 'report',
    holds:
      'deaths, leavings, moves back, months paid elsewhere, right names and numbers: reported with evidence, done when another approves',
  },
  { folder: 'school', holds: 'schools of a city, and whom they enrolled' },
  { folder: 'disability', holds: 'who has a certificate of disability, as their federation told it' },
  {
    folder: 'parting',
    holds: 'one record that was two persons: what of it is whose is named item by item, and done by two',
  },
  {
    folder: 'strike-off',
    holds: 'whom an employer covered that was struck off: each leaves it by the decision of two hands',
  },
  { folder: 'report-file', holds: 'reports by list, and their approvals' },
  {
    folder: 'statement',
    holds: 'what a person paid in all, certified for whoever covers them next',
  },
  {
    folder: 'transfer',
    holds: "a person's way to another city: asked for by it, released by the one that covers them",
  },
  { folder: 'import', holds: 'enrolling the persons of a file' },
  {
    folder: 'aid-list',
    holds: "a city's whole list of aid recipients of a month: what it changes, and changing it by two hands",
  },
  {
    folder: 'comparison',
    holds: 'lists that other offices have of people, compared with the register row by row',
  },
  { folder: 'indicator', holds: 'how many are insured, by city, on the last day of a month' },
  { folder: 'night', holds: 'what always holds over the records, checked every night' },
] as const
