import { Command } from 'commander'
import { TongchouError } from '#shared/kernel/errors.ts'
import { readCases } from './case-file.ts'
import { printCase } from './print.ts'
import type { CaseOutcome } from './run-case.ts'
import { runCase } from './run-case.ts'

/** Runs the cases of a file; a file that cannot be read counts as one failure. */
const runFile = (file: string): readonly CaseOutcome[] => {
  try {
    return readCases(file).map((worked) => runCase(worked, file))
  } catch (cause) {
    if (!(cause instanceof TongchouError)) throw cause
    const error = { code: cause.code, message: cause.message }
    return [{ id: file, title: 'file', file, passed: false, compared: [], error }]
  }
}

const printJson = (outcomes: readonly CaseOutcome[]): void => {
  const failures = outcomes.filter(({ passed }) => !passed)
  const passed = outcomes.length - failures.length
  console.log(JSON.stringify({ passed, failed: failures.length, failures }, null, 2))
}

const printAll = (outcomes: readonly CaseOutcome[]): void => {
  for (const outcome of outcomes) console.log(printCase(outcome))
  const failed = outcomes.filter(({ passed }) => !passed).length
  console.log(`\n${outcomes.length - failed} passed, ${failed} failed`)
}

new Command('cases')
  .description('Runs worked examples through the production calculations and compares every expected figure.')
  .argument('<file...>', 'YAML files of cases; docs/cases.md describes the format')
  .option('--json', 'print { passed, failed, failures } instead of text')
  .action((files: string[], { json }: { json?: boolean }) => {
    const outcomes = files.flatMap(runFile)
    if (json) printJson(outcomes)
    else printAll(outcomes)
    process.exitCode = outcomes.every(({ passed }) => passed) ? 0 : 1
  })
  .parse()
