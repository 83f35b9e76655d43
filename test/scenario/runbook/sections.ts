import { readFileSync } from 'node:fs'
import { operateCommand } from '../../../cli/operate/command.ts'
import { localSite } from '../../../cli/operate/local-site.ts'
import { findStuck } from '../../../cli/verify/stuck.ts'
import { verify } from '../../../cli/verify/verify.ts'
import type { StackAddress } from '../../../local/running-stack.ts'

const runbook = readFileSync(new URL('../../../docs/runbook.md', import.meta.url), 'utf8')

/** The headings of the runbook. */
export const headings = [...runbook.matchAll(/^## (.+)$/gm)].map(([, heading = '']) => heading)

/** The commands of a section, in its order. */
export const commandsOf = (heading: string): string[] => {
  const [, section = ''] = runbook.split(`\n## ${heading}\n`)
  const [text = ''] = section.split('\n## ')
  return [...text.matchAll(/^ *```sh\n([\s\S]*?)^ *```$/gm)].flatMap(([, block = '']) =>
    block
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== ''),
  )
}

/** Whether a command is one of ours: it runs here as on AWS. The others are those of git, the CDK and AWS. */
export const isOurs = (command: string): boolean => command.startsWith('npm run ')

export type Answer = { readonly code: number; readonly value: ReturnType<typeof JSON.parse> }

const argumentsIn = (text: string): string[] =>
  [...text.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '')

const verified = async (stack: StackAddress): Promise<Answer> => {
  const site = localSite(stack)
  try {
    const [{ violations }, stuck] = await Promise.all([verify(site.tables), findStuck(site, 60)])
    return { code: violations.length > 0 || stuck.length > 0 ? 1 : 0, value: { violations, stuck } }
  } finally {
    site.close()
  }
}

const operated = async (stack: StackAddress, args: readonly string[]): Promise<Answer> => {
  const said: string[] = []
  const { log } = console
  console.log = (line: string) => said.push(line)
  const site = localSite(stack)
  try {
    await operateCommand((_region, work) => work(site)).parseAsync([...args, '--json'], { from: 'user' })
    return { code: Number(process.exitCode ?? 0), value: JSON.parse(said.join('\n') || 'null') }
  } finally {
    process.exitCode = 0
    console.log = log
    site.close()
  }
}

/** Runs a command as it stands in the runbook, its words in capitals filled in, and reads its answer for machines. */
export const runCommand = async (
  stack: StackAddress,
  command: string,
  words: Readonly<Record<string, string>>,
): Promise<Answer> => {
  const filled = command.replaceAll(/\b[A-Z]+(?:-[A-Z]+)*\b/g, (word) => words[word] ?? word)
  if (filled.startsWith('npm run verify')) return verified(stack)
  const [, args = ''] = filled.split('npm run operate -- ')
  return operated(stack, argumentsIn(args))
}

const followed = new Map<string, Set<string>>()

/** The commands of a section that were followed so far. */
export const followedIn = (heading: string): string[] => {
  const done = followed.get(heading) ?? new Set()
  return commandsOf(heading).filter((command) => done.has(command))
}

/** Follows a section: takes one of its commands by how it begins, and keeps account of it. */
export const follow = (heading: string) => {
  const done = followed.get(heading) ?? new Set<string>()
  followed.set(heading, done)
  const take = (start: string, nth = 0): string => {
    const found = commandsOf(heading).filter((command) => command.startsWith(start))[nth]
    if (found === undefined) throw new Error(`The section ${heading} has no command ${start}`)
    done.add(found)
    return found
  }
  return {
    /** Runs `npm run …`. */
    run: (
      stack: StackAddress,
      start: string,
      words: Readonly<Record<string, string>> = {},
      nth = 0,
    ): Promise<Answer> => runCommand(stack, take(`npm run ${start}`, nth), words),
    /** What commands of git, the CDK or AWS do, done here in another way. */
    instead: async (starts: readonly string[], act: () => void | Promise<void> = () => {}): Promise<void> => {
      for (const start of starts) take(start)
      await act()
    },
  }
}
