import type { TestProject } from 'vitest/node'
import { startDynamoDbLocal } from '../../local/dynamodb/dynamodb-local.ts'
import { freePort } from './free-port.ts'

declare module 'vitest' {
  interface ProvidedContext {
    readonly dynamoDbUrl: string
  }
}

/** One DynamoDB Local for all test files of a run: Java takes longer to start than most of them take to run. */
export const setup = async (project: TestProject): Promise<() => Promise<void>> => {
  const { url, stop } = await startDynamoDbLocal({ port: await freePort(), busy: true })
  project.provide('dynamoDbUrl', url)
  return stop
}
