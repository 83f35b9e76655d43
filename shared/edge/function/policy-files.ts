import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { sha256 } from '#shared/kernel/hash.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { assemblePolicy } from '#shared/policy/policy.ts'

/** A policy's files as data; the version is the hash of their text. */
export type PolicyFiles = { readonly version: string; readonly documents: readonly unknown[] }

/** Reads the policy files of a folder. */
export const readPolicyFiles = (folder: string): PolicyFiles => {
  const texts = readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => readFileSync(join(folder, name), 'utf8'))
  const version = sha256(texts.join('\n')).slice(0, 12)
  return { version, documents: texts.map((text) => parse(text) as unknown) }
}

/** Reads all policy files of a folder as one policy. */
export const readPolicy = (folder: string): Policy => {
  const { version, documents } = readPolicyFiles(folder)
  return assemblePolicy(version, documents)
}
