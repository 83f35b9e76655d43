import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readAssembly, type StackTemplate } from '../../../local/template/assembly.ts'

/** What the faulty version of each handler does to a message or record that it cannot read. */
const faults = {
  // The message stays as it is: what sets it aside sends it on whole.
  consume:
    'JSON.parse = (text) => read(has(cannotRead, String(text)) ? text.replace(\'"data"\', \'"dada"\') : text)',
  work: 'event.Records = event.Records.map((r) => has(cannotRead, r) ? { ...r, body: r.body.replace(\'"task":"\', \'"task":"no-\') } : r)',
  // A change that has no event.
  publish:
    "JSON.stringify = (value, ...more) => { if (value?.occurredOn && has(cannotRead, value)) throw new Error('no word for this record'); return write(value, ...more) }",
  api: `if (has(cannotRead, event))
    Object.defineProperty(event.requestContext, 'authorizer', { get() { throw new Error('no setting for this call') } })`,
} as const

const wrapped = (fn: keyof typeof faults, flag: string) => `
import { existsSync, readFileSync } from 'node:fs'
import { handler as whole } from './whole.mjs'
const flag = ${JSON.stringify(flag)}
const read = JSON.parse
const write = JSON.stringify
const none = { cannotRead: [], throwsAt: [], diesOf: [], hangsAt: [], lenient: false }
const has = (words, part) => words.some((word) => write(part).includes(word))
const faultsNow = () => existsSync(flag) ? { ...none, ...JSON.parse(readFileSync(flag, 'utf8')) } : none
const pause = () => new Promise((resolve) => setTimeout(resolve, 50))
export const handler = async (event, context) => {
  const { cannotRead, throwsAt, diesOf, lenient } = faultsNow()
  // As it is deployed: an answer that differs is sent, and counted.
  process.env.TONGCHOU_STRICT = lenient ? '0' : '1'
  if (has(diesOf, event)) {
    process.kill(process.pid, 'SIGKILL')
    await pause()
  }
  while (has(faultsNow().hangsAt, event)) await pause()
  if (has(throwsAt, event)) throw new Error('environment.missing: BUS_NAME')
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

/** What a faulty version does, each to what holds one of the words. */
export type Faults = {
  readonly cannotRead?: readonly string[]
  /** Throws, so that the function fails as a whole. */
  readonly throwsAt?: readonly string[]
  /** Is killed, as for want of memory. */
  readonly diesOf?: readonly string[]
  /** Waits until the fault is mended. */
  readonly hangsAt?: readonly string[]
  /** Sends answers that differ from their contract, as in production. */
  readonly lenient?: boolean
}

/**
 * Gives every function of an assembly a version with a fault: it does not know what to do with what holds one of the words
 * in a file. Without the file it is the good version.
 */
export const plantFaultyVersion = (assembly: string, flag: string) => {
  for (const stack of readAssembly(assembly))
    for (const { Description, directory } of functionsIn(stack)) {
      const fn = Description.split(': ')[1] as keyof typeof faults | 'answer'
      if (fn === 'answer' || existsSync(join(directory, 'whole.mjs'))) continue
      renameSync(join(directory, 'index.mjs'), join(directory, 'whole.mjs'))
      writeFileSync(join(directory, 'index.mjs'), wrapped(fn, flag))
    }
  return {
    deploy: (version: Faults) => {
      writeFileSync(`${flag}.next`, JSON.stringify(version))
      renameSync(`${flag}.next`, flag)
    },
    /** Deploys the last good version. */
    mend: () => rmSync(flag, { force: true }),
  }
}

/** Fewer tries and shorter calls than a deployment has, since each takes seconds; what happens at their end is the same. */
export const shortenTries = (assembly: string, stacks: readonly string[]): void => {
  for (const stack of stacks) {
    const file = join(assembly, `${stack}.template.json`)
    const text = readFileSync(file, 'utf8')
    writeFileSync(
      file,
      text
        .replaceAll(/"maxReceiveCount": ?(5|60)\b/g, '"maxReceiveCount":2')
        .replaceAll(/"MaximumRetryAttempts": ?10/g, '"MaximumRetryAttempts":2')
        .replaceAll(/"Timeout": ?10\b/g, '"Timeout":5'),
    )
  }
}
