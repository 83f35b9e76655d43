import { Command, Option } from 'commander'
import { TongchouError } from '#shared/kernel/errors.ts'
import type { Language } from '#shared/kernel/language.ts'
import { languages } from '#shared/kernel/language.ts'
import type { StackAddress } from '../../local/running-stack.ts'
import { findRunningStack } from '../../local/stack-file.ts'

/** A command line and what it does. */
export type Example = readonly [line: string, effect: string]

/** A command of `npm run`: its help ends with examples, and a wrong option is answered with the way to the help. */
export const defineCommand = (name: string, description: string, examples: readonly Example[]): Command =>
  new Command(`npm run ${name}`)
    .usage('-- [options]')
    .description(description)
    .showHelpAfterError(`\`npm run ${name} -- --help\` shows all options, with examples.`)
    .addHelpText(
      'after',
      `\nExamples:\n${examples.map(([line, effect]) => `  ${line}\n      ${effect}`).join('\n')}`,
    )

/** `--lang`, the language of what people read; what machines read is the same in every language. */
export const languageOption = (usual: Language): Option =>
  new Option('--lang <language>', 'the language of the output').choices([...languages]).default(usual)

/**
 * The stack that `npm start` runs from this directory.
 * @throws TongchouError `stack.not-running` with the commands that help
 */
export const runningStack = (otherwise = ''): StackAddress => {
  const address = findRunningStack()
  if (address) return address
  throw new TongchouError(
    'stack.not-running',
    `no stack runs from this directory; \`npm start\` starts one${otherwise}`,
  )
}

/** Does the work of a command; an error we expect is one line, and whatever failed ends with 1. */
export const carryOut = async (work: () => Promise<number> | number): Promise<void> => {
  try {
    process.exitCode = await work()
  } catch (error) {
    console.error(error instanceof TongchouError ? `${error.code}: ${error.message}` : error)
    process.exitCode = 1
  }
}
