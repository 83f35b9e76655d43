import { readFileSync } from 'node:fs'
import { operateCommand } from '../../../cli/operate/command.ts'
import { localSite } from '../../../cli/operate/local-site.ts'
import type { StackAddress } from '../../../local/running-stack.ts'

const runbook = readFileSync(new URL('../../../docs/runbook.md', import.meta.url), 'utf8')

/** The headings of the runbook. */
export const headings = [...runbook.matchAll(/^## (.+)$/gm)].map(([, heading = '']) => heading)

/** The commands of a section, in its order. */
export const commandsOf = (heading: string): string[] => {
  const [, section = ''] = runbook.split(`\n## ${heading}\n`)
  const [text = ''] = section.split('\n## ')
  return [...text.matchAll(/^ *(npm run .+)$/gm)].map(([, command = '']) => command)
}

export type Answer = { readonly code: number; readonly value: ReturnType<typeof JSON.parse> }

/** Runs a command of the runbook as it stands there, its words in capitals filled in, and reads its answer for machines. */
export const runCommand = async (
  stack: StackAddress,
  command: string,
  words: Readonly<Record<string, string>>,
): Promise<Answer> => {
  const filled = command.replaceAll(/\b[A-Z]+(?:-[A-Z]+)*\b/g, (word) => words[word] ?? word)
  const [, args = ''] = filled.split('npm run operate -- ')
  const said: string[] = []
  const log = console.log
  console.log = (line: string) => said.push(line)
  const site = localSite(stack)
  try {
    await operateCommand((_region, work) => work(site)).parseAsync([...args.split(' '), '--json'], {
      from: 'user',
    })
    return { code: Number(process.exitCode ?? 0), value: JSON.parse(said.join('\n')) }
  } finally {
    process.exitCode = 0
    console.log = log
    site.close()
  }
}
