import { Option } from 'commander'
import type { Language } from '#shared/kernel/language.ts'
import { languages } from '#shared/kernel/language.ts'
import type { Explanation } from '../../services/settlement/explanation/rules/explanation.ts'
import { carryOut, defineCommand, languageOption, runningStack } from '../terminal/command.ts'
import { terminalWidth } from '../terminal/terminal-width.ts'
import { explainCases } from './explain-case.ts'
import { explainRecorded } from './explain-recorded.ts'
import { statementOf } from './statement.ts'

type Options = {
  readonly lang: Language
  readonly language?: Language
  readonly json: boolean
  readonly case?: string
}

const command = defineCommand(
  'explain',
  'Explains how a claim or a reversal came to its result: every line, step, rule and article.',
  [
    ['npm run explain -- C3f2a…', 'a claim that the stack of `npm start` has recorded'],
    ['npm run explain -- C3f2a… --lang en', 'the same in English'],
    ['npm run explain -- --case test/cases/settlement.yaml#A01', 'a worked example, without a stack'],
  ],
)
  .usage('-- [options] [claim]')
  .argument('[claim]', 'the id of a claim or of a reversal that the running stack has recorded')
  .addOption(languageOption('zh'))
  .addOption(new Option('--language <language>').choices([...languages]).hideHelp())
  .option('--case <file>', 'explain worked examples instead, FILE or FILE#id; needs no stack')
  .option('--json', 'print one object, or a list for --case, for machines', false)
  .parse()
const options = command.opts<Options>()
const language = options.language ?? options.lang
const [claimId] = command.args

const layOut = (explanation: Explanation): string => statementOf(explanation, terminalWidth())

const explainOne = (): Promise<Explanation> => {
  if (claimId === undefined)
    return command.error('error: name a claim or a reversal, or a file of cases with --case')
  return explainRecorded(runningStack(', and --case needs none').url, claimId, language)
}

const textOf = async (): Promise<string> => {
  if (options.case !== undefined) {
    const explanations = explainCases(options.case, language)
    return options.json ? JSON.stringify(explanations) : explanations.map(layOut).join('\n\n')
  }
  const explanation = await explainOne()
  return options.json ? JSON.stringify(explanation) : layOut(explanation)
}

await carryOut(async () => {
  console.log(await textOf())
  return 0
})
