/** The files of a fund year and their columns: what the generator writes, and what anyone may put in its place. */
export const files = {
  enrolment: {
    name: 'enrolment.csv',
    columns: ['id_number', 'name', 'sex', 'birth_on', 'scheme', 'city', 'employment', 'employer_id', 'from'],
  },
  paidMonths: {
    name: 'paid-months.csv',
    columns: ['id_number', 'name', 'says', 'months', 'evidence_kind', 'evidence_number'],
  },
  aid: { name: 'aid.csv', columns: ['id_number', 'aid', 'from'] },
  wages: { name: 'wages.csv', columns: ['employer_id', 'city', 'id_number', 'monthly_wage'] },
  institutions: {
    name: 'institutions.csv',
    columns: ['code', 'name', 'city', 'level', 'provincial', 'category', 'agreement_from', 'agreement_to'],
  },
  catalogue: {
    name: 'catalogue.csv',
    columns: ['code', 'name', 'list_type', 'class', 'first_self_pay', 'price_limit', 'from', 'to'],
  },
  payments: {
    name: 'payments.csv',
    columns: ['payment_id', 'employer_id', 'id_number', 'period', 'payer', 'amount', 'paid_on'],
  },
  openings: {
    name: 'openings.csv',
    columns: ['city', 'scheme', 'year', 'pooled_balance', 'account_balance'],
  },
  budgets: { name: 'budgets.csv', columns: ['city', 'scheme', 'year', 'kind', 'line', 'amount'] },
  quotas: { name: 'quotas.csv', columns: ['city', 'scheme', 'year', 'institution', 'weight'] },
  claims: { name: 'claims.jsonl', columns: [] },
} as const

export type FileKey = keyof typeof files

/** A row of one of the files, by column. */
export type RowOf<Key extends FileKey> = Readonly<Record<(typeof files)[Key]['columns'][number], string>>
