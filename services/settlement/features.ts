/** The features of the service from the ground floor up: each imports only those that stand before it. */
export const features = [
  {
    folder: 'insured-year',
    holds: "A person's year with its claims: the words of a claim, events, state, records and store.",
  },
  {
    folder: 'account',
    holds: 'The personal account: credits, and the balance that goes over to the next year.',
  },
  {
    folder: 'family',
    holds: 'Accounts that their owners let family use, and what claims took of them.',
  },
  {
    folder: 'family-premium',
    holds: "Relatives' premiums paid from an account: taken of it, on the bill, or back.",
  },
  {
    folder: 'registration',
    holds: 'What is registered of a person: chronic diseases, civil servants, years.',
  },
  { folder: 'entitlement', holds: 'The entitlement of a year, as enrolment tells it.' },
  { folder: 'institution', holds: 'Institutions with the agreements that admit their claims.' },
  { folder: 'catalogue', holds: 'Drugs, services and consumables: their terms, imports and restrictions.' },
  { folder: 'plan', holds: 'Benefit plans as the policy writes them.' },
  { folder: 'adjudication', holds: 'What each layer pays of a claim, step by step.' },
  {
    folder: 'benefit',
    holds:
      'Maternity allowances, and what is left on an account paid to heirs or elsewhere, by two officers.',
  },
  {
    folder: 'take-back',
    holds: 'Allowances that were paid twice for one delivery, and what becomes of them.',
  },
  { folder: 'claim', holds: 'Claims: settled, previewed, reversed and told of.' },
  { folder: 'visit', holds: 'Visits at the counter of a hospital: registered, charged and settled.' },
  { folder: 'reconciliation', holds: 'Settlements compared with what an institution has of them.' },
  {
    folder: 'settlement-list',
    holds: 'What hospitals say of a settlement for its assessment: diagnoses, operations, cost by kinds.',
  },
  {
    folder: 'gateway',
    holds: 'Keys with which systems of institutions sign their calls, in place of a token.',
  },
  { folder: 'sign-in', holds: 'Operators of institutions at their machines, from sign-in to sign-out.' },
  { folder: 'correction', holds: 'Settled claims judged again, and the differences recorded.' },
  {
    folder: 'parting',
    holds: 'Claims and accounts of one record that was two persons: each goes to whose it is.',
  },
  { folder: 'pricing', holds: 'What a change of policy would have cost.' },
  { folder: 'supervision', holds: 'Rules over claims and months, audit cases and recoveries.' },
  { folder: 'explanation', holds: 'Why a claim is paid as it is, in words and sums.' },
  {
    folder: 'what-if',
    holds: 'Other figures of the law tried on the claims of a year, several side by side, over columns.',
  },
  { folder: 'national', holds: 'The national hospital interface over the same commands.' },
  { folder: 'night', holds: 'The nightly check of everything that must hold.' },
] as const
