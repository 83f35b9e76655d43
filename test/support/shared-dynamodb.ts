import { rmSync } from 'node:fs'
import type { TestProject } from 'vitest/node'
import { startDynamoDbLocal } from '../../local/dynamodb/dynamodb-local.ts'
import { freePort } from './free-port.ts'
import { deployPolicy } from './policy.ts'

declare module 'vitest' {
  interface ProvidedContext {
    readonly dynamoDbUrl: string
    /** A folder with Anhui's policy as it is deployed with a function. */
    readonly policyFolder: string
  }
}

/**
 * One DynamoDB Local for all test files of a run: Java takes longer to start than most of them take to run. And the policy,
 * read once.
 */
export const setup = async (project: TestProject): Promise<() => Promise<void>> => {
  const { url, stop } = await startDynamoDbLocal({ port: await freePort(), busy: true })
  project.provide('dynamoDbUrl', url)
  const policyFolder = deployPolicy()
  project.provide('policyFolder', policyFolder)
  return async () => {
    rmSync(policyFolder, { recursive: true, force: true })
    await stop()
  }
}
