import { TongchouError } from '#shared/kernel/errors.ts'
import type { Language } from '#shared/kernel/language.ts'
import { carryOut, defineCommand, languageOption } from '../terminal/command.ts'
import { readCaseFile } from './case-file.ts'
import { printCase, printTotals } from './print.ts'
import type { CaseOutcome } from './run-case.ts'
import { runCase, unread } from './run-case.ts'

/** Runs the cases of a file; a file that cannot be read counts as one failure. */
const runFile = (file: string): readonly CaseOutcome[] => {
  try {
    return readCaseFile(file).map((entry) =>
      'worked' in entry ? runCase(entry.worked, file) : unread(entry, file),
    )
  } catch (cause) {
    if (!(cause instanceof TongchouError)) throw cause
    return [unread({ id: file, title: 'file', fault: cause }, file)]
  }
}

const printJson = (outcomes: readonly CaseOutcome[]): void => {
  const failures = outcomes.filter(({ passed }) => !passed)
  const passed = outcomes.length - failures.length
  console.log(JSON.stringify({ passed, failed: failures.length, failures }, null, 2))
}

const printAll = (outcomes: readonly CaseOutcome[], language: Language): void => {
  for (const outcome of outcomes) console.log(printCase(outcome, language))
  console.log(`\n${printTotals(outcomes, language)}`)
}

type Options = { readonly lang: Language; readonly json?: boolean }

await defineCommand(
  'cases',
  'Runs worked examples through the production calculations and compares every expected figure. Ends with 1 when a case fails or cannot be read.',
  [
    ['npm run cases -- test/cases/settlement.yaml', 'the cases of one file'],
    ['npm run --silent cases -- --json test/cases/*.yaml', 'all of them, for machines'],
    ['npm run explain -- --case test/cases/settlement.yaml#A01', 'one of them step by step'],
  ],
)
  .usage('-- [options] <file...>')
  .argument('<file...>', 'YAML files of cases; docs/cases.md describes the format')
  .addOption(languageOption('en'))
  .option('--json', 'print { passed, failed, failures } instead of text')
  .action((files: string[], { lang, json }: Options) =>
    carryOut(() => {
      const outcomes = files.flatMap(runFile)
      if (json) printJson(outcomes)
      else printAll(outcomes, lang)
      return outcomes.every(({ passed }) => passed) ? 0 : 1
    }),
  )
  .parseAsync()
