import { spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { TongchouError } from '#shared/kernel/errors.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const compiled = process.env.NODE_COMPILE_CACHE ?? join(tmpdir(), 'tongchou-compiled')

type Choice = {
  readonly signal?: AbortSignal | undefined
  /** Whether the functions have their code; without it a template is made in half the time. */
  readonly code?: boolean
}

/**
 * Synthesizes the CDK app as it would be deployed, for the given token issuer.
 * @throws TongchouError `local.synthesis-failed` with what the app printed
 */
export const synthesize = (
  directory: string,
  issuer: string,
  { signal, code = true }: Choice = {},
): Promise<void> =>
  new Promise((resolve, reject) => {
    rmSync(directory, { recursive: true, force: true })
    const child = spawn(process.execPath, ['infra/app.ts'], {
      cwd: root,
      env: {
        ...process.env,
        CDK_OUTDIR: directory,
        TONGCHOU_ISSUER: issuer,
        ...(code ? {} : { TONGCHOU_CODE: 'none' }),
        // Checking the templates against CloudFormation's rules takes half the time and is `npm run synth`'s job.
        CDK_VALIDATION: 'false',
        // What node made of the same files last time; a third of the time goes into that.
        NODE_COMPILE_CACHE: compiled,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(signal && { signal }),
    })
    let output = ''
    const collect = (chunk: Buffer) => {
      output += chunk.toString()
    }
    child.stdout.on('data', collect)
    child.stderr.on('data', collect)
    child.once('error', reject)
    child.once('close', (code) => {
      if (code === 0) resolve()
      else
        reject(new TongchouError('local.synthesis-failed', `The app does not synthesize:\n${output.trim()}`))
    })
  })
