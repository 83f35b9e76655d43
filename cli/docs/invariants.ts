import type { Invariant } from '#shared/kernel/invariant.ts'
import { invariantHeadings } from '../verify/headings.ts'

const sentence = (rule: string): string =>
  `${rule.charAt(0).toUpperCase()}${rule.slice(1).replace(/\.$/, '')}.`

const section = (number: string, checks: readonly Pick<Invariant, 'id' | 'number' | 'rule'>[]): string =>
  [
    `## ${number}. ${invariantHeadings[Number(number)]?.en ?? ''}`,
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
    'These rules hold for all records at all times. `npm run verify` checks each over a running stack and says how many records it checked. The scenario tests end with it. This page is written by `npm run docs` from the checks themselves.',
    ...Object.keys(invariantHeadings).map((number) => section(number, checks)),
    "## 10. No city sees or moves what is another city's",
    "Not a rule over records: every operation asks the caller's token for the division. The tests of each service and the scenario test make calls that must be refused.",
  ].join('\n\n')
