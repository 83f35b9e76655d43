import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { Socket } from 'node:net'

/**
 * The emulator listens on every interface; it has no authentication, so strangers are turned away here.
 * @returns what lets them in again
 */
export const admitOnlyThisMachine = (port: number) => {
  const turnAway = (event: unknown) => {
    const { socket } = event as { readonly socket: Socket }
    const fromHere = /^(::ffff:)?127\.|^::1$/.test(socket.remoteAddress ?? '')
    if (socket.localPort === port && !fromHere) socket.destroy()
  }
  subscribe('net.server.socket', turnAway)
  return () => unsubscribe('net.server.socket', turnAway)
}
