import { createWriteStream, type WriteStream } from 'node:fs'

const gatherMillis = 50

/** Has a log write what comes within a moment at once: so many lines by themselves cost a processor. */
const gather = (log: WriteStream): void => {
  if (log.writableCorked > 0) return
  log.cork()
  setTimeout(() => log.uncork(), gatherMillis)
}

export type LogFile = { readonly write: (line: string) => void; readonly close: () => Promise<void> }

/** A log on this machine, which begins with its first line. */
export const openLogFile = (path: string): LogFile => {
  let log: WriteStream | undefined
  let closed = false
  return {
    write: (line) => {
      // What still runs when its log is closed has nobody to tell.
      if (closed) return
      log ??= createWriteStream(path, { flags: 'a' })
      gather(log)
      log.write(`${line}\n`)
    },
    close: () =>
      new Promise<void>((done) => {
        closed = true
        if (log) log.end(done)
        else done()
      }),
  }
}
