import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readAssembly, type StackTemplate } from '../../../local/template/assembly.ts'

/** What the faulty version of each handler does to a message or record that it cannot read. */
const faults = {
  consume:
    'event.Records = event.Records.map((r) => bad(r) ? { ...r, body: r.body.replace(\'"data"\', \'"dada"\') } : r)',
  work: 'event.Records = event.Records.map((r) => bad(r) ? { ...r, body: r.body.replace(\'"task":"\', \'"task":"no-\') } : r)',
  publish: "if (event.Records.some(bad)) throw new Error('no word for this record')",
} as const

const wrapped = (fn: keyof typeof faults, flag: string) => `
import { existsSync, readFileSync } from 'node:fs'
import { handler as whole } from './whole.mjs'
const flag = ${JSON.stringify(flag)}
export const handler = async (event, context) => {
  const words = existsSync(flag) ? readFileSync(flag, 'utf8').split('\\n').filter(Boolean) : []
  const bad = (record) => words.some((word) => JSON.stringify(record).includes(word))
  ${faults[fn]}
  return whole(event, context)
}`

const functionsIn = ({ resources, assets }: StackTemplate) =>
  Object.values(resources).flatMap(({ Type, Properties }) => {
    const { Code, Description } = (Properties ?? {}) as {
      readonly Code?: { readonly S3Key: string }
      readonly Description?: string
    }
    const directory = assets.get(Code?.S3Key ?? '')
    return Type === 'AWS::Lambda::Function' && directory && Description ? [{ Description, directory }] : []
  })

/**
 * Gives every function of an assembly a version with a fault: it does not know what to do with a message that holds one of
 * the words in a file. Without the file it is the good version.
 */
export const plantFaultyVersion = (assembly: string, flag: string) => {
  for (const stack of readAssembly(assembly))
    for (const { Description, directory } of functionsIn(stack)) {
      const fn = Description.split(': ')[1] as keyof typeof faults | 'api'
      if (fn === 'api' || existsSync(join(directory, 'whole.mjs'))) continue
      renameSync(join(directory, 'index.mjs'), join(directory, 'whole.mjs'))
      writeFileSync(join(directory, 'index.mjs'), wrapped(fn, flag))
    }
  return {
    cannotRead: (words: readonly string[]) => writeFileSync(flag, words.join('\n')),
    mend: () => rmSync(flag, { force: true }),
  }
}

/** Fewer tries than a deployment has, since each takes seconds; what happens after the last is the same. */
export const shortenTries = (assembly: string, stacks: readonly string[]): void => {
  for (const stack of stacks) {
    const file = join(assembly, `${stack}.template.json`)
    const text = readFileSync(file, 'utf8')
    writeFileSync(
      file,
      text
        .replaceAll(/"maxReceiveCount": ?5/g, '"maxReceiveCount":2')
        .replaceAll(/"MaximumRetryAttempts": ?10/g, '"MaximumRetryAttempts":2'),
    )
  }
}
