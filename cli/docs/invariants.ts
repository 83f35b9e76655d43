import type { Invariant } from '#shared/kernel/invariant.ts'

const headings: Readonly<Record<number, string>> = {
  1: 'The ledger balances',
  2: 'A claim adds up',
  3: 'One effect per business id',
  4: "A person's accumulators are the replay of his claims",
  5: 'One coverage, and no claim outside an entitlement',
  6: 'Bills, payments and the income account',
  7: 'Quotas and what institutions are paid',
  8: 'The adjustment fund',
  9: 'What is closed does not change',
}

const sentence = (rule: string): string =>
  `${rule.charAt(0).toUpperCase()}${rule.slice(1).replace(/\.$/, '')}.`

const section = (number: string, checks: readonly Pick<Invariant, 'id' | 'number' | 'rule'>[]): string =>
  [
    `## ${number}. ${headings[Number(number)]}`,
    '',
    '| check | what holds |',
    '|---|---|',
    ...checks
      .filter((check) => check.number === Number(number))
      .map(({ id, rule }) => `| \`${id}\` | ${sentence(rule)} |`),
  ].join('\n')

/** The invariants as a document, from the checks that `npm run verify` makes. */
export const invariantsDocument = (checks: readonly Pick<Invariant, 'id' | 'number' | 'rule'>[]): string =>
  [
    '# Invariants',
    'What is always true of everything recorded. `npm run verify` checks each over a running stack and says how many things it looked at; the scenario tests end with it. This page is written by `npm run docs` from the checks themselves.',
    ...Object.keys(headings).map((number) => section(number, checks)),
    "## 10. No city sees or moves what is another city's",
    "Not a rule over records: every operation asks the caller's token for the division. The tests of each service and the scenario test make the calls that must be refused.",
  ].join('\n\n')
