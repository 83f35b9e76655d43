import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createHttpApi } from '../../../../local/api/create-http-api.ts'
import type { ApiRoute, InvokeResult, LocalEndpoints } from '../../../../local/contracts.ts'
import { createIssuer } from '../../../../local/issuer/create-issuer.ts'
import { certain } from '../chance.ts'

/** A whole API on a free port with its issuer, whose functions answer what the test says. */
export const startGateway = async (parts: {
  routes: (Partial<ApiRoute> & { key: string })[]
  answer?: (event: never) => InvokeResult | Promise<InvokeResult>
  local?: Partial<LocalEndpoints>
  accessLogFormat?: string
}) => {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const issuer = await createIssuer({ url: `${url}/issuer`, audience: 'tongchou' })
  const invoked: { functionName: string; event: Record<string, unknown> }[] = []
  const logged: string[] = []
  const { accessLogFormat: format } = parts
  const listener = createHttpApi({
    ...(format && { accessLog: { format, write: (line: string) => logged.push(line) } }),
    routes: parts.routes.map((route) => ({
      functionName: 'api',
      scopes: [],
      timeoutMillis: 5_000,
      ...route,
    })),
    authorizers: [
      {
        name: 'province',
        issuer: 'https://issuer.example',
        audience: ['tongchou'],
        identitySource: ['$request.header.Authorization'],
      },
    ],
    invoke: async (functionName, event) => {
      invoked.push({ functionName, event: event as Record<string, unknown> })
      return (await parts.answer?.(event as never)) ?? { status: 'succeeded', payload: { done: true } }
    },
    issuer,
    local: {
      health: async () => ({ status: 'ok' }),
      quiet: async () => ({ quiet: true, deadLetters: 0, waitingFor: {} }),
      units: () => ({}),
      waiting: () => ({}),
      token: issuer.sign,
      chaos: certain().settings,
      setChaos: async () => {},
      ...parts.local,
    },
  })
  server.on('request', listener)
  return {
    url,
    issuer,
    invoked,
    logged,
    [Symbol.asyncDispose]: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
