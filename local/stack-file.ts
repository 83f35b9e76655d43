import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { isAlive } from './process-alive.ts'
import type { StackAddress } from './running-stack.ts'

/** Where a stack that others may use says how to reach it. */
export const stackFile = '.tongchou/stack.json'

/** The stack that runs from this working directory, if one does. */
export const findRunningStack = (): StackAddress | undefined => {
  if (!existsSync(stackFile)) return undefined
  const address = JSON.parse(readFileSync(stackFile, 'utf8')) as StackAddress
  return isAlive(address.pid) ? address : undefined
}

/** Lets other commands find this stack; the answer takes it back. */
export const announce = (stack: StackAddress): (() => void) => {
  const { url, issuer, tables, endpoints, outputs, logs, pid } = stack
  const address: StackAddress = { url, issuer, tables, endpoints, outputs, logs, pid }
  mkdirSync(dirname(stackFile), { recursive: true })
  writeFileSync(stackFile, `${JSON.stringify(address, null, 2)}\n`)
  return () => rmSync(stackFile, { force: true })
}
