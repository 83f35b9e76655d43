import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parse } from 'yaml'
import { setting } from '#shared/edge/environment.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { assemblePolicy } from '#shared/policy/policy.ts'

/** Reads all policy files of a folder as one policy; its version is the hash of their text. */
export const readPolicy = (folder: string): Policy => {
  const texts = readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => readFileSync(join(folder, name), 'utf8'))
  const version = createHash('sha256').update(texts.join('\n')).digest('hex').slice(0, 12)
  return assemblePolicy(
    version,
    texts.map((text) => parse(text) as unknown),
  )
}

let loaded: Policy | undefined

/** The policy deployed with this function, read once. */
export const deployedPolicy = (): Policy => {
  loaded ??= readPolicy(resolve(process.env.LAMBDA_TASK_ROOT ?? '.', setting('POLICY_DIR')))
  return loaded
}
