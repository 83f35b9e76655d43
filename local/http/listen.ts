import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { TongchouError } from '#shared/kernel/errors.ts'

export type Listening = { readonly port: number; readonly url: string; readonly close: () => Promise<void> }

/** Longer than any caller on this machine keeps an idle connection, so that none is closed under a request. */
const keepAliveTimeout = 65_000

/**
 * Serves on this machine only: nothing here has real authentication.
 * @param port 0 takes any free one
 * @throws TongchouError `local.port-taken`
 */
export const listen = (port: number, handle: RequestListener): Promise<Listening> =>
  new Promise((resolve, reject) => {
    const server = createServer({ keepAliveTimeout }, handle)
    server.once('error', (cause: NodeJS.ErrnoException) => {
      reject(
        cause.code === 'EADDRINUSE'
          ? new TongchouError(
              'local.port-taken',
              `Port ${port} is taken. Stop what listens there, or choose another with --port.`,
              { port },
            )
          : cause,
      )
    })
    server.listen(port, '127.0.0.1', () => {
      const taken = (server.address() as AddressInfo).port
      resolve({
        port: taken,
        url: `http://127.0.0.1:${taken}`,
        close: () =>
          new Promise((closed) => {
            server.close(() => closed())
            server.closeAllConnections()
          }),
      })
    })
  })

/** A port that was free a moment ago, for a process that cannot choose one itself. */
export const freePort = async (): Promise<number> => {
  const listening = await listen(0, (_request, response) => response.end())
  await listening.close()
  return listening.port
}
