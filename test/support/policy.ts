import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deployedPolicyFile } from '#shared/edge/function/deployed-policy.ts'
import { readPolicyFiles } from '#shared/edge/function/policy-files.ts'

/** A folder with Anhui's policy as it is deployed with a function. */
export const deployPolicy = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'tongchou-policy-'))
  writeFileSync(join(folder, deployedPolicyFile), JSON.stringify(readPolicyFiles('shared/policy/anhui')))
  return folder
}
