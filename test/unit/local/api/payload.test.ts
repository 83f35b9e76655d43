import { connect } from 'node:net'
import { describe, expect, it } from 'vitest'
import type { InvokeResult } from '../../../../local/contracts.ts'
import { startGateway } from './gateway.ts'

const open = [{ key: 'ANY /v1/budget/{proxy+}', functionName: 'budget-api' }]
const succeeded = (payload: unknown): InvokeResult => ({ status: 'succeeded', payload })

describe('the event of payload format 2.0', () => {
  it('holds the request as API Gateway describes it', async () => {
    await using api = await startGateway({ routes: open })
    await fetch(`${api.url}/v1/budget/budgets/%E5%90%88?city=340100&city=340200&empty=`, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        'Idempotency-Key': 'k-1',
        Cookie: 'a=1; b=2',
        'User-Agent': 'test',
      },
      body: '{"fen":1}',
    })
    expect(api.invoked).toHaveLength(1)
    expect(api.invoked[0]?.functionName).toBe('budget-api')
    const event = api.invoked[0]?.event
    expect(event).toMatchObject({
      version: '2.0',
      routeKey: 'ANY /v1/budget/{proxy+}',
      rawPath: '/v1/budget/budgets/合',
      rawQueryString: 'city=340100&city=340200&empty=',
      cookies: ['a=1', 'b=2'],
      headers: { 'idempotency-key': 'k-1', 'content-type': 'application/json', 'x-forwarded-proto': 'http' },
      queryStringParameters: { city: '340100,340200', empty: '' },
      pathParameters: { proxy: 'budgets/合' },
      requestContext: {
        stage: '$default',
        routeKey: 'ANY /v1/budget/{proxy+}',
        http: {
          method: 'POST',
          path: '/v1/budget/budgets/合',
          protocol: 'HTTP/1.1',
          sourceIp: '127.0.0.1',
          userAgent: 'test',
        },
        time: expect.stringMatching(/^\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d \+0000$/),
        timeEpoch: expect.any(Number),
        requestId: expect.any(String),
      },
      body: '{"fen":1}',
      isBase64Encoded: false,
    })
    expect(event?.headers).not.toHaveProperty('cookie')
    expect(event?.requestContext).not.toHaveProperty('authorizer')
  })

  it('leaves absent parts out', async () => {
    await using api = await startGateway({ routes: [{ key: 'GET /plain' }] })
    await fetch(`${api.url}/plain`)
    const event = api.invoked[0]?.event
    expect(event).toMatchObject({ rawPath: '/plain', rawQueryString: '', isBase64Encoded: false })
    for (const part of ['body', 'cookies', 'queryStringParameters', 'pathParameters'])
      expect(event).not.toHaveProperty(part)
  })

  it.each([
    ['application/octet-stream', undefined],
    ['application/json', 'gzip'],
  ])('carries %s with encoding %s in base64', async (type, encoding) => {
    await using api = await startGateway({ routes: open })
    await fetch(`${api.url}/v1/budget/x`, {
      method: 'PUT',
      headers: { 'content-type': type, ...(encoding && { 'content-encoding': encoding }) },
      body: new Uint8Array([0, 255, 1]),
    })
    expect(api.invoked[0]?.event).toMatchObject({ body: 'AP8B', isBase64Encoded: true })
  })
})

describe("the function's result", () => {
  const get = async (payload: unknown) => {
    await using api = await startGateway({ routes: [{ key: '$default' }], answer: () => succeeded(payload) })
    const response = await fetch(`${api.url}/anything`)
    return { status: response.status, headers: response.headers, body: await response.text() }
  }

  it('with a status code is the response', async () => {
    const response = await get({
      statusCode: 409,
      headers: { 'Content-Type': 'application/problem+json', 'X-Count': 2 },
      cookies: ['a=1', 'b=2'],
      body: '{"code":"x"}',
    })
    expect(response.status).toBe(409)
    expect(response.body).toBe('{"code":"x"}')
    expect(response.headers.get('content-type')).toBe('application/problem+json')
    expect(response.headers.get('x-count')).toBe('2')
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2'])
  })

  it('with a base64 body is sent as bytes', async () => {
    expect((await get({ statusCode: 200, body: '5ZCI', isBase64Encoded: true })).body).toBe('合')
  })

  it('without a status code is a JSON body', async () => {
    const response = await get({ balance: 12_500 })
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/json'])
    expect(response.body).toBe('{"balance":12500}')
  })

  it.each([{ statusCode: 'ok' }, { statusCode: 200, body: { not: 'text' } }, { statusCode: 42 }])(
    'that makes no response (%j) is an internal server error',
    async (payload) => {
      const response = await get(payload)
      expect([response.status, response.body]).toEqual([500, '{"message":"Internal Server Error"}'])
    },
  )
})

describe('what goes wrong on the way', () => {
  it('a route that nobody serves is not found', async () => {
    await using api = await startGateway({ routes: open })
    const response = await fetch(`${api.url}/v1/unknown`)
    expect([response.status, await response.text()]).toEqual([404, '{"message":"Not Found"}'])
  })

  it('a function that fails is an internal server error without its message', async () => {
    await using api = await startGateway({
      routes: open,
      answer: () => ({ status: 'failed', errorType: 'Error', errorMessage: 'secret' }),
    })
    const response = await fetch(`${api.url}/v1/budget/x`)
    expect([response.status, await response.text()]).toEqual([500, '{"message":"Internal Server Error"}'])
  })

  it('a function slower than its integration allows is unavailable', async () => {
    await using api = await startGateway({
      routes: [{ key: 'GET /slow', timeoutMillis: 20 }],
      answer: () => new Promise(() => {}),
    })
    const response = await fetch(`${api.url}/slow`)
    expect([response.status, await response.text()]).toEqual([503, '{"message":"Service Unavailable"}'])
  })

  it('a body over ten megabytes is refused and reaches no function', async () => {
    await using api = await startGateway({ routes: open })
    const post = (bytes: number) =>
      fetch(`${api.url}/v1/budget/x`, { method: 'POST', body: Buffer.alloc(bytes, 'a') })
    expect((await post(10 * 1024 * 1024)).status).toBe(200)
    expect((await post(10 * 1024 * 1024 + 1)).status).toBe(413)
    expect(api.invoked).toHaveLength(1)
  })

  it('a caller who hangs up in the middle of a body disturbs nobody', async () => {
    await using api = await startGateway({ routes: open })
    const { hostname, port } = new URL(api.url)
    const socket = connect(Number(port), hostname)
    socket.write('POST /v1/budget/x HTTP/1.1\r\nhost: x\r\ncontent-length: 10\r\n\r\nhalf')
    await new Promise((resolve) => setTimeout(resolve, 20))
    socket.destroy()
    expect((await fetch(`${api.url}/v1/budget/x`)).status).toBe(200)
    expect(api.invoked).toHaveLength(1)
  })

  it('a broken percent escape is a bad request', async () => {
    await using api = await startGateway({ routes: open })
    expect((await fetch(`${api.url}/v1/budget/%E5%90`)).status).toBe(400)
  })
})
