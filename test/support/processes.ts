import { readdirSync, readFileSync } from 'node:fs'

const parentOf = (pid: number): number => {
  try {
    // The name in parentheses may hold spaces; the parent is the second field after it.
    const [, fields = ''] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(/\)(?=[^)]*$)/)
    return Number(fields.trim().split(' ')[1])
  } catch {
    return 0
  }
}

const commandOf = (pid: number): string => {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim()
  } catch {
    return ''
  }
}

const descends = (pid: number, ancestor: number): boolean => {
  const parent = parentOf(pid)
  return parent === ancestor || (parent > 1 && descends(parent, ancestor))
}

const isPartOfStack = (command: string) => /DynamoDBLocal|runtime\.mjs/.test(command)
const everyProcess = () => readdirSync('/proc').map(Number).filter(Boolean)

/** The commands of all living descendants of a process that belong to a local stack: Java and sandboxes. */
export const processesOf = (ancestor: number): string[] =>
  everyProcess()
    .filter((pid) => descends(pid, ancestor))
    .map(commandOf)
    .filter(isPartOfStack)

/** Kills the database of the local stack that a process runs, as a machine short of memory would; answers how many. */
export const killDatabaseOf = (ancestor: number): number => {
  const databases = everyProcess().filter(
    (pid) => descends(pid, ancestor) && /^\S*java .*DynamoDBLocal/.test(commandOf(pid)),
  )
  for (const pid of databases) process.kill(pid, 'SIGKILL')
  return databases.length
}

/** The commands of all living processes that belong to a local stack and name this text. */
export const processesNaming = (text: string): string[] =>
  everyProcess()
    .map(commandOf)
    .filter((command) => isPartOfStack(command) && command.includes(text))
