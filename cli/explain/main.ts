import { Command, Option } from 'commander'
import { TongchouError } from '#shared/kernel/errors.ts'
import { findRunningStack } from '../../local/stack-file.ts'
import type { Explanation } from '../../services/settlement/explanation/rules/explanation.ts'
import type { Language } from '../../services/settlement/explanation/rules/language.ts'
import { languages } from '../../services/settlement/explanation/rules/language.ts'
import { explainCases } from './explain-case.ts'
import { explainRecorded } from './explain-recorded.ts'
import { statementOf } from './statement.ts'

type Options = { readonly language: Language; readonly json: boolean; readonly case?: string }

const command = new Command('explain')
  .description('Explains how a claim or a reversal came to its result: every line, step, rule and article.')
  .argument('[claim]', 'the id of a claim or of a reversal that the running stack has recorded')
  .addOption(new Option('--language <language>', 'of the statement').choices([...languages]).default('zh'))
  .option('--case <file>', 'explain worked examples instead, FILE or FILE#id; needs no stack')
  .option('--json', 'print one object, or a list for --case, for machines', false)
  .parse()
const options = command.opts<Options>()
const [claimId] = command.args

const explainOne = async (): Promise<Explanation> => {
  if (claimId === undefined)
    return command.error('name a claim or a reversal, or a file of cases with --case')
  const stack = findRunningStack()
  if (!stack) return command.error('no stack runs from this directory; start one with `npm start`')
  return explainRecorded(stack.url, claimId, options.language)
}

const run = async (): Promise<string> => {
  if (options.case !== undefined) {
    const explanations = explainCases(options.case, options.language)
    return options.json ? JSON.stringify(explanations) : explanations.map(statementOf).join('\n\n')
  }
  const explanation = await explainOne()
  return options.json ? JSON.stringify(explanation) : statementOf(explanation)
}

run().then(
  (text) => console.log(text),
  (error: unknown) => {
    console.error(error instanceof TongchouError ? `${error.code}: ${error.message}` : error)
    process.exitCode = 1
  },
)
