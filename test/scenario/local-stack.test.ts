import { spawn } from 'node:child_process'
import { expect, test } from 'vitest'
import type { TokenClaims } from '../../local/contracts.ts'
import type { RunningStack } from '../../local/running-stack.ts'
import { startStack } from '../../local/stack.ts'
import { processesNaming, processesOf } from '../support/processes.ts'

/** Enrols a person and has a hospital ask for them by ID card: keys, encryption and one function that asks another. */
const findByIdCard = async ({ url, token }: RunningStack): Promise<unknown> => {
  const post = async (claims: TokenClaims, path: string, body: object) => {
    const headers = {
      authorization: `Bearer ${await token({ sub: 'zhang', ...claims })}`,
      'idempotency-key': 'first',
    }
    const answer = await fetch(`${url}/v1/${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
    return (await answer.json()) as { readonly output?: { readonly baseinfo?: unknown } }
  }
  const idNumber = '340102198005200021'
  await post({ scope: 'city', division: '340100' }, 'enrollment/persons', {
    ...{ idNumber, name: '王芳', sex: 'female', birthOn: '1980-05-20', scheme: 'resident', city: '340100' },
    ...{ employment: 'resident', aid: 'none', from: '2025-01-01' },
  })
  const institution = 'H34010000001'
  const message = {
    ...{ infno: '1101', msgid: `${institution}202506011200000001`, fixmedins_code: institution },
    input: { data: { mdtrt_cert_type: '02', mdtrt_cert_no: idNumber } },
  }
  const answer = await post(
    { scope: 'institution', division: '340100', institution },
    'settlement/national',
    message,
  )
  return answer.output?.baseinfo ?? answer
}

test('the real app is synthesized and runs in memory; after its stop nothing is left running', async () => {
  const stack = await startStack({ inMemory: true })
  try {
    const health = await fetch(`${stack.url}/health`)
    expect(health.status).toBe(200)
    expect(await health.json()).toMatchObject({
      status: 'ready',
      services: expect.arrayContaining([
        'enrollment',
        'contribution',
        'settlement',
        'budget',
        'adjustment-fund',
      ]),
    })
    expect((await fetch(`${stack.url}/v1/budget/anything`)).status).toBe(401)
    expect(await findByIdCard(stack)).toMatchObject({ psn_name: '王芳', certno: '340102198005200021' })
    expect((await stack.quiet()).deadLetters).toBe(0)
    expect(processesOf(process.pid)).toContainEqual(expect.stringContaining('DynamoDBLocal'))
  } finally {
    await stack.stop()
  }
  expect(processesOf(process.pid)).toEqual([])
  await expect(fetch(`${stack.url}/health`)).rejects.toThrow()
}, 120_000)

test('a stack that is killed outright takes Java and its functions with it', async () => {
  const stack = spawn(process.execPath, ['local/start.ts', '--in-memory', '--port', '0'])
  const url = await new Promise<string>((resolve, reject) => {
    let output = ''
    const read = (chunk: Buffer) => {
      output += chunk.toString()
      const ready = /runs at (\S+)/.exec(output)?.[1]
      if (ready) resolve(ready)
    }
    stack.stdout.on('data', read)
    stack.stderr.on('data', read)
    stack.once('exit', () => reject(new Error(output)))
  })
  expect((await fetch(`${url}/health`)).status).toBe(200)
  const parts = processesOf(stack.pid ?? 0)
  expect(parts).toContainEqual(expect.stringContaining('DynamoDBLocal'))
  expect(parts).toContainEqual(expect.stringContaining('runtime.mjs'))
  const [runtime = ''] = parts.flatMap((command) =>
    command.split(' ').filter((word) => word.endsWith('runtime.mjs')),
  )

  stack.kill('SIGKILL')
  await expect.poll(() => processesNaming(runtime), { timeout: 5000 }).toEqual([])
}, 120_000)
